import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { freePort, onFreePort, startProgram } from '../programs.ts'

export interface InfluxdOptions {
  /** Whether it asks for credentials; it has an administrator then, unless that is said otherwise. */
  readonly hasAuth?: boolean
  readonly hasAdmin?: boolean
  /** What JSON web tokens for it are signed with. */
  readonly sharedSecret?: string
  /** The password of its administrator `root`. */
  readonly password?: string
  /** Further lines of the section `[http]` of its configuration. */
  readonly http?: string
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
  /** Writes lines as somebody else, or nobody. */
  put(database: string, lines: string, as: Asking): Promise<Asked>
  /** Writes lines as the administrator; throws when they are refused. */
  write(database: string, lines: string): Promise<void>
  /** Stops it, and leaves its files for `start`. */
  pause(): Promise<void>
  /** Ends it at once, as a crash does, and leaves its files for `start`. */
  kill(): Promise<void>
  /** Starts it again, on the same port and files. */
  start(): Promise<void>
  /** Stops it, and removes its files. */
  stop(): Promise<void>
}

export interface Result {
  readonly error?: string
  readonly series?: readonly { readonly name: string; readonly values: readonly (readonly unknown[])[] }[]
}

interface Asking {
  readonly user?: string
  /** Where it is not the usual one. */
  readonly password?: string
  readonly database?: string
}

interface Asked {
  readonly status: number
  readonly text: string
}

/** The password of everybody who is given no other. */
export const usualPassword = 'a password'

/** Starts InfluxDB 1.x on free ports and a directory of its own. */
export const startInfluxd = (options: InfluxdOptions = {}): Promise<Influxd> =>
  onFreePort((port) => startOn(port, options))

async function startOn(port: number, options: InfluxdOptions): Promise<Influxd> {
  const { hasAuth = false, hasAdmin = hasAuth, sharedSecret = '', http = '', password: usual = usualPassword } = options
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-influxd-'))
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
      ${http}
    [monitor]
      store-enabled = false`,
  )
  const remove = () => rmSync(directory, { recursive: true, force: true })
  const start = () =>
    startProgram(['influxd', 'run', '-config', file], async () => (await fetch(`${url}/ping`)).status === 204)
  let said = ''
  let program = await start()
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const authorization = ({ user, password = usual }: Asking) =>
    hasAuth && user !== undefined && `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const send = async (path: string, as: Asking, body: string, form = false): Promise<Asked> => {
    const basic = authorization(as)
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
    log: () => said + program.said(),
    ask: (text, as) =>
      send(
        '/query',
        as,
        String(new URLSearchParams({ q: text, ...(as.database !== undefined && { db: as.database }) })),
        true,
      ),
    put: (database, lines, as) => send(`/write?db=${encodeURIComponent(database)}`, as, lines),
    async run(statements) {
      const { text } = await influxd.ask(statements, { user: 'root' })
      const { results = [], error } = JSON.parse(text) as { results?: readonly Result[]; error?: string }
      const failed = error ?? results.find((result) => result.error !== undefined)?.error
      if (failed !== undefined) throw new Error(`${statements}: ${failed}`)
      return results
    },
    async write(database, lines) {
      const { status, text } = await influxd.put(database, lines, { user: 'root' })
      if (status !== 204) throw new Error(`${status}: ${text}`)
    },
    pause: () => program.stop(),
    kill: () => program.kill(),
    async start() {
      said += program.said()
      program = await start()
    },
    async stop() {
      agent.destroy()
      await program.stop()
      remove()
    },
  }
  if (hasAdmin)
    await influxd.run(`CREATE USER root WITH PASSWORD '${usual.replace(/[\\']/g, '\\$&')}' WITH ALL PRIVILEGES`)
  return influxd
}

/** The statement that makes a user who signs in as `ask` does, without a password of its own. */
export const createUser = (name: string) => `CREATE USER ${name} WITH PASSWORD '${usualPassword}'`
