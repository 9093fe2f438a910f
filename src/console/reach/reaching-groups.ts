import { bind, matches, type Resource, type Selector } from '../../policy/selectors.ts'
import type { GroupGrantsQuery, Permission } from '../../sdk/generated.ts'
import { selectorOf } from '../groups/group-values.ts'

export type GrantingGroup = NonNullable<GroupGrantsQuery['groups']>['nodes'][number]

/** A database, as far as the selectors of groups go by it. */
export interface ReachedDatabase {
  readonly id: string
  readonly name: string
  readonly cluster: { readonly id: string }
  readonly labels: readonly { readonly key: string; readonly value: string }[]
}

/** A group through which people reach a database, with the most that it allows them there. */
export interface ReachingGroup {
  readonly id: string
  readonly name: string
  readonly verb: 'manages' | 'makes tokens' | 'sees'
  /** Whether it depends on the person, or on the request. */
  readonly isConditional: boolean
}

/** The most comes first. */
const permissions: readonly (readonly [Permission, ReachingGroup['verb']])[] = [
  ['DATABASE_UPDATE', 'manages'],
  ['DATABASE_TOKEN_CREATE', 'makes tokens'],
  ['DATABASE_READ', 'sees'],
]

/** The groups that reach a database, by what they grant; those that allow the most come first. */
export function reachingGroups(groups: readonly GrantingGroup[], database: ReachedDatabase): readonly ReachingGroup[] {
  const { id, name, cluster, labels } = database
  const resource = { id, name, clusterId: cluster.id, labels: new Map(labels.map(({ key, value }) => [key, value])) }
  const found = new Map<string, ReachingGroup>()
  for (const [permission, verb] of permissions) {
    for (const group of groups) {
      const selectors = group.grants
        .filter((grant) => grant.permissions.includes(permission))
        .map(({ on }) => selectorOf(on) as Selector)
        .filter((selector) => takesIn(selector, resource))
      if (selectors.length === 0 || found.has(group.id)) continue
      const isConditional = group.conditionsSummary !== 'Always.' || selectors.every(goesByPerson)
      found.set(group.id, { id: group.id, name: group.name, verb, isConditional })
    }
  }
  return [...found.values()]
}

const sameLabels = (selector: Selector) =>
  'databases' in selector
    ? (selector.databases.labels ?? []).flatMap(({ key, sameAs }) => (sameAs === undefined ? [] : [{ key, sameAs }]))
    : []

const goesByPerson = (selector: Selector): boolean => sameLabels(selector).length > 0

/** Whether a selector takes in a resource, for some person at least, by the gateway’s own comparison. */
function takesIn(selector: Selector, resource: Resource): boolean {
  const attributes = sameLabels(selector).map(({ key, sameAs }) => [sameAs, resource.labels?.get(key) ?? ''] as const)
  return matches(bind(selector, new Map(attributes)), resource)
}
