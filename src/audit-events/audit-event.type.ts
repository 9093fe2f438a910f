import { GraphQLJSON } from 'graphql-scalars'
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { ErrorCodeEnum } from '../error-code.type.ts'
import type { ErrorCode } from '../errors.ts'
import type { AuditOutcome, FieldChange as Change, DecidingGroup as Deciding } from '../ledger/chain.ts'
import { Node } from '../nodes/node.type.ts'
import { connectionOf } from '../pages/connection.type.ts'
import { OrderDirection } from '../pages/order.type.ts'
import { BigIntScalar } from '../values/big-int.ts'
import type { Json } from '../values/canonical-json.ts'
import { DateTime } from '../values/date-time.ts'

export const AuditOutcomeEnum = { SUCCEEDED: 'SUCCEEDED', DENIED: 'DENIED', FAILED: 'FAILED' } as const

registerEnumType(AuditOutcomeEnum, {
  name: 'AuditOutcome',
  description: 'How an attempt ended.',
  valuesConfig: {
    DENIED: { description: 'The caller was not allowed to; nothing changed.' },
    FAILED: { description: 'Allowed, but refused for another reason; nothing changed.' },
  },
})

@ObjectType({
  description: 'A field with its value before and after a change. Secrets never appear here.',
  simpleResolvers: true,
})
export class FieldChange implements Change {
  @Field(() => String)
  field!: string

  @Field(() => GraphQLJSON, { nullable: true })
  before!: Json

  @Field(() => GraphQLJSON, { nullable: true })
  after!: Json
}

@ObjectType({ description: 'A group by which a change was allowed, as it was then.', simpleResolvers: true })
export class DecidingGroup implements Deciding {
  @Field(() => ID, { description: 'The group may be gone.' })
  id!: string

  @Field(() => String)
  key!: string
}

@ObjectType({
  implements: Node,
  description:
    'One link of the tamper-evident log: an action that was carried out or attempted, with its actor, resource, origin and outcome.',
  simpleResolvers: true,
})
export class AuditEvent extends Node {
  @Field(() => BigIntScalar, { description: 'Gapless within the account, from 1.' })
  sequence!: number

  @Field(() => DateTime)
  occurredAt!: number

  @Field(() => String, { description: 'Dotted: `invitation.accept`, `database.create`, `session.sign_in`, …' })
  action!: string

  @Field(() => AuditOutcomeEnum)
  outcome!: AuditOutcome

  @Field(() => ErrorCodeEnum, { nullable: true, description: 'Why it was denied or failed.' })
  errorCode!: ErrorCode | null

  @Field(() => ID, {
    nullable: true,
    description: 'The person or management token; null for the operator, and for callers who have not signed in.',
  })
  actorId!: string | null

  @Field(() => String, { description: 'Kept as text, so that it outlives the person or token.' })
  actorLabel!: string

  @Field(() => ID, { nullable: true })
  resourceId!: string | null

  @Field(() => String, { nullable: true, description: 'The name of the resource at that moment.' })
  resourceLabel!: string | null

  @Field(() => String, { nullable: true, description: 'The network address of the request.' })
  ip!: string | null

  @Field(() => String)
  requestId!: string

  @Field(() => String, { description: 'The hash of the event before it; 64 zeros for the first.' })
  previousHash!: string

  @Field(() => String, {
    description: 'SHA-256 over the canonical form of the event, as docs/audit-log.md describes it.',
  })
  hash!: string

  /** JSON: a list of field changes. */
  changes!: string

  /** JSON: a list of groups; null in an event of a version of the gateway that did not record it. */
  decidedBy!: string | null
}

export const AuditEventConnection = connectionOf('AuditEvent', () => AuditEvent)

@ObjectType({ description: 'The result of a verification of the audit log.', simpleResolvers: true })
export class AuditVerification {
  @Field(() => Boolean, {
    description: 'Whether every event is unchanged and none is missing, at the end of the log included.',
  })
  intact!: boolean

  @Field(() => BigIntScalar, { description: 'The number of intact events, counted from the first.' })
  checked!: number

  @Field(() => BigIntScalar, {
    nullable: true,
    description:
      'The first event that is altered or missing; null when there is none, also when only the given `head` is missing.',
  })
  firstBrokenSequence!: number | null

  @Field(() => String, {
    description: 'The hash of the last intact event, to be kept elsewhere and given to a later verification.',
  })
  headHash!: string

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the log contains the given `head`; null when none was given.',
  })
  containsHead!: boolean | null
}

@ObjectType({ description: 'How many audit events lie between two times.', simpleResolvers: true })
export class AuditEventCount {
  @Field(() => DateTime)
  from!: number

  @Field(() => DateTime, { description: 'Events of this time itself are not counted.' })
  to!: number

  @Field(() => Int)
  succeeded!: number

  @Field(() => Int)
  denied!: number

  @Field(() => Int)
  failed!: number
}

export const AuditEventOrderField = { SEQUENCE: 'SEQUENCE' } as const
export type AuditEventOrderField = keyof typeof AuditEventOrderField

registerEnumType(AuditEventOrderField, {
  name: 'AuditEventOrderField',
  description: 'The fields by which audit events can be ordered.',
  valuesConfig: { SEQUENCE: { description: 'By their place in the log, which is the order in which they happened.' } },
})

@InputType({ description: 'The order of a list of audit events.' })
export class AuditEventOrder {
  @Field(() => AuditEventOrderField, { defaultValue: AuditEventOrderField.SEQUENCE })
  field!: AuditEventOrderField

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC })
  direction!: OrderDirection
}

export const ActorKind = {
  PERSON: 'PERSON',
  MANAGEMENT_TOKEN: 'MANAGEMENT_TOKEN',
  DATABASE_TOKEN: 'DATABASE_TOKEN',
  OPERATOR: 'OPERATOR',
  GATEWAY: 'GATEWAY',
  NOBODY: 'NOBODY',
} as const
export type ActorKind = keyof typeof ActorKind

registerEnumType(ActorKind, {
  name: 'ActorKind',
  description: 'Who acted, by kind.',
  valuesConfig: {
    DATABASE_TOKEN: { description: 'A database token, whose request for data was refused.' },
    OPERATOR: { description: 'The operator, by a command on the machine of the gateway.' },
    GATEWAY: { description: 'The gateway, by itself.' },
    NOBODY: { description: 'A caller who had not signed in.' },
  },
})

@InputType({ description: 'Every given condition must hold; a list means "any of".' })
export class AuditFilter {
  @Field(() => [String], { nullable: true, description: 'An action may end in `*`: `invitation.*`.' })
  actions?: string[] | null

  @Field(() => [AuditOutcomeEnum], { nullable: true })
  outcomes?: AuditOutcome[] | null

  @Field(() => [ID], { nullable: true })
  actorIds?: string[] | null

  @Field(() => [ActorKind], { nullable: true })
  actorKinds?: ActorKind[] | null

  @Field(() => [ID], { nullable: true })
  resourceIds?: string[] | null

  @Field(() => String, {
    nullable: true,
    description:
      'Part of what the resource or the actor was called at that moment; the letters A to Z count as a to z.',
  })
  search?: string | null

  @Field(() => DateTime, { nullable: true, description: 'At this time or later.' })
  from?: number | null

  @Field(() => DateTime, { nullable: true, description: 'Before this time.' })
  to?: number | null

  @Field(() => String, { nullable: true })
  requestId?: string | null
}
