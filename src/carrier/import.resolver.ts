import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Cluster } from '../clusters/cluster.type.ts'
import * as adoptedStore from '../clusters/work/adopted.store.ts'
import { DatabaseToken } from '../database-tokens/database-token.type.ts'
import { reachOf } from '../policy/reach.ts'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import type { Sql } from '../store/tables.ts'
import type { ImportService } from './import.service.ts'
import { ImportFromClusterInput, ImportFromClusterPayload, UnmanagedResources } from './import.type.ts'

/** What a cluster has that is not managed here, and taking it over. */
@Resolver(() => Cluster)
export class ImportResolver {
  @RelationField(() => UnmanagedResources, {
    nullable: true,
    description:
      'What lies on the cluster and is not managed here: to be imported, or left alone. Asks the cluster, and is empty where there is none. Errors: CLUSTER_UNAVAILABLE.',
  })
  readonly unmanaged: Relation<Cluster, UnmanagedResources>

  constructor(private readonly service: ImportService) {
    this.unmanaged = new Relation(
      'Cluster.unmanaged',
      (caller, ids) => service.unmanaged(caller, ids),
      ({ id }) => id,
    )
  }

  @Mutation(() => ImportFromClusterPayload, {
    nullable: true,
    description:
      'Takes over databases and credentials of a cluster as they are; nothing changes there. Each row succeeds or fails by itself, with CONFLICT for what is managed already and for an account at its limit, UNSUPPORTED for what cannot be taken over, and NOT_FOUND. Errors: CLUSTER_UNAVAILABLE; CONFLICT when the cluster was connected anew meanwhile; NOT_FOUND, BAD_INPUT.',
  })
  async importFromCluster(
    @Arg('input', () => ImportFromClusterInput) input: ImportFromClusterInput,
    @Ctx() context: RequestContext,
  ): Promise<ImportFromClusterPayload> {
    return { results: await this.service.import(context.signedIn, input) }
  }
}

/** The field that imports add to `DatabaseToken`. */
@Resolver(() => DatabaseToken)
export class DanglingPermissionsResolver {
  @RelationField(() => [String], {
    description:
      'What an imported token may do on the cluster on names that are no databases here, such as `READ orders`. Those on names that the cluster had no database of are taken away at the first update of the token, the others once its permissions are replaced, and those on a name before a database here takes it.',
  })
  readonly danglingPermissions: Relation<DatabaseToken, readonly string[]>

  constructor(db: Sql) {
    this.danglingPermissions = new Relation<DatabaseToken, readonly string[]>(
      'DatabaseToken.danglingPermissions',
      async (caller, ids) => {
        const found = await adoptedStore.foreignGrantsOf(db, reachOf(caller, 'DATABASE_TOKEN_READ'), ids)
        return found.map((grants) => grants.map(({ action, name }) => `${action} ${name}`))
      },
      ({ id }) => id,
    )
  }
}
