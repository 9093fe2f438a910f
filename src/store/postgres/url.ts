import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'

/** One way to reach a server: where it is, and whether the connection is encrypted. */
export interface PostgresTarget {
  /** A name, an address, or the directory of a Unix socket. */
  readonly host: string | undefined
  readonly port: number | undefined
  readonly ssl: false | ConnectionOptions
}

/** A connection string of PostgreSQL, with the meaning that libpq gives it. */
export interface PostgresUrl {
  /** In the order in which they are tried. */
  readonly targets: readonly PostgresTarget[]
  /** Whether a server that takes no writes, a standby say, is passed over. */
  readonly mustTakeWrites: boolean
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly applicationName: string | undefined
  /** Settings of the session, as `-c name=value`. */
  readonly options: string | undefined
  readonly connectMilliseconds: number | undefined
}

const form = 'must be a URL such as postgres://user:password@host:5432/clustergate'

const shape =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/?]*)(?::(?<password>[^/?]*))?@)?(?<hosts>[^/?@]*)(?:\/(?<database>[^?]*))?(?:\?(?<query>.*))?$/s

const known = [
  'host',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'target_session_attrs',
  'connect_timeout',
  'application_name',
  'options',
] as const

/** Parameters of libpq and other drivers that are not supported, with what to write instead. */
const instead: Readonly<Record<string, string>> = {
  ssl: 'write sslmode=require or sslmode=verify-full',
  uselibpqcompat: 'leave it out, for sslmode has its meaning of libpq',
  hostaddr: 'write the address as the host',
  passfile: 'set the variable PGPASSFILE',
  service: 'write its host, user and database out',
  pgbouncer: 'leave it out, for a pooler in transaction mode needs nothing',
  schema: 'write options=-csearch_path%3Dname',
  search_path: 'write options=-csearch_path%3Dname',
  statement_timeout: 'leave it out, for the gateway limits its statements itself',
}

/** Throws an error whose message continues after the name of the variable, and contains no secret of the URL. */
export function parsePostgresUrl(text: string): PostgresUrl {
  const parts = shape.exec(text)?.groups
  if (!parts) throw new Error(form)
  const given = parametersOf(parts['query'] ?? '')
  const value = (name: (typeof known)[number], part: string | undefined) => given.get(name) ?? decoded(part)
  const hosts = value('host', undefined)?.split(',') ?? addressesOf(parts['hosts'] ?? '').map(({ host }) => host)
  const ports = value('port', undefined)?.split(',') ?? addressesOf(parts['hosts'] ?? '').map(({ port }) => port)
  if (ports.length > 1 && ports.length !== hosts.length) {
    throw new Error(`names ${hosts.length} hosts and ${ports.length} ports: write one port, or one for each host`)
  }
  const encryption = encryptionOf(given)
  return {
    targets: hosts.flatMap((host, at) => {
      const port = portOf((ports.length === 1 ? ports[0] : ports[at]) ?? '')
      const isSocket = host.startsWith('/')
      return (isSocket ? [false as const] : encryption).map((ssl) => ({ host: host || undefined, port, ssl }))
    }),
    mustTakeWrites: mustTakeWrites(given.get('target_session_attrs')),
    user: value('user', parts['user']) || undefined,
    password: value('password', parts['password']) || undefined,
    database: value('dbname', parts['database']) || undefined,
    applicationName: given.get('application_name'),
    options: given.get('options'),
    connectMilliseconds: connectMillisecondsOf(given.get('connect_timeout')),
  }
}

/** The parameters of libpq and their environment variables, for programs of PostgreSQL. */
const variablesOfLibpq = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  options: 'PGOPTIONS',
} as const

/** How programs of PostgreSQL are told, by their environment, what a connection string says beside server and user. */
export function libpqEnvironment(text: string): Readonly<Record<string, string>> {
  const given = parametersOf(shape.exec(text)?.groups?.['query'] ?? '')
  return Object.fromEntries(
    Object.entries(variablesOfLibpq).flatMap(([name, variable]) => {
      const value = given.get(name)
      return value === undefined ? [] : [[variable, value]]
    }),
  )
}

