import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql'
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
  description: 'Whether a token is accepted.',
  valuesConfig: {
    ACTIVE: { description: 'Accepted, and not replaced.' },
    REPLACED: {
      description:
        'Has a successor, and is accepted beside it until its `expiresAt`; EXPIRED from then on. Only database tokens can be replaced.',
    },
    EXPIRED: { description: 'Past its `expiresAt`, and never revoked.' },
    REVOKED: { description: 'Switched off for good, whether it would have expired since or not.' },
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
    description: 'Those that are accepted when absent: ACTIVE and REPLACED.',
  })
  statuses?: TokenStatus[] | null

  @Field(() => [ID], {
    nullable: true,
    description:
      'Tokens that reach any of these databases, by id or through `*`; at most 100. Only for database tokens.',
  })
  databaseIds?: string[] | null

  @Field(() => DateTime, {
    nullable: true,
    description: 'Tokens that end before this moment; one without an end never does.',
  })
  expiresBefore?: number | null

  @Field(() => DateTime, { nullable: true, description: 'Tokens older than this moment and not used since.' })
  unusedSince?: number | null
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
    EXPIRES_AT: { description: 'By the time of their end; one without an end comes after all others.' },
    LAST_USED_AT: { description: 'By the time of their last use; one never used comes before all others.' },
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
