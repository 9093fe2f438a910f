import type { CompiledQuery } from 'kysely'
import { type DirectWay, type Engine, engineOf } from './engine.ts'
import type { Sql } from './tables.ts'

interface Compilable<Row> {
  compile(): CompiledQuery<Row>
}

/** Marks the place of a value in a prepared statement. */
export type Value<P> = <Name extends keyof P>(name: Name) => P[Name]

type Build<P, Row> = (db: Sql, value: Value<P>) => Compilable<Row>

/** The marker of a value that is known only when the statement runs. */
class Placeholder {
  constructor(readonly name: PropertyKey) {}
}

/**
 * A statement of a hot path, whose text is made once for each engine instead of at every call. `build` writes it with
 * `value(name)` in the place of each value.
 */
export function prepared<P extends object, Row>(build: Build<P, Row>): (db: Sql, values: P) => Promise<Row[]> {
  const statement = new Prepared(build)
  return async (db, values) => {
    const { compiled, parameters, direct } = statement.bind(db, values)
    return (direct?.run<Row>(compiled.sql, parameters) ?? (await db.executeQuery<Row>({ ...compiled, parameters })))
      .rows
  }
}

/**
 * The same for a statement that answers with one row at most. Where it runs directly there is no promise, and it throws
 * instead of rejecting.
 */
export function preparedOne<P extends object, Row>(
  build: Build<P, Row>,
): (db: Sql, values: P) => Promise<Row | undefined> | Row | undefined {
  const statement = new Prepared(build)
  return (db, values) => {
    const { compiled, parameters, direct } = statement.bind(db, values)
    if (direct) return direct.first<Row>(compiled.sql, parameters)
    return db.executeQuery<Row>({ ...compiled, parameters }).then(({ rows }) => rows[0])
  }
}

class Prepared<P extends object, Row> {
  readonly #compiled = new WeakMap<Engine, CompiledQuery<Row>>()

  constructor(private readonly build: Build<P, Row>) {}

  /** `direct` runs the statement synchronously; undefined where it must run like any other. */
  bind(
    db: Sql,
    values: P,
  ): { compiled: CompiledQuery<Row>; parameters: readonly unknown[]; direct: DirectWay | undefined } {
    const engine = engineOf(db)
    let compiled = this.#compiled.get(engine)
    if (!compiled) {
      // Kysely takes any value for a parameter; the marker passes for one of the type that `build` expects.
      compiled = this.build(db, (name) => new Placeholder(name) as never).compile()
      this.#compiled.set(engine, compiled)
    }
    const parameters: unknown[] = []
    for (const value of compiled.parameters) {
      parameters.push(value instanceof Placeholder ? (values as Record<PropertyKey, unknown>)[value.name] : value)
    }
    return { compiled, parameters, direct: engine.directWay(db, compiled) }
  }
}
