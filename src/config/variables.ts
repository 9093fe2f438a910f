import { isAbsolute } from 'node:path'
import { z } from 'zod'
import { parseMasterKeys } from '../auth/key-file.ts'
import { parseClusterName, parseClusterUrl } from '../clusters/cluster.ts'
import { parsePostgresUrl } from '../store/postgres/url.ts'
import { parseDuration, seconds } from '../values/duration.ts'
import { parseEmailAddress } from '../values/email-address.ts'
import { parseIpNetwork } from '../values/ip-address.ts'
import { isLoopback } from '../values/loopback.ts'
import { parseText } from '../values/text.ts'
import { linkVariables } from './link-variables.ts'
import { tracesVariables } from './traces-variables.ts'
import { optional, parsed, variable } from './variable.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** The page at /graphql: GraphiQL, served by the gateway itself, or Apollo Sandbox, which needs the internet. */
export const explorers = ['graphiql', 'sandbox', 'off'] as const

const url = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL such as ${example}`,
  })

const port = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'must be a port number from 0 to 65535, such as 4000' })
  .transform(Number)
  .refine((number) => number <= 65_535, { error: 'must be a port number from 0 to 65535, such as 4000' })

const introspection = z.enum(['on', 'off'], { error: 'must be `on` or `off`' }).transform((word) => word === 'on')

const originsForm =
  'must be origins such as https://studio.apollographql.com, separated by commas: scheme, host and port, and nothing after'

/** Whether a text is an origin exactly as browsers send it; `*` and `null` are not allowed. */
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

/** Enough for people and their programs; when the operator sets more, the start logs a warning. */
export const pointsPerMinuteDefaults = { principal: 10_000, anonymous: 200 } as const

const pointsForm = 'must be a whole number of points from 1 to 1000000000, such as 10000'
const points = z
  .string()
  .regex(/^\d{1,10}$/, { error: pointsForm })
  .transform(Number)
  .refine((number) => number >= 1 && number <= 1_000_000_000, { error: pointsForm })

/** A session in use is updated once a minute, and must not end before that. */
const sessionSecondsMin = 10 * seconds.minute
const sessionSecondsMax = 90 * seconds.day
const sessionForm = 'must be a duration from 10m to 90d, such as 1h or 30m'
const sessionDuration = parsed(parseDuration).refine(
  (length) => length >= sessionSecondsMin && length <= sessionSecondsMax,
  { error: sessionForm },
)

const clusterWaitSecondsMax = 30
const clusterWait = parsed(parseDuration).refine((length) => length <= clusterWaitSecondsMax, {
  error: `must be a duration up to ${clusterWaitSecondsMax}s, such as 5s; 0s waits for none`,
})

const masterKeyForm = 'must be 32 random bytes in base64, as `openssl rand -base64 32` prints them'
const masterKeys = z.string().transform((text, context) => {
  const keys = parseMasterKeys(text)
  if (keys) return keys
  context.addIssue({ code: 'custom', message: masterKeyForm })
  return z.NEVER
})

const auditSinkForm =
  'must be the path of a file such as /var/log/clustergate/heads.jsonl, or a URL such as https://log.example.com/heads without a password'

/** The absolute path of a file, or a URL; plain http only to this machine. */
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

/** Every variable of the gateway; the Configuration table of the documentation is written from it. */
export const variables = {
  PORT: variable(port, 'the port to listen on', '4000'),
  HOST: variable(z.string(), 'the address to listen on; `0.0.0.0` means all', '127.0.0.1'),
  DATABASE_URL: optional(databaseUrl, '`postgres://…` keeps the data in PostgreSQL (15 or later) instead of SQLite'),
  SMTP_URL: optional(
    url(['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
    '`smtp://user:password@host:587`; without it mail is written to `data/mail` as .eml files, and its links must be handed over (`delivery` is `WRITTEN`)',
  ),
  CLUSTERGATE_PUBLIC_URL: optional(
    url(['https:', 'http:'], 'https://gateway.example.com').refine((text) => !/[?#]/.test(text), {
      error: 'must not have a ? or #: links are made by appending to it',
    }),
    'the URL at which people reach the gateway; all links are made from it',
    'http://localhost:PORT',
  ),
  CLUSTERGATE_MASTER_KEY: optional(
    masterKeys,
    'the master key, in place of a file in the data directory; several, one on each line, while it is changed',
  ),
  CLUSTERGATE_AUDIT_SINK: optional(
    auditSink,
    'a second place for the heads of the audit log: the path of a file, or an `https://` URL',
  ),
  CLUSTERGATE_DATA_DIR: variable(
    z.string(),
    'the directory of the SQLite store, the master key, the heads of the audit log, and mail that is not sent',
    './data',
  ),
  CLUSTERGATE_ADMIN_EMAIL: optional(
    parsed(parseEmailAddress),
    'the e-mail address of the first Admin; read only while the store is empty',
  ),
  CLUSTERGATE_ADMIN_PASSWORD: optional(
    z.string(),
    'the password of that Admin; without it, an invitation link is printed',
  ),
  CLUSTERGATE_ACCOUNT_NAME: variable(
    parsed((text) => parseText(text, '', 'An account name', 1, 64)),
    'the name of the account that the first start creates',
    'My account',
  ),
  CLUSTERGATE_CLUSTER_NAME: variable(
    parsed((text) => parseClusterName(text, '')),
    'the name of the cluster that the first start creates',
    'main',
  ),
  CLUSTERGATE_CLUSTER_URL: optional(
    parsed((text) => parseClusterUrl(text, '')),
    'the address of that cluster; without it, mails and pages say that it is not set, until `cluster update --url` sets it',
  ),
  ...linkVariables,
  CLUSTERGATE_MAIL_FROM: variable(
    parsed(parseEmailAddress),
    'the address that mails are sent from',
    'clustergate@localhost',
  ),
  CLUSTERGATE_LOG_LEVEL: variable(
    z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }),
    'the least severe messages that are logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace`; `silent` for none',
    'info',
  ),
  CLUSTERGATE_INTROSPECTION: variable(introspection, 'whether clients may read the schema: `on` or `off`', 'on'),
  CLUSTERGATE_EXPLORER: variable(
    z.enum(explorers, { error: `must be one of ${explorers.join(', ')}` }),
    'the page that a browser gets at `/graphql`: `graphiql` (served at `/explorer`), `sandbox` (Apollo’s; a script from their servers runs there), or `off`',
    'graphiql',
  ),
  CLUSTERGATE_ALLOWED_ORIGINS: optional(
    origins,
    'the origins of other sites whose pages may call the gateway, separated by commas; none by default',
  ),
  CLUSTERGATE_TRUSTED_PROXIES: optional(
    networks,
    'the proxies in front of the gateway, as addresses and networks (`10.0.0.5, 2001:db8::/32`): the client’s address is taken from their `X-Forwarded-For`',
  ),
  CLUSTERGATE_CHECK_PORT: optional(
    port,
    'the port on which proxies in front of clusters ask whether a request for data is allowed; without it, there is no check',
  ),
  CLUSTERGATE_CHECK_HOST: variable(
    z.string(),
    'the address to listen on for checks; data tokens arrive there in clear text, so keep it to a private network',
    '127.0.0.1',
  ),
  CLUSTERGATE_METRICS_PORT: optional(
    port,
    'the port on which `/metrics`, `/livez` and `/readyz` are answered for those who watch the gateway; without it, nothing is measured',
  ),
  CLUSTERGATE_METRICS_HOST: variable(
    z.string(),
    'the address to listen on for them; they are open to all who reach it, so keep it to a private network',
    '127.0.0.1',
  ),
  CLUSTERGATE_CLUSTER_WAIT: variable(
    clusterWait,
    'how long the answer of a change waits until the cluster behind has it, up to `30s`; `0s` answers at once',
    '5s',
  ),
  CLUSTERGATE_SESSION_IDLE: variable(
    sessionDuration,
    'a session ends after this time without use: `10m` to `90d`, at most `CLUSTERGATE_SESSION_MAX`',
    '1h',
  ),
  CLUSTERGATE_SESSION_MAX: variable(
    sessionDuration,
    'a session ends this time after the sign-in, even if it is in use: `10m` to `90d`',
    '12h',
  ),
  CLUSTERGATE_POINTS_PER_MINUTE: variable(
    points,
    'the points that a person or a management token may spend in a minute; above the default, the start logs a warning',
    String(pointsPerMinuteDefaults.principal),
  ),
  CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: variable(
    points,
    'the points that all anonymous callers of one network together may spend in a minute',
    String(pointsPerMinuteDefaults.anonymous),
  ),
  ...tracesVariables,
}

type Schemas = { [Name in keyof typeof variables]: (typeof variables)[Name]['schema'] }

/** The schema of the environment. */
export const environmentSchema = z.object(
  Object.fromEntries(Object.entries(variables).map(([name, { schema }]) => [name, schema])) as Schemas,
)

/** The Configuration table in Markdown. */
export function printConfigurationTable(): string {
  const rows = Object.entries(variables).map(
    ([name, { doc, fallback }]) => `| \`${name}\` |${fallback === undefined ? '' : ` \`${fallback}\``} | ${doc} |`,
  )
  return ['| Variable | Default | Meaning |', '| :-- | :-- | :-- |', ...rows].join('\n')
}
