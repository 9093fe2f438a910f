import { connectSqlite } from '../../files/sqlite.ts'
import { Statements } from './statements.ts'

/** A request to a reader. */
export interface ReadRequest {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** The answer of a reader; of an error, the parts that distinguish a locked file from a fault. */
export type ReadAnswer =
  | { readonly rows: readonly unknown[] }
  | {
      readonly error: {
        readonly message: string
        readonly code: string | undefined
        readonly errcode: number | undefined
      }
    }

// The program of a child process that reads a SQLite store for the gateway, one statement after the other.
const [path = '', busyMilliseconds = '0'] = process.argv.slice(2)
const connection = connectSqlite(path)
for (const pragma of [`busy_timeout = ${Number(busyMilliseconds)}`, 'query_only = on']) {
  connection.exec(`pragma ${pragma}`)
}
const statements = new Statements(connection, undefined)

process.on('message', ({ sql, parameters }: ReadRequest) => tell(answerTo(sql, parameters)))
process.on('disconnect', () => {
  connection.close()
  process.exit()
})
// A terminal or a service manager sends these to all processes of a group; the gateway decides when the reader ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
// It has started.
tell(null)

function tell(message: ReadAnswer | null): void {
  // A gateway that is gone hears nothing; its end comes as `disconnect`.
  process.send?.(message, () => {})
}

function answerTo(sql: string, parameters: readonly unknown[]): ReadAnswer {
  try {
    return { rows: statements.run(sql, parameters).rows.map((row) => ({ ...(row as object) })) }
  } catch (error) {
    const { message, code, errcode } = error as Error & { code?: string; errcode?: number }
    return { error: { message, code, errcode } }
  }
}
