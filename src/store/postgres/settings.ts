import pg from 'pg'

/** Settings that hold for one transaction, by name. */
export type Settings = ReadonlyMap<string, string>

type Callback = (error: Error | null, result: pg.QueryResult) => void

/** The methods that pg calls while it runs a query; its types leave them out. */
interface Protocol {
  parse(statement: { text: string }): void
  bind(portal: { values: readonly string[] }): void
  execute(portal: object): void
}

const Query = pg.Query as unknown as new (
  config: { text: string; values: readonly unknown[]; queryMode: 'extended' },
  values: undefined,
  callback: Callback,
) => pg.Submittable & {
  prepare(connection: Protocol): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: unknown): void
}

/**
 * A statement that sends settings of its own transaction along, in the same message: no further round trip, and one
 * transaction for both, even where none was begun. So poolers in transaction mode keep them together, and nothing is
 * left behind on the connection.
 *
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
class SettledQuery extends Query {
  #isSettled = false

  constructor(
    text: string,
    values: readonly unknown[],
    private readonly settings: Settings,
    callback: Callback,
  ) {
    super({ text, values, queryMode: 'extended' }, undefined, callback)
  }

  override prepare(connection: Protocol): void {
    const set = [...this.settings.keys()].map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`)
    connection.parse({ text: `select ${set.join(', ')}` })
    connection.bind({ values: [...this.settings].flat() })
    connection.execute({})
    super.prepare(connection)
  }

  /** The answer to the settings comes first, and is skipped. */
  override handleDataRow(message: unknown): void {
    if (this.#isSettled) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: unknown): void {
    if (this.#isSettled) super.handleCommandComplete(message, connection)
    this.#isSettled = true
  }
}

export const querySettled = (
  query: (one: pg.Submittable) => unknown,
  text: string,
  values: readonly unknown[],
  settings: Settings,
): Promise<pg.QueryResult> =>
  new Promise((resolve, reject) => {
    query(new SettledQuery(text, values, settings, (error, result) => (error ? reject(error) : resolve(result))))
  })
