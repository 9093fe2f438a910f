import { useState } from 'react'
import type { TokenFilter } from '../../sdk/generated.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import type { ListState } from '../lists/use-list.ts'
import { tokenStatuses } from './token-status.tsx'

const day = 24 * 3_600_000
/** The filters that lists of both kinds of token have, by their names in the URL. */
export const tokenFilters = ['search', 'status', 'attention']
const statuses = [
  { value: 'EXPIRED', label: 'Expired' },
  { value: 'REVOKED', label: 'Revoked' },
  { value: 'ACTIVE,REPLACED,EXPIRED,REVOKED', label: 'All' },
]
const rotationStatuses = [
  { value: 'ACTIVE', label: 'Active' },
  { value: 'REPLACED', label: 'Replaced' },
]
const attentions = [
  { value: 'unused-30', label: 'Unused for 30 days' },
  { value: 'unused-90', label: 'Unused for 90 days' },
  { value: 'ending-7', label: 'Expiring within 7 days' },
  { value: 'ending-30', label: 'Expiring within 30 days' },
]

/** The filter in the URL of a list of tokens. */
export function useTokenFilter(list: ListState): TokenFilter {
  // Fixed when the page opens: a changing time would be a new query on each render.
  const [now] = useState(Date.now)
  const asked = list.known('status', tokenStatuses)
  const [, kind, days] = /^(unused|ending)-(\d{1,3})$/.exec(list.filter('attention')) ?? []
  return {
    search: list.filter('search'),
    ...(asked.length > 0 && { statuses: asked }),
    ...(kind === 'unused' && { unusedSince: new Date(now - Number(days) * day).toISOString() }),
    ...(kind === 'ending' && { expiresBefore: new Date(now + Number(days) * day).toISOString() }),
  }
}

interface Props {
  readonly list: ListState
  /** Whether tokens of this kind can be rotated, and so have the status REPLACED. */
  readonly canRotate?: boolean
}

/** The filters of a list of tokens: by status, and by use or expiry. */
export function TokenFilters({ list, canRotate = false }: Props) {
  return (
    <>
      <FilterSelect
        list={list}
        name="status"
        label="Status"
        usual={canRotate ? 'Active and replaced' : 'Active'}
        options={canRotate ? [...rotationStatuses, ...statuses] : statuses}
      />
      <FilterSelect
        list={list}
        name="attention"
        label="Usage or expiry"
        usual="Any usage or expiry"
        options={attentions}
      />
    </>
  )
}
