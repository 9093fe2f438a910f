import { useCallback } from 'react'
import { useMutation } from 'urql'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { refusalOf } from './refusal.ts'

/** A mutation, to be called with its variables: answers with its data, throws Refusal, and refreshes what it touches. */
export function useChange<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  /** The types whose lists may differ afterwards, besides those in the answer: `['User']`. */
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
