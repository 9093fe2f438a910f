import type { CompiledQuery, QueryExecutor } from 'kysely'
import type { Statements } from './sqlite/statements.ts'
import { directOf } from './sqlite/store.ts'
import type { Sql } from './tables.ts'

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** Stands for a value wherever it goes in the statement. */
export type Value<P> = <Name extends keyof P>(name: Name) => P[Name]

type Build<P, Row> = (db: Sql, value: Value<P>) => Compilable<Row>

/** Stands in a statement for a value that is known only when it runs. */
class Placeholder {
  constructor(readonly name: PropertyKey) {}
}

/**
 * A statement of a hot path, whose text is made once for each engine instead of at every call. `build` writes it with
 * `value(name)` wherever a value goes.
 */
export function prepared<P extends object, Row>(build: Build<P, Row>): (db: Sql, values: P) => Promise<Row[]> {
  const statement = new Prepared(build)
  return async (db, values) => {
    const { compiled, parameters, direct } = statement.bind(db, values)
    return (direct?.run<Row>(compiled.sql, parameters) ?? (await db.executeQuery<Row>({ ...compiled, parameters })))
      .rows
  }
}

/** The same for a statement that answers with one row at most. */
export function preparedOne<P extends object, Row>(
  build: Build<P, Row>,
): (db: Sql, values: P) => Promise<Row | undefined> {
  const statement = new Prepared(build)
  return async (db, values) => {
    const { compiled, parameters, direct } = statement.bind(db, values)
    return direct
      ? direct.first<Row>(compiled.sql, parameters)
      : (await db.executeQuery<Row>({ ...compiled, parameters })).rows[0]
  }
}

class Prepared<P extends object, Row> {
  readonly #compiled = new WeakMap<QueryExecutor['adapter'], CompiledQuery<Row>>()

  constructor(private readonly build: Build<P, Row>) {}

  /** `direct` is where it may run at once; undefined where it goes the common way. */
  bind(
    db: Sql,
    values: P,
  ): { compiled: CompiledQuery<Row>; parameters: readonly unknown[]; direct: Statements | undefined } {
    const { adapter } = db.getExecutor()
    let compiled = this.#compiled.get(adapter)
    if (!compiled) {
      compiled = this.build(db, (name) => new Placeholder(name) as never).compile()
      this.#compiled.set(adapter, compiled)
    }
    const parameters = compiled.parameters.map((value) =>
      value instanceof Placeholder ? (values as Record<PropertyKey, unknown>)[value.name] : value,
    )
    const isDirect = db.isTransaction || compiled.query.kind === 'SelectQueryNode'
    const direct = isDirect ? directOf(db) : undefined
    const isElsewhere = !db.isTransaction && direct?.isSlow(compiled.sql)
    return { compiled, parameters, direct: isElsewhere ? undefined : direct }
  }
}
