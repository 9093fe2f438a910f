import { useLocation } from 'wouter'
import { useKept } from '../kept/use-kept.ts'

/** Whether times are shown by their distance from now, or by the calendar and the clock. */
export type TimeStyle = 'relative' | 'exact'

/** The pages that show exact times to people who have not chosen; all others show distances. */
const exactPages: ReadonlySet<string> = new Set(['/audit'])

const asStyle = (kept: unknown): TimeStyle | undefined => (kept === 'relative' || kept === 'exact' ? kept : undefined)

/** How times are shown: as the person has chosen, or as is usual on this page. */
export function useTimeStyle() {
  const [path] = useLocation()
  const [kept, keep] = useKept('times', asStyle)
  const usual: TimeStyle = exactPages.has(path) ? 'exact' : 'relative'
  return [kept ?? usual, keep] as const
}
