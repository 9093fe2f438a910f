import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import { PageArgs } from '../pages/connection.type.ts'
import type { Connection } from '../pages/page.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { DateTime } from '../values/date-time.ts'
import type { ClusterService } from './cluster.service.ts'
import { Cluster, ClusterConnection } from './cluster.type.ts'

@Resolver(() => Cluster)
export class ClusterResolver {
  @RelationField(() => DateTime, {
    nullable: true,
    description:
      'When a proxy of the cluster last had a data request checked by this gateway, to the minute. Null where none has: then it is not known how the database tokens of the cluster are used.',
  })
  readonly lastCheckAt: Relation<Cluster, number | null>

  constructor(private readonly service: ClusterService) {
    this.lastCheckAt = new Relation(
      'Cluster.lastCheckAt',
      (caller, ids) => service.lastChecks(caller, ids),
      ({ id }) => id,
    )
  }

  @Query(() => Cluster, {
    nullable: true,
    description: 'One cluster by its id; null when the account has no such cluster.',
  })
  cluster(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<Cluster | undefined> {
    return this.service.find(context.signedIn, id)
  }

  @Query(() => ClusterConnection, { nullable: true, description: 'The clusters of the account, sorted by name.' })
  clusters(@Args(() => PageArgs) args: PageArgs, @Ctx() context: RequestContext): Promise<Connection<Cluster>> {
    return this.service.page(context.signedIn, args)
  }
}
