import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Relation } from '../requests/relation.ts'
import { RelationField } from '../requests/relation-field.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { Database, DatabasePayload, SetDatabaseLabelsInput } from './database.type.ts'
import type { LabelService } from './label.service.ts'
import { Label } from './label.type.ts'

@Resolver(() => Database)
export class LabelResolver {
  @RelationField(() => [Label], { description: 'What it is for, by key; at most 20. Clusters do not know of labels.' })
  readonly labels: Relation<Database, readonly Label[]>

  constructor(private readonly service: LabelService) {
    this.labels = new Relation(
      'Database.labels',
      (caller, ids) => service.ofDatabases(caller, ids),
      ({ id }) => id,
    )
  }

  @Mutation(() => DatabasePayload, {
    nullable: true,
    description:
      'Replaces the labels of an active database. Errors: FORBIDDEN also where the labels would carry it into what a group selects, and the group grants on it what the caller lacks; CONFLICT when it is deleted; NOT_FOUND, BAD_INPUT, STALE_VERSION.',
  })
  async setDatabaseLabels(
    @Arg('input', () => SetDatabaseLabelsInput) input: SetDatabaseLabelsInput,
    @Ctx() context: RequestContext,
  ): Promise<DatabasePayload> {
    return { database: await this.service.set(context.caller, input) }
  }
}
