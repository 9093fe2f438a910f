import { useMemo } from 'react'
import { useQuery } from 'urql'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export interface Read<Data> {
  /** The last answer, also while a newer one is on its way. */
  readonly data: Data | undefined
  readonly refusal: Refusal | undefined
  /** Nothing is here yet. */
  readonly isLoading: boolean
  readonly again: () => void
}

interface ReadOptions {
  /** The types whose changes make the answer stale, also while it is empty: `['User']`. */
  readonly of: readonly string[]
  readonly pause?: boolean
}

/** Reads from the gateway, shows what is known at once, and asks again whenever a change touches one of the types. */
export function useRead<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { of, pause = false }: ReadOptions,
): Read<Data> {
  const types = of.join()
  const context = useMemo(() => ({ additionalTypenames: types.split(',') }), [types])
  const [{ data, error, fetching }, execute] = useQuery<Data>({
    query: document.toString(),
    variables: variables as object,
    requestPolicy: 'cache-and-network',
    context,
    pause,
  })
  return {
    data,
    refusal: error && refusalOf(error),
    isLoading: fetching && data === undefined,
    again: () => execute({ requestPolicy: 'network-only' }),
  }
}
