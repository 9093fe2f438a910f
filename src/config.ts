import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { parseMasterKey } from './auth/master-key.ts'
import { checkPassword } from './auth/password.ts'
import type { SessionLifetime } from './auth/session-lifetime.ts'
import { parseClusterName, parseClusterUrl } from './clusters/cluster.ts'
import { ConfigError } from './config/config-error.ts'
import { readEnvironment } from './config/environment.ts'
import { plainHttpRisks } from './config/plain-http.ts'
import { parsePostgresUrl } from './store/postgres/url.ts'
import { parseDuration, seconds } from './values/duration.ts'
import { parseEmailAddress } from './values/email-address.ts'
import { type IpNetwork, parseIpNetwork } from './values/ip-address.ts'
import { isLoopback } from './values/loopback.ts'
import { parseText } from './values/text.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** What a browser finds at /graphql: GraphiQL, served by the gateway itself, or Apollo Sandbox, which needs the internet. */
const explorers = ['graphiql', 'sandbox', 'off'] as const

export interface Config {
  readonly host: string
  readonly port: number
  /** Without a slash at its end. All links come from it, never from a request. */
  readonly publicUrl: string
  readonly dataDirectory: string
  /** PostgreSQL; undefined keeps everything in the data directory. */
  readonly databaseUrl: string | undefined
  /** Undefined keeps it in a file of the data directory. */
  readonly masterKey: Buffer | undefined
  /** Where the heads of the audit log go too: a file, or an address. */
  readonly auditSink: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly logLevel: (typeof logLevels)[number]
  readonly introspection: boolean
  readonly explorer: (typeof explorers)[number]
  /** The other sites whose pages may call the gateway and read its answers. */
  readonly allowedOrigins: ReadonlySet<string>
  /** The proxies that are believed when they say whom a request comes from. */
  readonly trustedProxies: readonly IpNetwork[]
  readonly sessionLifetime: SessionLifetime
  /** What a person or a management token may spend in a minute. */
  readonly pointsPerMinute: number
  /** What the anonymous callers of one network may spend in a minute. */
  readonly anonymousPointsPerMinute: number
  /** What the first start creates. */
  readonly first: {
    readonly accountName: string
    readonly clusterName: string
    /** Empty where it is not known yet. */
    readonly clusterUrl: string
    readonly adminEmail: string | undefined
    readonly adminPassword: string | undefined
  }
  /** What of the environment does not stop the start, but should be known, in sentences for the log. */
  readonly warnings: readonly string[]
}

