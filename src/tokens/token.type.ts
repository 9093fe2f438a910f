import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql'
import { PageArgs } from '../pages/connection.type.ts'
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

@ArgsType()
export class TokensArgs extends PageArgs {
  @Field(() => TokenFilter, { nullable: true })
  filter?: TokenFilter | null
}
