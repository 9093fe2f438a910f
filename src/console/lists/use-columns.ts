import { useKept } from '../kept/use-kept.ts'
import type { Column } from './column.ts'

const choicesMax = 100

/** What a person has chosen of columns; undefined for anything else that lies in the browser. */
const asChoices = (kept: unknown): readonly string[] | undefined =>
  Array.isArray(kept) && kept.length <= choicesMax && kept.every((choice) => typeof choice === 'string')
    ? kept
    : undefined

const hidden = (key: string): string => `-${key}`

/**
 * The columns of a list that are shown, and how to choose others, which is kept for the person and the list: a key for a
 * column that is shown, `-key` for one that is not. A column of which nothing is kept is shown as usual, and what is kept of
 * one stays while the list does not have it.
 */
export function useColumns<Row>(label: string, columns: readonly Column<Row>[]) {
  const [kept, keep] = useKept(`columns:${label}`, asChoices)
  const isShown = ({ key, isFixed, isOffAtFirst }: Column<Row>) =>
    isFixed === true || kept?.includes(key) === true || (isOffAtFirst !== true && kept?.includes(hidden(key)) !== true)
  const choose = (keys: readonly string[] | null) => {
    if (keys === null) return keep(null)
    const here = columns.filter(({ isFixed }) => !isFixed).map(({ key }) => key)
    const elsewhere = kept?.filter((choice) => here.every((key) => choice !== key && choice !== hidden(key))) ?? []
    keep([...elsewhere, ...here.map((key) => (keys.includes(key) ? key : hidden(key)))])
  }
  return { shown: columns.filter(isShown), choose, isChosen: kept !== undefined }
}
