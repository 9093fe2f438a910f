import { type Exchange, makeOperation, type Operation } from 'urql'
import { fromArray, mergeMap, pipe, tap } from 'wonka'

/**
 * Shows no answer that is older than what the page knows: a query that is asked anew while it is under way is answered
 * once, by the later request; and one that is under way when a mutation is answered is asked anew, as it may have been
 * read before. The cache refreshes only queries that were answered already.
 */
export const newestAnswerExchange: Exchange = ({ client, forward }) => {
  const underWay = new Map<number, Operation>()

  /** Operations to send: before a query, the end of the same query under way. */
  const sent = (operation: Operation): Operation[] => {
    const former = underWay.get(operation.key)
    if (operation.kind === 'teardown') underWay.delete(operation.key)
    if (operation.kind !== 'query') return [operation]
    underWay.set(operation.key, operation)
    return former ? [makeOperation('teardown', former), operation] : [operation]
  }

  return (operations) =>
    pipe(
      operations,
      mergeMap((operation) => fromArray(sent(operation))),
      forward,
      tap(({ operation }) => {
        underWay.delete(operation.key)
        if (operation.kind !== 'mutation') return
        for (const query of underWay.values())
          client.reexecuteOperation(makeOperation('query', query, { ...query.context, requestPolicy: 'network-only' }))
      }),
    )
}
