import { join, resolve } from 'node:path'
import type { GivenKeys } from './auth/master-key.ts'
import { checkPassword } from './auth/password.ts'
import type { SessionLifetime } from './auth/session-lifetime.ts'
import { checkJwtSecret } from './clusters/jwt-secret.ts'
import type { GivenLink } from './clusters/links/given-link.ts'
import { ConfigError } from './config/config-error.ts'
import { readEnvironment } from './config/environment.ts'
import { readLink } from './config/link-variables.ts'
import { plainHttpRisks } from './config/plain-http.ts'
import { readTraces } from './config/traces-variables.ts'
import {
  environmentSchema,
  type explorers,
  type logLevels,
  pointsPerMinuteDefaults,
  variables,
} from './config/variables.ts'
import type { TracesConfig } from './traces/traces-config.ts'
import type { IpNetwork } from './values/ip-address.ts'

export interface Config {
  readonly host: string
  readonly port: number
  /** Where checks of the data plane are answered; undefined for nowhere. */
  readonly check: { readonly host: string; readonly port: number } | undefined
  /** Where metrics are answered; undefined for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined
  /** Without a slash at its end. All links come from it, never from a request. */
  readonly publicUrl: string
  readonly dataDirectory: string
  /** The URL of PostgreSQL; undefined when the store is a file of the data directory. */
  readonly databaseUrl: string | undefined
  /** Undefined when they are kept in a file of the data directory. */
  readonly masterKey: GivenKeys | undefined
  /** The second place of the audit log's heads: a file, or a URL. */
  readonly auditSink: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  readonly logLevel: (typeof logLevels)[number]
  readonly introspection: boolean
  readonly explorer: (typeof explorers)[number]
  /** The origins of other sites whose pages may call the gateway and read its answers. */
  readonly allowedOrigins: ReadonlySet<string>
  /** The proxies whose statements about the client's address are trusted. */
  readonly trustedProxies: readonly IpNetwork[]
  /** How long the answer of a change waits for a cluster. */
  readonly clusterWaitMilliseconds: number
  readonly sessionLifetime: SessionLifetime
  /** The points that a person or a management token may spend in a minute. */
  readonly pointsPerMinute: number
  /** The points that the anonymous callers of one network may spend in a minute, together. */
  readonly anonymousPointsPerMinute: number
  /** Where traces are sent; undefined for nowhere. */
  readonly traces: TracesConfig | undefined
  /** The account, cluster and Admin that the first start creates. */
  readonly first: {
    readonly accountName: string
    readonly clusterName: string
    /** Empty while it is not known. */
    readonly clusterUrl: string
    /** What stands behind the cluster; undefined for records only. */
    readonly link: GivenLink | undefined
    /** With which the cluster verifies JWTs. */
    readonly jwtSecret: string | undefined
    readonly adminEmail: string | undefined
    readonly adminPassword: string | undefined
  }
  /** Warnings for the log, about settings that do not stop the start. */
  readonly warnings: readonly string[]
}

export { ConfigError }

/** Secret variables; each may come from the file that `NAME_FILE` names. */
const secrets = {
  DATABASE_URL: 'other',
  SMTP_URL: 'other',
  CLUSTERGATE_ADMIN_PASSWORD: 'other',
  CLUSTERGATE_CLUSTER_CREDENTIAL: 'other',
  CLUSTERGATE_CLUSTER_JWT_SECRET: 'other',
  CLUSTERGATE_MASTER_KEY: 'key',
  OTEL_EXPORTER_OTLP_HEADERS: 'other',
} as const satisfies Partial<Record<keyof typeof variables, 'key' | 'other'>>

const vocabulary = {
  names: Object.keys(variables),
  secrets,
  // Variables of the command line.
  foreign: ['CLUSTERGATE_URL', 'CLUSTERGATE_TOKEN'],
}

