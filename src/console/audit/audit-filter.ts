import type { ActorKind, AuditFilter } from '../../sdk/generated.ts'
import type { ListState } from '../lists/use-list.ts'
import { fromLocal } from '../times/local.ts'
import { outcomeWords } from './outcome.tsx'
import { periodBegin } from './periods.ts'

/** The filters in the URL of the audit log page. */
const names = ['search', 'actor', 'action', 'resource', 'outcome', 'period', 'from', 'to'] as const
export type FilterName = (typeof names)[number]

/** Those who act without an id, and the kinds of those with one. */
export const actorKinds: Readonly<Record<ActorKind, string>> = {
  OPERATOR: 'The operator',
  GATEWAY: 'The gateway itself',
  NOBODY: 'Not signed in',
  PERSON: 'All people',
  MANAGEMENT_TOKEN: 'All management tokens',
  DATABASE_TOKEN: 'All database tokens',
}

export const isActorKind = (text: string): text is ActorKind => Object.hasOwn(actorKinds, text)

export const noFilter: Readonly<Record<FilterName, string>> = {
  ...{ search: '', actor: '', action: '', resource: '', outcome: '', period: '', from: '', to: '' },
}

/** The names of the filters that narrow the list. */
export const narrowingOf = (list: ListState): readonly FilterName[] => names.filter((name) => list.filter(name) !== '')

/** The time of a filter in the URL; empty for what is no time. */
export function timeIn(list: ListState, name: 'from' | 'to'): string {
  const text = list.filter(name)
  return /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? fromLocal(text) : ''
}

/** The filter in the URL of the audit log page. */
export function auditFilterOf(list: ListState): AuditFilter {
  const [actions, actors, resourceIds] = [list.filters('action'), list.filters('actor'), list.filters('resource')]
  const chosenOutcomes = list.known('outcome', outcomeWords)
  const kinds = actors.filter(isActorKind)
  const actorIds = actors.filter((actor) => !isActorKind(actor))
  const from = periodBegin(list.filter('period')) ?? timeIn(list, 'from')
  const [search, to] = [list.filter('search'), timeIn(list, 'to')]
  return {
    ...(search && { search }),
    ...(actions.length > 0 && { actions }),
    ...(actorIds.length > 0 && { actorIds }),
    ...(kinds.length > 0 && { actorKinds: kinds }),
    ...(resourceIds.length > 0 && { resourceIds }),
    ...(chosenOutcomes.length > 0 && { outcomes: chosenOutcomes }),
    ...(from && { from }),
    ...(to && { to }),
  }
}
