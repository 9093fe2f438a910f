import type { SyncState } from '../../sdk/generated.ts'
import { FilterSelect } from '../lists/filter-select.tsx'
import type { ListState } from '../lists/use-list.ts'
import { stateWords } from './sync-words.ts'

const options = Object.entries(stateWords).map(([value, { label }]) => ({ value, label }))

const known: Readonly<Record<SyncState, unknown>> = { ...stateWords, APPLIED: undefined }

/** The states in the URL of a list; undefined for all. */
export function syncStatesOf(list: ListState): readonly SyncState[] | undefined {
  const states = list.known('sync', known)
  return states.length > 0 ? states : undefined
}

interface Props {
  readonly list: ListState
  readonly clusters: readonly { readonly link: { readonly kind: string } }[]
}

/** Filters a list by what its clusters do not have as it is here; hidden where nothing stands behind them. */
export function SyncFilter({ list, clusters }: Props) {
  if (clusters.every(({ link }) => link.kind === 'NONE')) return null
  return <FilterSelect list={list} name="sync" label="On the cluster" usual="On the cluster or not" options={options} />
}