/** Reads the environment, and the files that it names. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { values: given, warnings } = readEnvironment(environment, vocabulary)
  const result = environmentSchema.safeParse(given)
  if (!result.success) {
    const issue = result.error.issues[0]
    throw new ConfigError(`${issue?.path.join('.')} ${issue?.message}`)
  }
  const values = result.data
  const first = {
    accountName: values.CLUSTERGATE_ACCOUNT_NAME,
    clusterName: values.CLUSTERGATE_CLUSTER_NAME,
    clusterUrl: values.CLUSTERGATE_CLUSTER_URL ?? '',
    link: readLink(values),
    jwtSecret: values.CLUSTERGATE_CLUSTER_JWT_SECRET,
    adminEmail: values.CLUSTERGATE_ADMIN_EMAIL,
    adminPassword: values.CLUSTERGATE_ADMIN_PASSWORD,
  }
  checkFirstPassword(first)
  checkFirstJwtSecret(first)
  const { CLUSTERGATE_SESSION_IDLE: idleSeconds, CLUSTERGATE_SESSION_MAX: maxSeconds } = values
  if (idleSeconds > maxSeconds) {
    throw new ConfigError('CLUSTERGATE_SESSION_IDLE must not be longer than CLUSTERGATE_SESSION_MAX.')
  }
  const { CLUSTERGATE_CHECK_HOST: checkHost, CLUSTERGATE_CHECK_PORT: checkPort } = values
  const { CLUSTERGATE_METRICS_HOST: metricsHost, CLUSTERGATE_METRICS_PORT: metricsPort } = values
  const addresses = {
    check: checkPort === undefined ? undefined : { host: checkHost, port: checkPort },
    host: values.HOST,
    publicUrl: (values.CLUSTERGATE_PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    allowedOrigins: values.CLUSTERGATE_ALLOWED_ORIGINS ?? new Set<string>(),
  }
  return {
    ...addresses,
    metrics: metricsPort === undefined ? undefined : { host: metricsHost, port: metricsPort },
    port: values.PORT,
    dataDirectory: resolve(values.CLUSTERGATE_DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    masterKey: values.CLUSTERGATE_MASTER_KEY && {
      masters: values.CLUSTERGATE_MASTER_KEY,
      path: environment['CLUSTERGATE_MASTER_KEY_FILE']?.trim() || undefined,
    },
    auditSink: values.CLUSTERGATE_AUDIT_SINK,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.CLUSTERGATE_MAIL_FROM,
    logLevel: values.CLUSTERGATE_LOG_LEVEL,
    introspection: values.CLUSTERGATE_INTROSPECTION,
    explorer: values.CLUSTERGATE_EXPLORER,
    trustedProxies: values.CLUSTERGATE_TRUSTED_PROXIES ?? [],
    clusterWaitMilliseconds: values.CLUSTERGATE_CLUSTER_WAIT * 1_000,
    sessionLifetime: { idleMilliseconds: idleSeconds * 1_000, maxMilliseconds: maxSeconds * 1_000 },
    pointsPerMinute: values.CLUSTERGATE_POINTS_PER_MINUTE,
    anonymousPointsPerMinute: values.CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE,
    traces: readTraces(given),
    first,
    warnings: [...warnings, ...plainHttpRisks(addresses)],
  }
}

/** The limits that are set above their defaults, as sentences for the log. */
export function raisedLimits(config: Config): readonly string[] {
  const { principal, anonymous } = pointsPerMinuteDefaults
  return [
    ['CLUSTERGATE_POINTS_PER_MINUTE', config.pointsPerMinute, principal] as const,
    ['CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE', config.anonymousPointsPerMinute, anonymous] as const,
  ].flatMap(([name, value, usual]) => (value > usual ? [`${name} is ${value}; the default is ${usual}.`] : []))
}

/** The directory of mail when no mail server is configured. */
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

function checkFirstJwtSecret({ jwtSecret }: Config['first']): void {
  if (jwtSecret === undefined) return
  try {
    checkJwtSecret(jwtSecret, '')
  } catch (error) {
    throw new ConfigError(`CLUSTERGATE_CLUSTER_JWT_SECRET is not valid. ${(error as Error).message}`)
  }
}
