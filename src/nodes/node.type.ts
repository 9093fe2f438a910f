import { Field, ID, InterfaceType } from 'type-graphql'
import { type IdKind, kindOfId } from '../values/id.ts'

/** The GraphQL type for each kind of id that `node` can find. */
export const nodeTypes: Partial<Record<IdKind, string>> = {
  account: 'Account',
  cluster: 'Cluster',
  user: 'User',
  group: 'Group',
  invitation: 'Invitation',
  session: 'Session',
  database: 'Database',
  table: 'Table',
  database_token: 'DatabaseToken',
  management_token: 'ManagementToken',
  audit_event: 'AuditEvent',
}

@InterfaceType({
  description:
    'An object with an id that is unique across types. An id never changes, not even by a rename; treat it as opaque text.',
  resolveType: typeNameOf,
})
export abstract class Node {
  @Field(() => ID)
  id!: string
}

/** The GraphQL type of an object, by the kind in its id; undefined when `node` does not find that kind. */
export function typeNameOf({ id }: { readonly id: string }): string | undefined {
  const kind = kindOfId(id)
  return kind && nodeTypes[kind]
}
