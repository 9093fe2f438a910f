import { useCallback, useEffect, useMemo } from 'react'
import { useQuery } from 'urql'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { onReadAgain } from './read-again.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { useRetry } from './use-retry.ts'

export interface Read<Data> {
  /** The last data, also while newer data is loading. */
  readonly data: Data | undefined
  readonly refusal: Refusal | undefined
  /** Whether the first data is still loading. */
  readonly isLoading: boolean
  readonly again: () => void
}

interface ReadOptions {
  /** The types whose mutations refresh this query, also while its list is empty: `['User']`. */
  readonly of: readonly string[]
  readonly pause?: boolean
}

/**
 * A query: shows cached data at once, refreshes after each mutation of one of the types, and is sent again where it
 * failed for a reason that goes away by itself.
 */
export function useRead<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { of, pause = false }: ReadOptions,
): Read<Data> {
  const types = of.join()
  const context = useMemo(() => ({ additionalTypenames: types.split(',') }), [types])
  const [{ data, error, fetching, stale }, execute] = useQuery<Data>({
    query: document.toString(),
    variables: variables as object,
    requestPolicy: 'cache-and-network',
    context,
    pause,
  })
  const again = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  useEffect(() => (pause ? undefined : onReadAgain(again)), [again, pause])
  useRetry(error, fetching || stale, again)
  return {
    data,
    refusal: error && refusalOf(error),
    isLoading: fetching && data === undefined,
    again,
  }
}
