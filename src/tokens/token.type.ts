import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql'
import { SyncState } from '../clusters/work/sync.type.ts'
import { PageArgs } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import { DateTime } from '../values/date-time.ts'

export const TokenStatus = {
  ACTIVE: 'ACTIVE',
  REPLACED: 'REPLACED',
  EXPIRED: 'EXPIRED',
  REVOKED: 'REVOKED',
} as const
export type TokenStatus = keyof typeof TokenStatus

registerEnumType(TokenStatus, {
  name: 'TokenStatus',
  description: 'Whether a token is accepted, and why not.',
  valuesConfig: {
    ACTIVE: { description: 'Accepted, and without a successor.' },
    REPLACED: {
      description:
        'Accepted beside its successor until its `expiresAt`, and EXPIRED from then on. Only database tokens can be replaced.',
    },
    EXPIRED: { description: 'Past its `expiresAt`, and never revoked.' },
    REVOKED: { description: 'Revoked for good, also when its `expiresAt` has passed since.' },
  },
})

@InputType({
  description:
    'Which tokens to list. Every given condition must hold; a list means "any of", an empty one matches nothing.',
})
export class TokenFilter {
  @Field(() => String, { nullable: true, description: 'Text in the description, without regard to case.' })
  search?: string | null

  @Field(() => [TokenStatus], {
    nullable: true,
    description: 'Tokens with any of these statuses; the accepted ones, ACTIVE and REPLACED, when absent.',
  })
  statuses?: TokenStatus[] | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'Tokens that reach any of these databases, by id or through `*`; at most 100. Only for database tokens.',
  })
  databaseIds?: string[] | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'Tokens that any of these people created; at most 100. Somebody whom the caller may not see, without USER_READ, has created none.',
  })
  createdByIds?: string[] | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Tokens that expire before this time; a token without an expiry is not among them.',
  })
  expiresBefore?: number | null

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Tokens that were created before this time and not used since. Database tokens of a cluster whose `lastCheckAt` is null are left out, because it is not known whether they are used.',
  })
  unusedSince?: number | null

  @Field(() => [SyncState], {
    nullable: true,
    description: 'Tokens whose `sync` is in any of these states; only for database tokens.',
  })
  syncStates?: SyncState[] | null
}

export const TokenOrderField = {
  CREATED_AT: 'CREATED_AT',
  DESCRIPTION: 'DESCRIPTION',
  EXPIRES_AT: 'EXPIRES_AT',
  LAST_USED_AT: 'LAST_USED_AT',
} as const
export type TokenOrderField = keyof typeof TokenOrderField

registerEnumType(TokenOrderField, {
  name: 'TokenOrderField',
  description: 'What tokens can be ordered by.',
  valuesConfig: {
    CREATED_AT: { description: 'By the time of creation.' },
    DESCRIPTION: { description: 'By description, without regard to case.' },
    EXPIRES_AT: { description: 'By the time of expiry; a token without one comes after all others.' },
    LAST_USED_AT: { description: 'By the time of last use; a token that was never used comes before all others.' },
  },
})

@InputType({ description: 'The order of a list of tokens.' })
export class TokenOrder {
  @Field(() => TokenOrderField)
  field!: TokenOrderField

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC })
  direction!: OrderDirection
}

@ArgsType()
export class TokensArgs extends PageArgs {
  @Field(() => TokenFilter, { nullable: true })
  filter?: TokenFilter | null

  @Field(() => TokenOrder, { nullable: true, description: 'Newest first when absent.' })
  orderBy?: TokenOrder | null
}
