import { sql } from 'kysely'
import type { Sql } from '../../src/store/tables.ts'
import { onPostgres } from '../store.ts'

/** All that the engine knows of the form of a store: tables, columns, indexes, constraints, triggers and functions. */
export async function catalogueOf(db: Sql): Promise<readonly string[]> {
  const { rows } = await sql<{ told: string }>`${sql.raw(onPostgres ? ofPostgres : ofSqlite)}`.execute(db)
  return rows.map(({ told }) => told).sort()
}

const ofSqlite = `
  select type || ' ' || name || ' ' || coalesce(sql, '') as told from sqlite_master
  union all
  select 'column ' || m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '')
    || ' ' || c.pk || ' ' || c.hidden
  from sqlite_master m, pragma_table_xinfo(m.name) c where m.type = 'table'`

const ofPostgres = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
    || coalesce(collation_name, '') || ' ' || coalesce(column_default, '') || ' ' || coalesce(generation_expression, '')
    as told
  from information_schema.columns where table_schema = 'public'
  union all
  select 'index ' || indexdef from pg_indexes where schemaname = 'public'
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all
  select 'function ' || pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
  union all
  select 'policy ' || tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || ' '
    || coalesce(with_check, '')
  from pg_policies where schemaname = 'public'
  union all
  select 'grant ' || table_name || ' ' || privilege_type || ' ' || grantee
  from information_schema.role_table_grants where table_schema = 'public'`
