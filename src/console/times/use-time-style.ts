import { useKept } from '../kept/use-kept.ts'

/** Whether times are shown by their distance from now, or by the calendar and the clock. */
export type TimeStyle = 'relative' | 'exact'

const asStyle = (kept: unknown): TimeStyle | undefined => (kept === 'relative' || kept === 'exact' ? kept : undefined)

/** How the person wants times to be shown; `usual` until they have chosen. */
export function useTimeStyle(usual: TimeStyle = 'relative') {
  const [kept, keep] = useKept('times', asStyle)
  return [kept ?? usual, keep] as const
}
