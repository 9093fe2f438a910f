import { useRef } from 'react'
import type { Selection } from './use-selection.ts'

/** Chooses the row at a place; with `isRange`, all from the place that was chosen before it, as shift does elsewhere. */
export function useRange<Row extends { readonly id: string }>(
  selection: Selection<Row> | undefined,
  rows: readonly Row[],
) {
  const last = useRef<string>(undefined)
  return (at: number, isChosen: boolean, isRange: boolean): void => {
    const before = rows.findIndex(({ id }) => id === last.current)
    const from = isRange && before >= 0 ? before : at
    selection?.choose(rows.slice(Math.min(from, at), Math.max(from, at) + 1), isChosen)
    last.current = rows[at]?.id
  }
}
