import { useKept } from '../kept/use-kept.ts'
import type { Column } from './column.ts'

const keysMax = 100

/** The keys of the columns that a person has chosen; undefined for anything else that lies in the browser. */
const asKeys = (kept: unknown): readonly string[] | undefined =>
  Array.isArray(kept) && kept.length <= keysMax && kept.every((key) => typeof key === 'string') ? kept : undefined

/** The columns of a list that are shown, and how to choose others, which is kept for the person and the list. */
export function useColumns<Row>(label: string, columns: readonly Column<Row>[]) {
  const [kept, keep] = useKept(`columns:${label}`, asKeys)
  const isShown = ({ key, isFixed, isOffAtFirst }: Column<Row>) =>
    isFixed === true || (kept ? kept.includes(key) : isOffAtFirst !== true)
  return { shown: columns.filter(isShown), choose: keep, isChosen: kept !== undefined }
}
