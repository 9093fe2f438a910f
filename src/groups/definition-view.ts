import { describeConditions, type Conditions as GivenConditions } from '../policy/conditions.ts'
import { type Definition, readDefinition } from '../policy/definition.ts'
import { allPermissions } from '../policy/permissions.ts'
import { describeSelector, type Selector as GivenSelector } from '../policy/selectors.ts'
import type { Conditions } from './conditions.type.ts'
import type { Selector } from './grant.type.ts'
import type { Group } from './group.type.ts'

type View = Pick<Group, 'permissions' | 'conditions' | 'conditionsSummary' | 'grants'>

/** By the definitions, which are read once for each text. */
const views = new WeakMap<Definition, View>()

/** What a group shows of its definition; of none, that it grants nothing. */
export function viewOfText(text: string | null): View {
  const definition = text === null ? nothing : readDefinition(text)
  let view = views.get(definition)
  if (!view) {
    view = viewOf(definition)
    views.set(definition, view)
  }
  return view
}

const nothing: Definition = { conditions: {}, grants: [] }

export function viewOf({ conditions, grants }: Definition): View {
  const named = new Set(grants.flatMap(({ permissions }) => permissions))
  return {
    permissions: allPermissions.filter((permission) => named.has(permission)),
    conditions: conditionsView(conditions),
    conditionsSummary: describeConditions(conditions),
    grants: grants.map(({ permissions, on }) => ({ permissions, on: selectorView(on) })),
  }
}

const conditionsView = (conditions: GivenConditions): Conditions => ({
  attributes: conditions.attributes ?? null,
  networks: conditions.networks ?? null,
  hours: conditions.hours ?? null,
  mfa: conditions.mfa === true,
  authenticatedWithin: conditions.authenticatedWithin ?? null,
  callers: conditions.callers ?? null,
})

export function selectorView(selector: GivenSelector): Selector {
  const databases = 'databases' in selector ? selector.databases : null
  return {
    account: 'account' in selector,
    clusterIds: 'clusterIds' in selector ? selector.clusterIds : null,
    databaseIds: 'databaseIds' in selector ? selector.databaseIds : null,
    databases: databases && {
      clusterIds: databases.clusterIds ?? null,
      namePrefix: databases.namePrefix ?? null,
      labels:
        databases.labels?.map(({ key, anyOf = null, noneOf = null, sameAs = null }) => ({
          ...{ key, anyOf, noneOf, sameAs },
        })) ?? null,
    },
    summary: describeSelector(selector),
  }
}
