import type { CompiledQuery, QueryExecutor } from 'kysely'
import { directOf } from './sqlite.ts'
import type { Sql } from './tables.ts'

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** Stands for a value wherever it goes in the statement. */
export type Value<P> = <Name extends keyof P>(name: Name) => P[Name]

/** Stands in a statement for a value that is known only when it runs. */
class Placeholder {
  constructor(readonly name: PropertyKey) {}
}

/**
 * A statement of a hot path, whose text is made once for each engine instead of at every call. `build` writes it with
 * `value(name)` wherever a value goes.
 */
export function prepared<P extends object, Row>(
  build: (db: Sql, value: Value<P>) => Compilable<Row>,
): (db: Sql, values: P) => Promise<Row[]> {
  const compiled = new WeakMap<QueryExecutor['adapter'], CompiledQuery<Row>>()
  return async (db, values) => {
    const { adapter } = db.getExecutor()
    let statement = compiled.get(adapter)
    if (!statement) {
      statement = build(db, (name) => new Placeholder(name) as never).compile() as CompiledQuery<Row>
      compiled.set(adapter, statement)
    }
    const parameters = statement.parameters.map((value) =>
      value instanceof Placeholder ? (values as Record<PropertyKey, unknown>)[value.name] : value,
    )
    const isDirect = db.isTransaction || statement.query.kind === 'SelectQueryNode'
    const result = isDirect ? directOf(db)?.run<Row>(statement.sql, parameters) : undefined
    return (result ?? (await db.executeQuery<Row>({ ...statement, parameters }))).rows
  }
}
