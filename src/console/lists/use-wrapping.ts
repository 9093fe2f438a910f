import { useKept } from '../kept/use-kept.ts'

const asChoice = (kept: unknown): boolean | undefined => (typeof kept === 'boolean' ? kept : undefined)

/** Whether the cells of lists show all that they hold, on as many lines as it takes; kept for the person. */
export function useWrapping(): readonly [isWrapped: boolean, choose: (isWrapped: boolean) => void] {
  const [kept, keep] = useKept('wrap-cells', asChoice)
  return [kept === true, keep]
}
