import { useKept } from '../kept/use-kept.ts'

const asId = (kept: unknown): string | undefined => (typeof kept === 'string' ? kept : undefined)

/**
 * The cluster that a form for something new begins with: the one on which the person last created something, or the only
 * one; empty where they have to choose. What was kept counts only while it is one of these clusters.
 */
export function useLastCluster(clusters: readonly { readonly id: string }[]) {
  const [kept, keep] = useKept('cluster', asId)
  const last = clusters.find(({ id }) => id === kept)?.id
  const only = clusters.length === 1 ? clusters[0]?.id : undefined
  return [last ?? only ?? '', keep] as const
}