export { ConfigError }

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL such as ${example}`,
  })

/** Runs a parser of ours, and lets its sentence stand for what is wrong. */
const parsed = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context) => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: `is not valid. ${(error as Error).message}` })
      return z.NEVER
    }
  })

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be a port number from 0 to 65535, such as 4000' })
  .transform(Number)
  .refine((number) => number <= 65_535, { error: 'must be a port number from 0 to 65535, such as 4000' })

const introspection = z.enum(['on', 'off'], { error: 'must be `on` or `off`' }).transform((word) => word === 'on')

const originsForm =
  'must be origins such as https://studio.apollographql.com, separated by commas: scheme, host and port, and nothing after'

/** An origin exactly as browsers send it; `*` and `null` are none. */
const isOrigin = (text: string): boolean =>
  !text.includes('*') &&
  URL.canParse(text) &&
  ['https:', 'http:'].includes(new URL(text).protocol) &&
  new URL(text).origin === text

const origins = z
  .string()
  .transform((text) => new Set(text.split(',').map((origin) => origin.trim())))
  .refine((list) => [...list].every(isOrigin), { error: originsForm })

const networks = parsed((text) => text.split(',').map((network) => parseIpNetwork(network.trim())))

/** What is enough for people and their programs; more is for the operator to decide, who is warned. */
export const pointsPerMinuteDefaults = { principal: 10_000, anonymous: 200 } as const

const pointsForm = 'must be a whole number of points from 1 to 1000000000, such as 10000'
const points = z
  .string()
  .regex(/^\d{1,10}$/, { error: pointsForm })
  .transform(Number)
  .refine((number) => number >= 1 && number <= 1_000_000_000, { error: pointsForm })

/** A session in use is written once a minute, and must not end before that. */
const sessionSecondsMin = 10 * seconds.minute
const sessionSecondsMax = 90 * seconds.day
const sessionForm = 'must be a duration from 10m to 90d, such as 1h or 30m'
const sessionDuration = parsed(parseDuration).refine(
  (length) => length >= sessionSecondsMin && length <= sessionSecondsMax,
  { error: sessionForm },
)

const masterKeyForm = 'must be 32 random bytes in base64, as `openssl rand -base64 32` prints them'
const masterKey = z.string().transform((text, context) => {
  const key = parseMasterKey(text)
  if (key) return key
  context.addIssue({ code: 'custom', message: masterKeyForm })
  return z.NEVER
})

const auditSinkForm =
  'must be the path of a file such as /var/log/clustergate/heads.jsonl, or a URL such as https://log.example.com/heads without a password'

/** A file that others than the gateway keep safe, or an address; http only to this machine. */
const auditSink = z
  .string()
  .refine((text) => (/^[a-z][a-z0-9+.-]*:/i.test(text) ? isSinkAddress(text) : isAbsolute(text)), {
    error: auditSinkForm,
  })

function isSinkAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

const databaseUrl = z.string().transform((text, context) => {
  try {
    parsePostgresUrl(text)
    return text
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
})

const variables = z.object({
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: databaseUrl.optional(),
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:587').optional(),
  CLUSTERGATE_PUBLIC_URL: url(['https:', 'http:'], 'https://gateway.example.com')
    .refine((text) => !/[?#]/.test(text), { error: 'must end before any ? or #: links are made by what follows' })
    .optional(),
  CLUSTERGATE_MASTER_KEY: masterKey.optional(),
  CLUSTERGATE_AUDIT_SINK: auditSink.optional(),
  CLUSTERGATE_DATA_DIR: z.string().default('./data'),
  CLUSTERGATE_ADMIN_EMAIL: parsed(parseEmailAddress).optional(),
  CLUSTERGATE_ADMIN_PASSWORD: z.string().optional(),
  CLUSTERGATE_ACCOUNT_NAME: parsed((text) => parseText(text, '', 'An account name', 1, 64)).default('My account'),
  CLUSTERGATE_CLUSTER_NAME: parsed((text) => parseClusterName(text, '')).default('main'),
  CLUSTERGATE_CLUSTER_URL: parsed((text) => parseClusterUrl(text, '')).default(''),
  CLUSTERGATE_MAIL_FROM: parsed(parseEmailAddress).default('clustergate@localhost'),
  CLUSTERGATE_LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  CLUSTERGATE_INTROSPECTION: introspection.default(true),
  CLUSTERGATE_EXPLORER: z.enum(explorers, { error: `must be one of ${explorers.join(', ')}` }).default('graphiql'),
  CLUSTERGATE_ALLOWED_ORIGINS: origins.default(new Set()),
  CLUSTERGATE_TRUSTED_PROXIES: networks.default([]),
  CLUSTERGATE_SESSION_IDLE: sessionDuration.default(seconds.hour),
  CLUSTERGATE_SESSION_MAX: sessionDuration.default(12 * seconds.hour),
  CLUSTERGATE_POINTS_PER_MINUTE: points.default(pointsPerMinuteDefaults.principal),
  CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: points.default(pointsPerMinuteDefaults.anonymous),
})

/** What must not be told; each may come from the file that `NAME_FILE` names. */
const secrets = {
  DATABASE_URL: 'other',
  SMTP_URL: 'other',
  CLUSTERGATE_ADMIN_PASSWORD: 'other',
  CLUSTERGATE_MASTER_KEY: 'key',
} as const satisfies Partial<Record<keyof typeof variables.shape, 'key' | 'other'>>

const vocabulary = {
  names: Object.keys(variables.shape),
  secrets,
  // The command line's.
  foreign: ['CLUSTERGATE_URL', 'CLUSTERGATE_TOKEN'],
}

/** Reads the environment, and the files that it names. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { values: given, warnings } = readEnvironment(environment, vocabulary)
  const result = variables.safeParse(given)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')} ${issue?.message}`)
  }
  const values = result.data
  const first = {
    accountName: values.CLUSTERGATE_ACCOUNT_NAME,
    clusterName: values.CLUSTERGATE_CLUSTER_NAME,
    clusterUrl: values.CLUSTERGATE_CLUSTER_URL,
    adminEmail: values.CLUSTERGATE_ADMIN_EMAIL,
    adminPassword: values.CLUSTERGATE_ADMIN_PASSWORD,
  }
  checkFirstPassword(first)
  const { CLUSTERGATE_SESSION_IDLE: idleSeconds, CLUSTERGATE_SESSION_MAX: maxSeconds } = values
  if (idleSeconds > maxSeconds) {
    throw new ConfigError('CLUSTERGATE_SESSION_IDLE must not be longer than CLUSTERGATE_SESSION_MAX.')
  }
  const addresses = {
    host: values.HOST,
    publicUrl: (values.CLUSTERGATE_PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    allowedOrigins: values.CLUSTERGATE_ALLOWED_ORIGINS,
  }
  return {
    ...addresses,
    port: values.PORT,
    dataDirectory: resolve(values.CLUSTERGATE_DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    masterKey: values.CLUSTERGATE_MASTER_KEY,
    auditSink: values.CLUSTERGATE_AUDIT_SINK,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.CLUSTERGATE_MAIL_FROM,
    logLevel: values.CLUSTERGATE_LOG_LEVEL,
    introspection: values.CLUSTERGATE_INTROSPECTION,
    explorer: values.CLUSTERGATE_EXPLORER,
    trustedProxies: values.CLUSTERGATE_TRUSTED_PROXIES,
    sessionLifetime: { idleMilliseconds: idleSeconds * 1_000, maxMilliseconds: maxSeconds * 1_000 },
    pointsPerMinute: values.CLUSTERGATE_POINTS_PER_MINUTE,
    anonymousPointsPerMinute: values.CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE,
    first,
    warnings: [...warnings, ...plainHttpRisks(addresses)],
  }
}

/** The limits that the operator has put above their defaults, in words for the log. */
export function raisedLimits(config: Config): readonly string[] {
  const { principal, anonymous } = pointsPerMinuteDefaults
  return [
    ['CLUSTERGATE_POINTS_PER_MINUTE', config.pointsPerMinute, principal] as const,
    ['CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE', config.anonymousPointsPerMinute, anonymous] as const,
  ].flatMap(([name, value, usual]) => (value > usual ? [`${name} is ${value}; the default is ${usual}.`] : []))
}

/** Where mail is written when no server is configured. */
export const mailDirectory = (config: Config): string => join(config.dataDirectory, 'mail')

function checkFirstPassword({ adminEmail, adminPassword }: Config['first']): void {
  if (adminPassword === undefined) return
  if (adminEmail === undefined)
    throw new ConfigError('CLUSTERGATE_ADMIN_PASSWORD needs CLUSTERGATE_ADMIN_EMAIL: the address that it belongs to.')
  try {
    checkPassword(adminPassword, adminEmail, '')
  } catch (error) {
    throw new ConfigError(`CLUSTERGATE_ADMIN_PASSWORD is not valid. ${(error as Error).message}`)
  }
}
