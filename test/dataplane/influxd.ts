import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { freePort, startProgram } from '../programs.ts'

export interface InfluxdOptions {
  /** Whether it asks for credentials; it has an administrator then. */
  readonly hasAuth?: boolean
  /** What JSON web tokens for it are signed with. */
  readonly sharedSecret?: string
}

/** A running InfluxDB 1.x with data of its own. */
export interface Influxd {
  readonly port: number
  readonly url: string
  /** Where all its files are. */
  readonly directory: string
  /** What it has logged so far, every request included. */
  log(): string
  /** Runs statements as the administrator; answers with their results, and throws when one fails. */
  run(statements: string): Promise<readonly Result[]>
  /** Asks as somebody else, or nobody. */
  ask(text: string, as: Asking): Promise<Asked>
  /** Writes lines as the administrator. */
  write(database: string, lines: string): Promise<void>
  stop(): Promise<void>
}

export interface Result {
  readonly error?: string
  readonly series?: readonly { readonly name: string; readonly values: readonly (readonly unknown[])[] }[]
}

interface Asking {
  readonly user?: string
  readonly database?: string
}

interface Asked {
  readonly status: number
  readonly text: string
}

/** The password of every user. */
const password = 'a password'

/** Starts InfluxDB 1.x on free ports and a directory of its own. */
export async function startInfluxd({ hasAuth = false, sharedSecret = '' }: InfluxdOptions = {}): Promise<Influxd> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-influxd-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const file = join(directory, 'influxdb.conf')
  writeFileSync(
    file,
    `reporting-disabled = true
    bind-address = "127.0.0.1:${await freePort()}"
    [meta]
      dir = "${directory}/meta"
    [data]
      dir = "${directory}/data"
      wal-dir = "${directory}/wal"
    [http]
      bind-address = "127.0.0.1:${port}"
      auth-enabled = ${hasAuth}
      shared-secret = "${sharedSecret}"
      ping-auth-enabled = false
    [monitor]
      store-enabled = false`,
  )
  const remove = () => rmSync(directory, { recursive: true, force: true })
  const program = await startProgram(['influxd', 'run', '-config', file], async () => (await fetch(`${url}/ping`)).ok)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const authorization = (user: string | undefined) =>
    hasAuth && user !== undefined && `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const send = async (path: string, user: string | undefined, body: string, form = false): Promise<Asked> => {
    const basic = authorization(user)
    const headers = {
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(basic && { authorization: basic }),
    }
    // The server repeats texts in its headers, with characters that do not belong there.
    const sent = request(url + path, { method: 'POST', headers, agent, insecureHTTPParser: true, timeout: 20_000 })
    sent.on('timeout', () => sent.destroy(new Error('influxd did not answer in time.'))).end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    return { status: answer.statusCode ?? 0, text: await textOf(answer) }
  }
  const influxd: Influxd = {
    port,
    url,
    directory,
    log: program.said,
    ask: (text, { user, database }) =>
      send(
        '/query',
        user,
        String(new URLSearchParams({ q: text, ...(database !== undefined && { db: database }) })),
        true,
      ),
    async run(statements) {
      const { text } = await influxd.ask(statements, { user: 'root' })
      const { results = [], error } = JSON.parse(text) as { results?: readonly Result[]; error?: string }
      const failed = error ?? results.find((result) => result.error !== undefined)?.error
      if (failed !== undefined) throw new Error(`${statements}: ${failed}`)
      return results
    },
    async write(database, lines) {
      const { status, text } = await send(`/write?db=${encodeURIComponent(database)}`, 'root', lines)
      if (status !== 204) throw new Error(`${status}: ${text}`)
    },
    async stop() {
      agent.destroy()
      await program.stop()
      remove()
    },
  }
  if (hasAuth) await influxd.run(`CREATE USER root WITH PASSWORD '${password}' WITH ALL PRIVILEGES`)
  return influxd
}

/** The statement that makes a user who signs in as `ask` does. */
export const createUser = (name: string) => `CREATE USER ${name} WITH PASSWORD '${password}'`
