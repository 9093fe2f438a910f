import { Field, ID, InterfaceType } from 'type-graphql'
import { type IdKind, kindOfId } from '../values/id.ts'

/** The object type behind each kind of id that `node` can find. */
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
  description: 'Anything that has an id. Ids are opaque, carry their type, and survive renames.',
  resolveType: typeNameOf,
})
export abstract class Node {
  @Field(() => ID)
  id!: string
}

/** The object type that an object is of, told by its id. */
export function typeNameOf({ id }: { readonly id: string }): string | undefined {
  const kind = kindOfId(id)
  return kind && nodeTypes[kind]
}
