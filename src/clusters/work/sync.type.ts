import { Field, ObjectType, registerEnumType } from 'type-graphql'
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

@ObjectType({ description: 'Why something has not reached its cluster, or why the cluster cannot be reached.' })
export class SyncError {
  @Field(() => SyncErrorCode)
  code!: ClusterErrorCode

  @Field(() => String, {
    description: 'One sentence for people; never the words of the cluster, which may hold a secret.',
  })
  message!: string

  @Field(() => DateTime)
  at!: number
}
