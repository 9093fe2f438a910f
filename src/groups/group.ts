import { type Definition, readDefinition } from '../policy/definition.ts'
import { type BuiltInKey, groupKeys, groups, isBuiltIn, permissionsOf } from '../policy/groups.ts'
import { allPermissions, type Permission } from '../policy/permissions.ts'
import type { GroupRow } from '../store/columns.ts'
import type { Group } from './group.type.ts'

/** The name, description and permissions of each built-in group, taken from the policy once. */
const builtIn = Object.fromEntries<Omit<Group, 'id'>>(
  groupKeys.map((key) => [
    key,
    { key, ...groups[key], builtIn: true, definition: null, permissions: [...permissionsOf([key])] },
  ]),
) as Record<BuiltInKey, Omit<Group, 'id'>>

/** The built-in group of a key, of which the store holds no more than that and its id. */
export const toBuiltIn = (id: string, key: BuiltInKey): Group => ({ id, ...builtIn[key] })

/** The group of the API for a row of the store. */
export function toGroup({ id, key, name, description, definition }: GroupRow): Group {
  if (isBuiltIn(key)) return toBuiltIn(id, key)
  const permissions = definition === null ? [] : permissionsIn(readDefinition(definition))
  return { id, key, name: name ?? key, description: description ?? '', builtIn: false, definition, permissions }
}

/** All permissions that a definition names, on whatever. */
const permissionsIn = ({ grants }: Definition): readonly Permission[] =>
  allPermissions.filter((permission) => grants.some(({ permissions }) => permissions.includes(permission)))