type Parameters = ReadonlyMap<string, string>

function parametersOf(query: string): Parameters {
  const given = new Map<string, string>()
  for (const pair of query.split('&').filter((one) => one !== '')) {
    const at = pair.indexOf('=')
    const name = decoded(at < 0 ? pair : pair.slice(0, at)) as string
    if (name in instead) throw new Error(`has the parameter ${name}, which is not taken: ${instead[name]}`)
    if (!(known as readonly string[]).includes(name)) {
      const printable = name.replace(/[^\w.-]/g, '?').slice(0, 40)
      throw new Error(`has the parameter ${printable}, which is not known. There are: ${known.join(', ')}`)
    }
    if (at >= 0 && at < pair.length - 1) given.set(name, decoded(pair.slice(at + 1)) as string)
  }
  return given
}

function decoded(part: string | undefined): string | undefined {
  try {
    return part === undefined ? undefined : decodeURIComponent(part)
  } catch {
    throw new Error(`${form}; a % in a name or a password is written as %25`)
  }
}

function addressesOf(hosts: string): { host: string; port: string }[] {
  return hosts.split(',').map((one) => {
    const parts = /^(?<host>\[[^\]]*\]|[^:[\]]*)(?::(?<port>[^:]*))?$/.exec(one)?.groups
    if (!parts) throw new Error(form)
    const host = decoded(parts['host']) as string
    return { host: host.replace(/^\[(.*)\]$/, '$1'), port: parts['port'] ?? '' }
  })
}

function portOf(text: string): number | undefined {
  if (text === '') return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) throw new Error('names a port that is no number from 1 to 65535')
  return port
}

function mustTakeWrites(wanted = 'any'): boolean {
  if (wanted === 'any') return false
  if (wanted === 'read-write' || wanted === 'primary') return true
  throw new Error('asks for a server that takes no writes: write target_session_attrs=read-write')
}

const secondsMax = 30

function connectMillisecondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (seconds < 1 || seconds > secondsMax) {
    throw new Error(`must have a connect_timeout of 1 to ${secondsMax} seconds: no wait is without an end`)
  }
  return seconds * 1000
}

/** The kinds of encryption that are tried in turn on each host, by the sslmode of libpq. */
function encryptionOf(given: Parameters): readonly PostgresTarget['ssl'][] {
  const mode = given.get('sslmode') ?? process.env['PGSSLMODE'] ?? 'prefer'
  const root = given.get('sslrootcert')
  const certificates = {
    ...(root !== undefined && root !== 'system' && { ca: fileOf(root, 'sslrootcert') }),
    ...(given.has('sslcert') && { cert: fileOf(given.get('sslcert') as string, 'sslcert') }),
    ...(given.has('sslkey') && { key: fileOf(given.get('sslkey') as string, 'sslkey') }),
  }
  const unverified = { ...certificates, rejectUnauthorized: false }
  const ofAuthority = { ...certificates, rejectUnauthorized: true, checkServerIdentity: () => undefined }
  switch (mode) {
    case 'disable':
      return [false]
    case 'allow':
      return [false, unverified]
    case 'prefer':
      return [unverified, false]
    case 'require':
      return [root === undefined ? unverified : ofAuthority]
    case 'verify-ca':
      if ('ca' in certificates) return [ofAuthority]
      throw new Error('has sslmode=verify-ca, which needs sslrootcert=/path/to/ca.crt; or write sslmode=verify-full')
    case 'verify-full':
      return [{ ...certificates, rejectUnauthorized: true }]
    default:
      throw new Error('must have an sslmode of disable, allow, prefer, require, verify-ca or verify-full')
  }
}

function fileOf(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`has ${name}=${path}, which cannot be read`, { cause })
  }
}
