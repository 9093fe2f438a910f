import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../../values/date-time.ts'
import { Duration } from '../../values/duration.type.ts'
import { SyncError } from '../work/sync.type.ts'
import type { LinkHealth } from './link.store.ts'

const same = <const Names extends readonly string[]>(...names: Names) =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [Name in Names[number]]: Name }

export const ClusterKind = same(
  'NONE',
  'INFLUXDB_CLOUD_DEDICATED',
  'INFLUXDB_CLUSTERED',
  'INFLUXDB_3_ENTERPRISE',
  'INFLUXDB_3_CORE',
  'INFLUXDB_2',
  'INFLUXDB_1',
)
export type ClusterKind = keyof typeof ClusterKind

registerEnumType(ClusterKind, {
  name: 'ClusterKind',
  description: 'What stands behind a cluster.',
  valuesConfig: {
    NONE: { description: 'Nothing that the gateway manages: it keeps records only.' },
    INFLUXDB_CLOUD_DEDICATED: { description: 'InfluxDB Cloud Dedicated.' },
    INFLUXDB_CLUSTERED: { description: 'InfluxDB Clustered.' },
    INFLUXDB_3_ENTERPRISE: { description: 'InfluxDB 3 Enterprise.' },
    INFLUXDB_3_CORE: { description: 'InfluxDB 3 Core.' },
    INFLUXDB_2: { description: 'InfluxDB OSS 2.' },
    INFLUXDB_1: { description: 'InfluxDB 1.x.' },
  },
})

export const TokenEnforcement = same('NATIVE', 'FORWARD_AUTH', 'NONE')
export type TokenEnforcement = keyof typeof TokenEnforcement

registerEnumType(TokenEnforcement, {
  name: 'TokenEnforcement',
  description: 'How the database tokens of a cluster are enforced.',
  valuesConfig: {
    NATIVE: { description: 'The cluster has a credential of its own for each token.' },
    FORWARD_AUTH: { description: 'A proxy before the cluster asks the gateway about every request.' },
    NONE: { description: 'Nobody asks the gateway about them.' },
  },
})

export const ClusterHealth = same('HEALTHY', 'DEGRADED', 'UNREACHABLE', 'CREDENTIAL_REFUSED', 'UNKNOWN')

registerEnumType(ClusterHealth, {
  name: 'ClusterHealth',
  description: 'How the cluster answered when it was last asked.',
  valuesConfig: {
    HEALTHY: { description: 'As it should.' },
    DEGRADED: { description: 'It answers, but not as it should; `lastError` says what.' },
    UNREACHABLE: { description: 'It does not answer: what is wanted of it waits.' },
    CREDENTIAL_REFUSED: {
      description: 'It does not take the gateway’s credential: what is wanted of it waits for the operator.',
    },
    UNKNOWN: { description: 'It was not asked yet; always so for the kind NONE.' },
  },
})

@ObjectType({ description: 'What a cluster can do, for those who offer it to people.', simpleResolvers: true })
export class ClusterCapabilities {
  @Field(() => Boolean)
  renameDatabase!: boolean

  @Field(() => Boolean)
  undeleteDatabase!: boolean

  @Field(() => Boolean, { description: 'Whether a new database may take the name of a deleted one.' })
  reuseDeletedName!: boolean

  @Field(() => Boolean)
  changeRetention!: boolean

  @Field(() => Duration, {
    nullable: true,
    description: 'The shortest retention period other than for ever; null where there is no limit.',
  })
  minimumRetention!: number | null

  @Field(() => Int, { nullable: true, description: 'How many databases it holds; null where there is no limit.' })
  databasesMax!: number | null

  @Field(() => Boolean, { description: 'Whether `maxTables` and `maxColumnsPerTable` are enforced.' })
  tableLimits!: boolean

  @Field(() => Boolean)
  partitionTemplates!: boolean

  @Field(() => Boolean, { description: 'Whether tables are created here; where they are not, writing creates them.' })
  tables!: boolean

  @Field(() => Boolean)
  changeTokenPermissions!: boolean

  @Field(() => Boolean)
  slashInDatabaseNames!: boolean
}

@ObjectType({
  description: 'The way to what stands behind a cluster, as the operator has set it; never its credential.',
  simpleResolvers: true,
})
export class ClusterLink {
  @Field(() => ClusterKind)
  kind!: ClusterKind

  @Field(() => TokenEnforcement)
  enforcement!: TokenEnforcement

  @Field(() => String, { nullable: true, description: 'Where the cluster is managed; null for the kind NONE.' })
  managementUrl!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'The first characters of the gateway’s credential, to recognise it by; null for the kind NONE.',
  })
  credentialPrefix!: string | null

  @Field(() => String, { nullable: true, description: 'Null where the cluster has not told it.' })
  version!: string | null

  @Field(() => ClusterHealth)
  health!: LinkHealth

  @Field(() => String, { nullable: true, description: 'What works but should be mended, in a sentence.' })
  warning!: string | null

  @Field(() => DateTime, { nullable: true, description: 'When the cluster was last asked.' })
  checkedAt!: number | null

  @Field(() => SyncError, { nullable: true, description: 'Null while all is well.' })
  lastError!: SyncError | null

  @Field(() => Int, { description: 'How many databases, tables and tokens wait for the cluster.' })
  pendingCount!: number

  @Field(() => Int, { description: 'How many the cluster has refused.' })
  failedCount!: number

  @Field(() => Int, { description: 'How many the cluster has otherwise than they are here.' })
  driftedCount!: number

  @Field(() => DateTime, {
    nullable: true,
    description: 'When what lies on the cluster was last compared with what is known here; null before the first time.',
  })
  driftCheckedAt!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many databases lay on the cluster at `driftCheckedAt` that are not known here.',
  })
  unmanagedDatabaseCount!: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'How many credentials lay on the cluster at `driftCheckedAt` that are not known here.',
  })
  unmanagedCredentialCount!: number | null

  @Field(() => Int, {
    description:
      'How many of those that wait are tokens that were revoked here, or have expired: until the cluster has been told, it may still accept them.',
  })
  pendingRevocationCount!: number

  @Field(() => ClusterCapabilities)
  capabilities!: ClusterCapabilities
}
