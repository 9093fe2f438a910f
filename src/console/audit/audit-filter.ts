import type { AuditFilter, AuditOutcome } from '../../sdk/generated.ts'
import type { ListState } from '../lists/use-list.ts'

const names = ['action', 'actor', 'resource', 'outcome', 'from', 'to']

/** The filter in the URL of the audit log page. */
export function auditFilterOf(list: ListState): { readonly filter: AuditFilter; readonly isNarrowed: boolean } {
  const [actions, actorIds, resourceIds, outcomes] = names.slice(0, 4).map((name) => list.filters(name))
  const from = list.filter('from')
  const to = list.filter('to')
  return {
    isNarrowed: names.some((name) => list.filter(name) !== ''),
    filter: {
      ...(actions?.length && { actions }),
      ...(actorIds?.length && { actorIds }),
      ...(resourceIds?.length && { resourceIds }),
      ...(outcomes?.length && { outcomes: outcomes as readonly AuditOutcome[] }),
      ...(from && { from }),
      ...(to && { to }),
    },
  }
}
