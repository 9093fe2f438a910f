import { LRUCache } from 'lru-cache'
import { builtInDefinition } from '../policy/definition.ts'
import { type BuiltInKey, groupKeys, groups, isBuiltIn } from '../policy/groups.ts'
import type { GroupRow } from '../store/columns.ts'
import { viewOf, viewOfText } from './definition-view.ts'
import type { Group } from './group.type.ts'

type BuiltIn = Omit<Group, 'id'>

/** The name, description and permissions of each built-in group, taken from the policy once. */
const definitions = Object.fromEntries<BuiltIn>(
  groupKeys.map((key) => {
    const unknown = { createdById: null, createdAt: null, updatedAt: null, version: 1, definition: null }
    return [key, { key, ...groups[key], builtIn: true, ...viewOf(builtInDefinition(key)), ...unknown }]
  }),
) as Record<BuiltInKey, BuiltIn>

/** By their ids, of which each account has three: pages of people name them again and again. */
const builtIns = new LRUCache<string, Group>({ max: 10_000 })

/** The built-in group of a key, of which the store holds no more than that and its id. */
export function toBuiltIn(id: string, key: BuiltInKey): Group {
  let group = builtIns.get(id)
  if (!group) {
    group = { id, ...definitions[key] }
    builtIns.set(id, group)
  }
  return group
}

/** The group of the API for a row of the store. */
export function toGroup(row: GroupRow): Group {
  const { id, key, name, description, definition } = row
  if (isBuiltIn(key)) return toBuiltIn(id, key)
  return {
    ...row,
    name: name ?? key,
    description: description ?? '',
    builtIn: false,
    ...viewOfText(definition),
  }
}
