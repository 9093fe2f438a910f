import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql'
import { BigIntScalar } from '../values/big-int.ts'
import { DateTime } from '../values/date-time.ts'
import { keptDays, usageDaysDefault } from './token-usage.ts'

@ObjectType({
  description: 'How often database tokens were used on one day, by the requests that proxies had this gateway check.',
  simpleResolvers: true,
})
export class UsageDay {
  @Field(() => DateTime, { description: 'The start of the day, in UTC.' })
  day!: number

  @Field(() => BigIntScalar, { description: 'Requests that read, and were allowed.' })
  reads!: number

  @Field(() => BigIntScalar, { description: 'Requests that wrote, and were allowed.' })
  writes!: number

  @Field(() => BigIntScalar, { description: 'Requests that were refused.' })
  denials!: number
}

@ArgsType()
export class UsageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many days, up to today in UTC: 1 to ${keptDays}, for as long as counts are kept; ${usageDaysDefault} when absent.`,
  })
  days?: number | null
}

@ArgsType()
export class UsageOfTokensArgs extends UsageArgs {
  @Field(() => ID, { nullable: true, description: 'Only tokens of this cluster.' })
  clusterId?: string | null
}
