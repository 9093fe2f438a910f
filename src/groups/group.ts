import { type GroupKey, groups, permissionsOf } from '../policy/groups.ts'
import type { Group } from './group.type.ts'

interface GroupRow {
  readonly id: string
  readonly key: string
}

/** A group as people see it: what it is called and grants is the policy's to say. */
export function toGroup({ id, key }: GroupRow): Group {
  const known = key as GroupKey
  return { id, key: known, ...groups[known], builtIn: true, permissions: permissionsOf([known]) }
}
