import { useState } from 'react'
import type { TokenFilter, TokenOrder, TokenStatus } from '../../sdk/generated.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import type { Orders } from '../lists/order-select.tsx'
import type { ListState } from '../lists/use-list.ts'

const day = 24 * 3_600_000
const names = ['search', 'status', 'attention']
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

/** The orders of a list of tokens, which is newest first otherwise. */
export const tokenOrders: Orders<TokenOrder> = new Map([
  ['ending', { label: 'Expiring first', by: { field: 'EXPIRES_AT', direction: 'ASC' } }],
  ['unused', { label: 'Longest unused first', by: { field: 'LAST_USED_AT', direction: 'ASC' } }],
  ['used', { label: 'Recently used first', by: { field: 'LAST_USED_AT', direction: 'DESC' } }],
  ['description', { label: 'By description', by: { field: 'DESCRIPTION', direction: 'ASC' } }],
])

/** What the address of a list of tokens asks for. */
export function useTokenFilter(list: ListState): { readonly filter: TokenFilter; readonly isNarrowed: boolean } {
  // Fixed: another moment would be another question, again and again.
  const [now] = useState(Date.now)
  const asked = list.filters('status') as readonly TokenStatus[]
  const [, kind, days] = /^(unused|ending)-(\d{1,3})$/.exec(list.filter('attention')) ?? []
  return {
    isNarrowed: names.some((name) => list.filter(name) !== ''),
    filter: {
      search: list.filter('search'),
      ...(asked.length > 0 && { statuses: asked }),
      ...(kind === 'unused' && { unusedSince: new Date(now - Number(days) * day).toISOString() }),
      ...(kind === 'ending' && { expiresBefore: new Date(now + Number(days) * day).toISOString() }),
    },
  }
}

interface Props {
  readonly list: ListState
  /** Whether tokens of this kind can be replaced, and are then accepted beside their successors for a while. */
  readonly canRotate?: boolean
}

/** By status, and those that want attention. */
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
