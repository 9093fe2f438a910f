import { type Exchange, makeOperation, type Operation } from 'urql'
import { fromArray, makeSubject, map, merge, mergeMap, pipe } from 'wonka'

interface UnderWay {
  readonly operation: Operation
  /** Whether a mutation was answered since it was sent, so that it may have been read before the change. */
  isOutdated: boolean
}

/**
 * Keeps a list that was read before a change from being shown as what is there after it. A query that is under way when a
 * mutation is answered is sent once more when its own answer has come: the cache refreshes only what was answered already.
 * Of two requests for the same, which may be answered in either order, the former is given up.
 */
export const newestAnswerExchange: Exchange = ({ forward }) => {
  const underWay = new Map<number, UnderWay>()
  const onceMore = makeSubject<Operation>()

  /** What is sent for an operation: before a query, the end of the same one under way. */
  const sent = (operation: Operation): Operation[] => {
    const former = underWay.get(operation.key)
    if (operation.kind === 'teardown') underWay.delete(operation.key)
    if (operation.kind !== 'query') return [operation]
    underWay.set(operation.key, { operation, isOutdated: false })
    return former ? [makeOperation('teardown', former.operation), operation] : [operation]
  }

  return (operations) =>
    pipe(
      merge([
        pipe(
          operations,
          mergeMap((operation) => fromArray(sent(operation))),
        ),
        onceMore.source,
      ]),
      forward,
      map((result) => {
        const { kind, key, context } = result.operation
        // A rehearsal changes nothing.
        if (kind === 'mutation' && !context['isRehearsal'])
          for (const query of underWay.values()) query.isOutdated = true
        const query = underWay.get(key)
        underWay.delete(key)
        if (!query?.isOutdated) return result
        underWay.set(key, { ...query, isOutdated: false })
        onceMore.next(query.operation)
        return { ...result, stale: true }
      }),
    )
}
