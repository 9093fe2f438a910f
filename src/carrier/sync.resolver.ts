import { Args, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql'
import * as syncStore from '../clusters/work/sync.store.ts'
import { syncOf } from '../clusters/work/sync.ts'
import { Sync } from '../clusters/work/sync.type.ts'
import { Node } from '../nodes/node.type.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import { type AtVersion, AtVersionArgs } from '../values/version.type.ts'
import type { Synced } from './limited-objects.ts'
import type { SyncService } from './sync.service.ts'

@ObjectType({ description: 'An object, and whether its cluster has it.', simpleResolvers: true })
export class RetrySyncPayload {
  @Field(() => Sync)
  sync!: Sync

  @Field(() => Node, { description: 'The database, table or database token.' })
  node!: Node
}

@Resolver()
export class SyncResolver {
  constructor(
    private readonly service: SyncService,
    private readonly db: Sql,
  ) {}

  @Mutation(() => RetrySyncPayload, {
    nullable: true,
    description:
      'Brings a database, a table or a database token to its cluster now, if that does not have it yet; a database that is gone from the cluster is created there anew, empty. Errors: CONFLICT for one that has drifted; NOT_FOUND, STALE_VERSION.',
  })
  async retrySync(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<RetrySyncPayload> {
    return this.#payload(context, await this.service.retry(context.caller, args))
  }

  @Mutation(() => RetrySyncPayload, {
    nullable: true,
    description:
      'Makes the cluster as it is here, for a database that has drifted. A shorter retention deletes data there. Errors: CONFLICT for one that has not drifted; NOT_FOUND, STALE_VERSION.',
  })
  async restoreOnCluster(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<RetrySyncPayload> {
    return this.#payload(context, await this.service.restore(context.caller, args))
  }

  @Mutation(() => RetrySyncPayload, {
    nullable: true,
    description:
      'Makes it here as the cluster has it, for a database that has drifted, if the cluster still has what `sync.differences` shows. Errors: CONFLICT for one that has not drifted, or differs otherwise by now; UNSUPPORTED for a setting that databases cannot have here; CLUSTER_UNAVAILABLE; NOT_FOUND, STALE_VERSION.',
  })
  async acceptFromCluster(
    @Args(() => AtVersionArgs) args: AtVersion,
    @Ctx() context: RequestContext,
  ): Promise<RetrySyncPayload> {
    return this.#payload(context, await this.service.accept(context.signedIn, args))
  }

  async #payload({ signedIn: { accountId } }: RequestContext, node: Synced): Promise<RetrySyncPayload> {
    const [row] = await syncStore.ofObjects(this.db, accountId, [node.id])
    return { node, sync: syncOf(row ?? null, node) }
  }
}
