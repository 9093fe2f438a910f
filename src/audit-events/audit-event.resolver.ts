import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import { versionOf } from '../ledger/chain.ts'
import { Node } from '../nodes/node.type.ts'
import type { VisibleNodes } from '../nodes/visible-nodes.ts'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import { visibleUsers } from '../users/user.loader.ts'
import { User } from '../users/user.type.ts'
import { DateTime } from '../values/date-time.ts'
import type { AuditEventService } from './audit-event.service.ts'
import {
  AuditEvent,
  AuditEventConnection,
  AuditEventCount,
  AuditEventOrder,
  AuditFilter,
  AuditVerification,
  DecidingGroup,
  FieldChange,
} from './audit-event.type.ts'
import { AuditHead, AuditKey } from './audit-key.type.ts'

@Resolver(() => AuditEvent)
export class AuditEventResolver {
  @RelationField(() => User, {
    nullable: true,
    description: 'Null for a token, the operator, and a person removed since.',
  })
  readonly actor: Relation<AuditEvent, User | null>

  constructor(
    private readonly service: AuditEventService,
    private readonly nodes: VisibleNodes,
    db: Sql,
  ) {
    this.actor = new Relation('AuditEvent.actor', visibleUsers(db), ({ actorId }) => actorId ?? null)
  }

  @Query(() => AuditEventConnection, {
    nullable: true,
    description: 'The audit log of the account, newest first unless `orderBy` says otherwise.',
  })
  auditEvents(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | null,
    @Arg('orderBy', () => AuditEventOrder, { nullable: true, description: 'Newest first when absent.' })
    orderBy: AuditEventOrder | null,
    @Ctx() context: RequestContext,
  ): Promise<Connection<AuditEvent>> {
    return this.service.page(context.signedIn, args, filter ?? {}, orderBy ?? undefined)
  }

  @Query(() => [AuditEventCount], {
    nullable: true,
    description:
      'How many events of the account lie between each two `times`, of which there are 2 to 93, in ascending order: one count fewer, zeros included.',
  })
  auditEventCounts(
    @Arg('times', () => [DateTime]) times: number[],
    @Arg('filter', () => AuditFilter, { nullable: true }) filter: AuditFilter | null,
    @Ctx() context: RequestContext,
  ): Promise<readonly AuditEventCount[]> {
    return this.service.counts(context.signedIn, times, filter ?? {})
  }

  @Query(() => AuditVerification, {
    nullable: true,
    description: 'Verifies the hash chain of the account, from its first event to its signed head.',
  })
  verifyAuditLog(
    @Arg('head', () => String, {
      nullable: true,
      description:
        'The `headHash` of an earlier verification, kept elsewhere: a log that does not contain it is not intact.',
    })
    head: string | null,
    @Ctx() context: RequestContext,
  ): Promise<AuditVerification> {
    return this.service.verify(context.signedIn, head ?? undefined)
  }

  @Query(() => [AuditKey], {
    nullable: true,
    description:
      'The public keys that verify the signed heads of audit logs, oldest first; those of retired master keys are kept for ever.',
  })
  auditKeys(): Promise<readonly AuditKey[]> {
    return this.service.publicKeys()
  }

  @Query(() => AuditHead, { nullable: true, description: 'The end of the audit log of the account, signed.' })
  async auditHead(@Ctx() context: RequestContext): Promise<AuditHead | null> {
    return (await this.service.head(context.signedIn)) ?? null
  }

  @FieldResolver(() => Node, {
    nullable: true,
    description:
      'The resource as it is now; null when there is none, when it is gone, or is not visible to the caller.',
  })
  async resource(@Root() { resourceId }: AuditEvent, @Ctx() context: RequestContext): Promise<Node | null> {
    return resourceId === null ? null : this.nodes.load(context, resourceId)
  }

  @FieldResolver(() => [FieldChange])
  changes(@Root() event: AuditEvent): FieldChange[] {
    return JSON.parse(event.changes) as FieldChange[]
  }

  @FieldResolver(() => [DecidingGroup], {
    description:
      'The groups of the actor, or of the creator of the token, by which the change was allowed. Empty where it needs no permission, where it was denied or failed, for the operator and the gateway, and in events of versions that did not record it.',
  })
  decidedBy(@Root() event: AuditEvent): DecidingGroup[] {
    return JSON.parse(event.decidedBy ?? '[]') as DecidingGroup[]
  }

  @FieldResolver(() => Int, {
    description: 'The version of the canonical form that is hashed: 1 for an event that does not record `decidedBy`.',
  })
  v(@Root() event: AuditEvent): number {
    return versionOf(event)
  }
}
