import { GraphQLJSON } from 'graphql-scalars'
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Json } from '../../values/canonical-json.ts'
import { DateTime } from '../../values/date-time.ts'
import { type ClusterErrorCode, clusterErrorCodes } from '../drivers/driver.ts'

const names = Object.keys(clusterErrorCodes) as ClusterErrorCode[]

export const SyncErrorCode = Object.fromEntries(names.map((name) => [name, name])) as {
  readonly [Name in ClusterErrorCode]: Name
}

registerEnumType(SyncErrorCode, {
  name: 'SyncErrorCode',
  description: 'A reason of the cluster, or of the way to it.',
  valuesConfig: Object.fromEntries(names.map((name) => [name, { description: clusterErrorCodes[name] }])),
})

@ObjectType({
  description: 'Why something has not reached its cluster, or why the cluster cannot be reached.',
  simpleResolvers: true,
})
export class SyncError {
  @Field(() => SyncErrorCode)
  code!: ClusterErrorCode

  @Field(() => String, {
    description: 'One sentence for people; never the words of the cluster, which may hold a secret.',
  })
  message!: string

  @Field(() => DateTime, {
    description:
      'When it was met; where the cluster cannot be reached, or refuses the credential of the gateway, since when that is so.',
  })
  at!: number
}

export const SyncState = { APPLIED: 'APPLIED', PENDING: 'PENDING', FAILED: 'FAILED', DRIFTED: 'DRIFTED' } as const
export type SyncState = keyof typeof SyncState

registerEnumType(SyncState, {
  name: 'SyncState',
  description: 'Whether what was asked for has reached the cluster.',
  valuesConfig: {
    APPLIED: { description: 'The cluster has it as it is shown here.' },
    PENDING: { description: 'Under way, or to be tried again by itself.' },
    FAILED: {
      description:
        'The cluster refused it; `lastError` says why. Nothing is tried again until somebody changes it or retries.',
    },
    DRIFTED: { description: 'The cluster has something else: somebody changed it there.' },
  },
})

@ObjectType({ description: 'A setting that differs between the gateway and its cluster.', simpleResolvers: true })
export class SyncDifference {
  @Field(() => String)
  field!: string

  @Field(() => GraphQLJSON, { nullable: true, description: 'What it is here.' })
  here!: Json

  @Field(() => GraphQLJSON, { nullable: true, description: 'What the cluster has instead.' })
  onCluster!: Json
}

@ObjectType({
  description:
    'Where something stands between the gateway and the cluster behind it. Without such a cluster it is always APPLIED.',
  simpleResolvers: true,
})
export class Sync {
  @Field(() => SyncState)
  state!: SyncState

  @Field(() => DateTime, { description: 'Since when it has been in this state.' })
  since!: number

  @Field(() => DateTime, { nullable: true, description: 'When the cluster last confirmed it; null when it never has.' })
  appliedAt!: number | null

  @Field(() => Int, { description: 'How often it was tried in vain since it was last asked for.' })
  attempts!: number

  @Field(() => DateTime, { nullable: true, description: 'When it is tried again by itself; null when it is not.' })
  nextAttemptAt!: number | null

  @Field(() => SyncError, { nullable: true, description: 'Null while all is well.' })
  lastError!: SyncError | null

  @Field(() => [SyncDifference], { description: 'What the cluster has instead; empty unless DRIFTED.' })
  differences!: readonly SyncDifference[]
}
