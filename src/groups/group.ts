import { type GroupKey, groupKeys, groups, permissionsOf } from '../policy/groups.ts'
import type { GroupRow } from '../store/columns.ts'
import type { Group } from './group.type.ts'

/** What the policy says of each group, worked out once. */
const known = Object.fromEntries<Omit<Group, 'id'>>(
  groupKeys.map((key) => [key, { key, ...groups[key], builtIn: true, permissions: [...permissionsOf([key])] }]),
) as Record<GroupKey, Omit<Group, 'id'>>

/** A group as people see it: what it is called and grants is the policy's to say. */
export const toGroup = ({ id, key }: GroupRow): Group => ({ id, ...known[key as GroupKey] })
