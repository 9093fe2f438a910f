import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { eventually } from '../gateway.ts'
import { freePort, type RunningProgram, startProgram } from '../programs.ts'
import { adapted } from './recipe.ts'

const nodesCount = 3
/** As the configuration of Patroni has it. */
const password = 'change-me-superuser'

/** One machine of the database: a PostgreSQL and the Patroni that keeps it. */
export interface DatabaseNode {
  readonly name: string
  readonly port: number
  /** Where Patroni tells what it is. */
  readonly restPort: number
  /** Ends PostgreSQL as a crash does, or the whole machine. */
  crash(isMachine: boolean): void
  /** Starts Patroni again where it does not run. */
  start(): Promise<void>
}

/** Three PostgreSQL servers that Patroni keeps in synchronous replication, with an etcd, on this machine. */
export interface Database {
  readonly nodes: readonly DatabaseNode[]
  /** The primary; undefined while there is none. */
  primary(): Promise<DatabaseNode | undefined>
  /** Waits until there is a primary with a synchronous standby, and the third one follows. */
  whole(): Promise<DatabaseNode>
  /** Waits for the same, and answers with the synchronous standby. */
  standby(): Promise<DatabaseNode>
  stop(): Promise<void>
}

const binaries = () =>
  readdirSync('/usr/lib/postgresql')
    .map((version) => `/usr/lib/postgresql/${version}/bin`)
    .sort()
    .at(-1) as string

const isRoot = process.getuid?.() === 0

/** PostgreSQL does not run as root. */
const asPostgres = (command: readonly string[]): readonly string[] =>
  isRoot ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', ...command] : command

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))

function ownDirectory(path: string): string {
  mkdirSync(path, { mode: 0o700 })
  if (isRoot) chownSync(path, idOf('-u'), idOf('-g'))
  return path
}

/** The connection string of the gateways; `hosts` as in `127.0.0.1:5432,127.0.0.1:5433`. */
export const urlOf = (hosts: string): string =>
  `postgres://postgres:${password}@${hosts}/clustergate?target_session_attrs=read-write`

export const hostsOf = ({ nodes }: Database): string => nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')

export async function startDatabase(): Promise<Database> {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-machines-'))
  if (isRoot) chownSync(directory, idOf('-u'), idOf('-g'))
  const etcd = await startEtcd(join(directory, 'etcd'))
  const running: Node[] = []
  const stop = async () => {
    for (const node of running) node.crash(true)
    await etcd.program.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    for (let at = 1; at <= nodesCount; at++) {
      const [port, restPort] = [await freePort(), await freePort()]
      running.push(new Node(`db-${at}`, port, restPort, ownDirectory(join(directory, `db-${at}`)), etcd.port))
    }
    const database: Database = {
      nodes: running,
      primary: async () => (await primaryAmong(running)) as DatabaseNode | undefined,
      whole: () => eventuallyWhole(running),
      async standby() {
        const members = await membersBy(await eventuallyWhole(running))
        const { name } = members.find(({ role }) => role === 'sync_standby') as Told['members'][number]
        return running.find((node) => node.name === name) as Node
      },
      stop,
    }
    await Promise.all(running.map((node) => node.start()))
    await database.whole()
    return database
  } catch (error) {
    await stop()
    throw error
  }
}

async function startEtcd(directory: string): Promise<{ port: number; program: RunningProgram }> {
  const [port, peerPort] = [await freePort(), await freePort()]
  const [url, peerUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`]
  const program = await startProgram(
    [
      ...['etcd', '--data-dir', directory, '--name', 'etcd-1', '--initial-cluster', `etcd-1=${peerUrl}`],
      ...['--listen-client-urls', url, '--advertise-client-urls', url],
      ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
    ],
    async () => (await fetch(`${url}/health`)).ok,
    { ...process.env, ETCD_UNSUPPORTED_ARCH: process.arch === 'arm64' ? 'arm64' : '' },
  )
  return { port, program }
}

class Node implements DatabaseNode {
  #patroni: RunningProgram | undefined

  constructor(
    readonly name: string,
    readonly port: number,
    readonly restPort: number,
    private readonly directory: string,
    etcdPort: number,
  ) {
    const text = adapted('patroni', {
      'name: db-1': `name: ${name}`,
      '10.0.0.31:8008': `127.0.0.1:${restPort}`,
      '10.0.0.31:5432': `127.0.0.1:${port}`,
      '10.0.0.41:2379,10.0.0.42:2379,10.0.0.43:2379': `127.0.0.1:${etcdPort}`,
      '10.0.0.0/24': '127.0.0.1/32',
      '/var/lib/postgresql/15/clustergate': join(directory, 'data'),
      '/usr/lib/postgresql/15/bin': binaries(),
      '/var/lib/postgresql/pgpass': join(directory, 'pgpass'),
      '/var/run/postgresql': directory,
    })
    writeFileSync(join(directory, 'patroni.yml'), text, { mode: 0o644 })
  }

  async start(): Promise<void> {
    if (this.#patroni) return
    const command = asPostgres(['patroni', join(this.directory, 'patroni.yml')])
    const isUp = async () => (await fetch(`http://127.0.0.1:${this.restPort}/liveness`)).status < 600
    this.#patroni = await startProgram(command, isUp)
  }

  crash(isMachine: boolean): void {
    if (isMachine) void this.#patroni?.kill()
    if (isMachine) this.#patroni = undefined
    const pid = this.#postgresPid()
    if (pid === undefined) return
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }

  #postgresPid(): number | undefined {
    try {
      return Number(readFileSync(join(this.directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
    } catch {
      return undefined
    }
  }
}

async function primaryAmong(nodes: readonly DatabaseNode[]): Promise<DatabaseNode | undefined> {
  for (const node of nodes) {
    const answer = await fetch(`http://127.0.0.1:${node.restPort}/primary`).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return node
  }
  return undefined
}

interface Told {
  readonly members: readonly { readonly name: string; readonly role: string; readonly state: string }[]
}

const membersBy = async ({ restPort }: DatabaseNode): Promise<Told['members']> =>
  ((await (await fetch(`http://127.0.0.1:${restPort}/cluster`)).json()) as Told).members

async function eventuallyWhole(nodes: readonly DatabaseNode[]): Promise<DatabaseNode> {
  const look = async () => {
    const node = await primaryAmong(nodes)
    if (!node) return undefined
    const members = await membersBy(node)
    const ofRole = (role: string) => members.filter((member) => member.role === role)
    const isSynchronous = ofRole('leader').length === 1 && ofRole('sync_standby').length === 1
    const areUp = members.length === nodes.length && members.every(({ state }) => /running|streaming/.test(state))
    return isSynchronous && areUp && (await followers(node)) === nodes.length - 1 ? node : undefined
  }
  // A standby that has to be rewound may take some rounds of Patroni.
  for (let attempt = 1; ; attempt++) {
    try {
      return await eventually(() => look().catch(() => undefined))
    } catch (error) {
      if (attempt === 6) throw error
    }
  }
}

/** How many standbys stream from a primary. */
async function followers({ port }: DatabaseNode): Promise<number> {
  const rows = await query(port, 'select 1 from pg_stat_replication where state = $$streaming$$', 'postgres')
  return rows.length
}

/** Asks one server as its superuser. */
export async function query(port: number, text: string, database = 'clustergate'): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: 'postgres', password, database },
    ...{ connectionTimeoutMillis: 3_000, query_timeout: 10_000 },
  })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
