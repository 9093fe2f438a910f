import { type BuiltInKey, groupKeys, groups, permissionsOf } from '../policy/groups.ts'
import type { GroupRow } from '../store/columns.ts'
import type { Group } from './group.type.ts'

/** The name, description and permissions of each built-in group, taken from the policy once. */
const definitions = Object.fromEntries<Omit<Group, 'id'>>(
  groupKeys.map((key) => [key, { key, ...groups[key], builtIn: true, permissions: [...permissionsOf([key])] }]),
) as Record<BuiltInKey, Omit<Group, 'id'>>

/** The group of the API for a row of the store, which holds only the id and the key. */
export const toGroup = ({ id, key }: GroupRow): Group => ({ id, ...definitions[key as BuiltInKey] })
