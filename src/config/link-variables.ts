import { z } from 'zod'
import { type GivenLink, type NameOf, parseLink } from '../clusters/links/given-link.ts'
import { enforcementWords, kindWords, type WrittenSetting, writtenSettings } from '../clusters/links/link-words.ts'
import { ConfigError } from './config-error.ts'
import { readSecretFile } from './secret-file.ts'
import { optional } from './variable.ts'

const listed = (words: object): string => Object.keys(words).join('`, `')
const choice = (words: object) =>
  z.enum(Object.keys(words), { error: `must be one of ${Object.keys(words).join(', ')}` })

/** What the first start connects the cluster to that it creates; the options of `cluster connect`, as variables. */
export const linkVariables = {
  CLUSTERGATE_CLUSTER_KIND: optional(
    choice(kindWords),
    `what stands behind that cluster, which the first start connects: \`${listed(kindWords)}\`; without it, the gateway keeps records only, until \`cluster connect\``,
  ),
  CLUSTERGATE_CLUSTER_MANAGEMENT_URL: optional(
    z.string(),
    'where it is managed: `https://…`, or `http://` on this machine',
  ),
  CLUSTERGATE_CLUSTER_CREDENTIAL: optional(z.string(), 'the password or token by which the gateway manages it'),
  CLUSTERGATE_CLUSTER_ENFORCEMENT: optional(
    choice(enforcementWords),
    `who checks its database tokens, the cluster itself or a proxy before it: \`${listed(enforcementWords)}\``,
    'the usual way of the kind',
  ),
  CLUSTERGATE_CLUSTER_USERNAME: optional(
    z.string(),
    '`influxdb-1`: the administrator whose password the credential is',
  ),
  CLUSTERGATE_CLUSTER_JWT_SECRET: optional(
    z.string(),
    '`influxdb-1`: its `shared-secret`, as `cluster jwt-secret` sets it',
  ),
  CLUSTERGATE_CLUSTER_ACCOUNT_ID: optional(z.string(), '`cloud-dedicated`: the account at the vendor'),
  CLUSTERGATE_CLUSTER_CLUSTER_ID: optional(z.string(), '`cloud-dedicated`: the cluster at the vendor'),
  CLUSTERGATE_CLUSTER_ORGANIZATION_ID: optional(z.string(), '`influxdb-2`: the organization, by its id'),
  CLUSTERGATE_CLUSTER_TOKEN_URL: optional(
    z.string(),
    '`clustered`: where a client secret, which the credential is then, is exchanged for a token',
  ),
  CLUSTERGATE_CLUSTER_CLIENT_ID: optional(z.string(), '`clustered`: the client whose secret it is'),
  CLUSTERGATE_CLUSTER_SCOPE: optional(z.string(), '`clustered`: the scope of the tokens'),
  CLUSTERGATE_CLUSTER_PROPAGATION_SECONDS: optional(
    z.string(),
    'how long a changed token takes to be known all over the cluster, in seconds',
  ),
  CLUSTERGATE_CLUSTER_CA_FILE: optional(
    z.string(),
    'a file with the certificate authority that is trusted for the cluster in place of the system’s',
  ),
  CLUSTERGATE_CLUSTER_ALLOW_HTTP: optional(
    z.enum(['on', 'off'], { error: 'must be `on` or `off`' }),
    '`on` allows `http://` also to other machines, where the network between is trusted',
  ),
}

type Name = keyof typeof linkVariables
type Values = Readonly<Partial<Record<Name, string | undefined>>>

const settings: Readonly<Record<WrittenSetting, Name>> = {
  username: 'CLUSTERGATE_CLUSTER_USERNAME',
  accountId: 'CLUSTERGATE_CLUSTER_ACCOUNT_ID',
  clusterId: 'CLUSTERGATE_CLUSTER_CLUSTER_ID',
  organizationId: 'CLUSTERGATE_CLUSTER_ORGANIZATION_ID',
  tokenUrl: 'CLUSTERGATE_CLUSTER_TOKEN_URL',
  clientId: 'CLUSTERGATE_CLUSTER_CLIENT_ID',
  scope: 'CLUSTERGATE_CLUSTER_SCOPE',
  propagationSeconds: 'CLUSTERGATE_CLUSTER_PROPAGATION_SECONDS',
}

const parts = {
  ...settings,
  kind: 'CLUSTERGATE_CLUSTER_KIND',
  managementUrl: 'CLUSTERGATE_CLUSTER_MANAGEMENT_URL',
  credential: 'CLUSTERGATE_CLUSTER_CREDENTIAL',
  enforcement: 'CLUSTERGATE_CLUSTER_ENFORCEMENT',
  ca: 'CLUSTERGATE_CLUSTER_CA_FILE',
} as const satisfies Record<Parameters<NameOf>[0], Name>

/** What these variables say about the first cluster; undefined where they say nothing. Throws ConfigError. */
export function readLink(values: Values): GivenLink | undefined {
  const kind = values[parts.kind]
  if (kind === undefined) {
    const stray = Object.values(parts).find((name) => values[name] !== undefined)
    if (stray) throw new ConfigError(`${stray} needs ${parts.kind}: what stands behind the cluster.`)
    return undefined
  }
  const written = Object.fromEntries(writtenSettings.map((name) => [name, values[settings[name]]]))
  const caFile = values[parts.ca]
  try {
    return parseLink(
      {
        ...written,
        kind,
        managementUrl: values[parts.managementUrl],
        credential: values[parts.credential],
        enforcement: values[parts.enforcement],
        ca: caFile === undefined ? undefined : readSecretFile(caFile, parts.ca).text,
        allowHttp: values.CLUSTERGATE_CLUSTER_ALLOW_HTTP === 'on',
      },
      (part) => parts[part],
    )
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw new ConfigError((error as Error).message, { cause: error })
  }
}
