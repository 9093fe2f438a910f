import { Resolver } from 'type-graphql'
import { Cluster } from '../../clusters/cluster.type.ts'
import { Relation } from '../../requests/relation.ts'
import { RelationField } from '../../requests/relation-field.ts'
import type { ProxyConfigurationService } from './proxy-configuration.service.ts'
import { ProxyConfigurationArgs } from './proxy-configuration.type.ts'

/** The field that the data plane adds to `Cluster`. */
@Resolver(() => Cluster)
export class ProxyConfigurationResolver {
  @RelationField(() => String, {
    args: () => ProxyConfigurationArgs,
    nullable: true,
    description:
      'The whole configuration of a proxy before this cluster, with comments that say what is to be done by hand, such as putting in the secrets, which it does not hold. Null where the cluster is gone. Errors: BAD_INPUT; CONFLICT where the cluster has no URL, or one with a path.',
  })
  readonly proxyConfiguration: Relation<Cluster, string | null, ProxyConfigurationArgs>

  constructor(service: ProxyConfigurationService) {
    this.proxyConfiguration = new Relation(
      'Cluster.proxyConfiguration',
      (caller, ids, args) => service.ofEach(caller, ids, args),
      ({ id }) => id,
    )
  }
}
