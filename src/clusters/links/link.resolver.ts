import { Resolver } from 'type-graphql'
import { Relation } from '../../requests/relation.ts'
import { RelationField } from '../../requests/relation-field.ts'
import { Cluster } from '../cluster.type.ts'
import type { LinkService } from './link.service.ts'
import { ClusterLink } from './link.type.ts'

/** The field that links add to `Cluster`. */
@Resolver(() => Cluster)
export class ClusterLinkResolver {
  @RelationField(() => ClusterLink, {
    description: 'The way to what stands behind this cluster, and what waits for it. Operators connect clusters.',
  })
  readonly link: Relation<Cluster, ClusterLink>

  constructor(service: LinkService) {
    this.link = new Relation(
      'Cluster.link',
      (caller, ids) => service.links(caller, ids),
      ({ id }) => id,
    )
  }
}
