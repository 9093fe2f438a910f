import { useCallback } from 'react'
import { useMutation } from 'urql'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { refusalOf } from './refusal.ts'

/**
 * A mutation as a function of its variables: returns its data, throws Refusal, and refreshes the queries it affects.
 */
export function useChange<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  /** The types whose queries are refreshed, besides those in the answer: `['User']`. */
  touches: readonly string[],
): (variables: Variables) => Promise<Data> {
  const [, execute] = useMutation<Data>(document.toString())
  const types = touches.join()
  return useCallback(
    async (variables) => {
      const { data, error } = await execute(variables as object, { additionalTypenames: types.split(',') })
      if (error) throw refusalOf(error)
      return data as Data
    },
    [execute, types],
  )
}
