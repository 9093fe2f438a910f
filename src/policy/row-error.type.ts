import { Field, Int, ObjectType } from 'type-graphql'
import { ErrorCodeEnum } from '../error-code.type.ts'
import type { ClustergateError, ErrorCode } from '../errors.ts'
import { PermissionEnum } from './permission.type.ts'

@ObjectType({
  description:
    'The error of one row; the other rows are not affected. Its fields are those of the `extensions` of a GraphQL error.',
  simpleResolvers: true,
})
export class RowError {
  @Field(() => ErrorCodeEnum)
  code!: ErrorCode

  @Field(() => String)
  message!: string

  @Field(() => String, { nullable: true, description: 'The argument at fault, as in `input.invitations.0.groupIds`.' })
  field!: string | null

  @Field(() => [PermissionEnum], {
    nullable: true,
    description: 'The permissions that the groups grant and the caller lacks; null unless FORBIDDEN.',
  })
  missingPermissions!: readonly string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'The keys of the groups that grant all of `missingPermissions`; null unless FORBIDDEN.',
  })
  wouldBeGrantedBy!: readonly string[] | null

  @Field(() => Int, {
    nullable: true,
    description: 'In how many seconds a retry may succeed; null unless RATE_LIMITED.',
  })
  retryAfterSeconds!: number | null
}

/** The error of a row, for a refusal of it alone. */
export const toRowError = ({ code, message, details }: ClustergateError): RowError => ({
  code,
  message,
  field: details.field ?? null,
  missingPermissions: details.missingPermissions ?? null,
  wouldBeGrantedBy: details.wouldBeGrantedBy ?? null,
  retryAfterSeconds: details.retryAfterSeconds ?? null,
})
