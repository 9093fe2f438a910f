import { ClustergateError } from './error.ts'
import type { CallOptions, Given, ListOptions, ListVariables, NodeOf, OperationDocument, Page, Send } from './method.ts'

/**
 * All nodes of a connection; each page is requested when iteration reaches it. Throws NOT_FOUND when the list is null.
 */
export async function* nodesOf<Result, Variables>(
  send: Send,
  document: OperationDocument<Result, Variables>,
  ...[variables, { pageSize = 100, signal } = {}]: Given<ListVariables<Variables>, ListOptions>
): AsyncGenerator<NodeOf<Result>, void, undefined> {
  const ask = send as (document: unknown, variables: object, options: CallOptions) => Promise<Result>
  for (let after: string | undefined; ; ) {
    const answer = await ask(document, { ...variables, first: pageSize, after }, { signal })
    const page = pageIn(answer)
    if (!page) throw new ClustergateError('NOT_FOUND', 'What this list belongs to does not exist, or is not visible.')
    yield* page.nodes as NodeOf<Result>[]
    const { hasNextPage, endCursor } = page.pageInfo
    if (!hasNextPage) return
    if (!endCursor || endCursor === after) {
      throw new ClustergateError('BAD_RESPONSE', 'The gateway says that there is more, but not where.')
    }
    after = endCursor
  }
}

function pageIn(value: unknown): Page<unknown> | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  if ('nodes' in value && 'pageInfo' in value) return value as Page<unknown>
  for (const inner of Object.values(value)) {
    const page = pageIn(inner)
    if (page) return page
  }
  return undefined
}
