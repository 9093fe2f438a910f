import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { openPostgres } from '../../src/store/postgres/connect.ts'
import { onPostgres } from '../store.ts'
import { putBack, versions } from './fixtures.ts'

/** Notes, in the transaction of each migration, which tables it has locked against readers or writers. */
const noteLocks = [
  'create table noted_locks (migration text, name text)',
  `create function note_locks() returns trigger language plpgsql as $$
    begin
      insert into noted_locks
        select distinct new.name, coalesce(indexed.relname, locked.relname)
        from pg_locks l join pg_class locked on locked.oid = l.relation
          left join pg_index i on i.indexrelid = locked.oid left join pg_class indexed on indexed.oid = i.indrelid
        where l.pid = pg_backend_pid() and l.granted and locked.relnamespace = 'public'::regnamespace
          and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock');
      return new;
    end $$`,
  'create trigger note_locks before insert on migrations for each row execute function note_locks()',
]

it.skipIf(!onPostgres).each(versions)(
  'each migration of a store of %s locks at its beginning all that its statements lock, so that it gives way at once',
  async (version) => {
    const store = await putBack(version)
    onTestFinished(() => store.remove())
    const statements: string[] = []
    const { db } = openPostgres(store.ownerUrl as string, (statement) => statements.push(statement))
    onTestFinished(() => db.destroy())
    const applied = async () => {
      const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(db)
      return rows.map(({ name }) => name)
    }
    const before = await applied()
    for (const statement of noteLocks) await sql.raw(statement).execute(db)
    await migrate(db)

    const missing = (await applied()).filter((name) => !before.includes(name))
    const { rows } = await sql<{ migration: string; name: string }>`select migration, name from noted_locks`.execute(db)
    // What each has run, up to the statement that notes it.
    const parts = statements.join(';\n').split('insert into migrations').slice(0, -1)
    expect(parts).toHaveLength(missing.length)
    expect(rows.length).toBeGreaterThan(missing.length)
    for (const [at, migration] of missing.entries()) {
      const begun = /lock table (.*) in access exclusive mode/.exec(parts[at] as string)?.[1] ?? ''
      const made = [...(parts[at] as string).matchAll(/create table (?:if not exists )?(\w+)/g)].map(([, name]) => name)
      const locked = [...begun.matchAll(/"(\w+)"/g)].map(([, name]) => name)
      const held = rows.filter((row) => row.migration === migration).map(({ name }) => name)
      expect({ migration, missed: held.filter((name) => ![...locked, ...made].includes(name)) }).toEqual({
        migration,
        missed: [],
      })
    }
  },
)
