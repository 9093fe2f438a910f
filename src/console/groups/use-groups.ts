import { GroupsDocument, type GroupsQuery } from '../../sdk/generated.ts'
import { type Read, useRead } from '../api/use-read.ts'

export type Group = NonNullable<GroupsQuery['groups']>['nodes'][number]

const pageSize = 100

/** All groups of the account: 100 of its own and the built-in ones, which are more than a page holds. */
export function useGroups({ pause = false } = {}): Read<readonly Group[]> {
  const first = useRead(GroupsDocument, { first: pageSize }, { of: ['Group'], pause })
  const end = first.data?.groups?.pageInfo
  const hasMore = end?.hasNextPage === true
  const second = useRead(
    GroupsDocument,
    { first: pageSize, after: end?.endCursor ?? null },
    { of: ['Group'], pause: pause || !hasMore },
  )
  const nodes = first.data?.groups?.nodes
  const more = hasMore ? second.data?.groups?.nodes : []
  return {
    data: nodes && more && [...nodes, ...more],
    refusal: first.refusal ?? second.refusal,
    isLoading: first.isLoading || second.isLoading,
    again: () => {
      first.again()
      if (hasMore) second.again()
    },
  }
}
