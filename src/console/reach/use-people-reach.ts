import { useEffect, useState } from 'react'
import {
  GroupGrantsDocument,
  ReachOfUserDocument,
  type ReachOfUserQuery,
  WhoReachesDocument,
} from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import type { GrantingGroup } from './reaching-groups.ts'

/** How many people are drawn: what each of them may do is a question of its own to the gateway. */
const drawn = 6

export interface ReachingPerson {
  readonly id: string
  readonly name: string
  readonly groupIds: readonly string[]
}

export interface PeopleReach {
  readonly people: readonly ReachingPerson[]
  /** How many people there are besides those that are drawn. */
  readonly others: number
  /** All groups of the account, whether they reach the database or not. */
  readonly groups: readonly GrantingGroup[]
}

interface State {
  readonly reach?: PeopleReach
  readonly refusal?: Refusal
}

/** Some of the people who may see a database, and by which groups; asked for once. Nothing while it is not wanted. */
export function usePeopleReach(databaseId: string, isWanted: boolean): State {
  const [state, setState] = useState<State>({})
  useEffect(() => {
    if (!isWanted) return undefined
    let isCurrent = true
    read(databaseId)
      .then((reach) => isCurrent && setState({ reach }))
      .catch((error: unknown) => isCurrent && setState({ refusal: asRefusal(error) }))
    return () => {
      isCurrent = false
    }
  }, [databaseId, isWanted])
  return state
}

async function read(databaseId: string): Promise<PeopleReach> {
  const [{ changing, seeing }, groups] = await Promise.all([
    ask(WhoReachesDocument, { databaseId, first: drawn }),
    readGroups(),
  ])
  // Who may change it matters most.
  const named = new Map([...(changing?.nodes ?? []), ...(seeing?.nodes ?? [])].map((person) => [person.id, person]))
  const people = [...named.values()].slice(0, drawn)
  const ways = await Promise.all(people.map(({ id }) => ask(ReachOfUserDocument, { userId: id, databaseId })))
  return {
    people: people.map(({ id, name }, at) => ({ id, name, groupIds: groupIdsOf(ways[at]) })),
    others: Math.max((seeing?.totalCount ?? 0) - people.length, 0),
    groups,
  }
}

const groupIdsOf = (way: ReachOfUserQuery | undefined): readonly string[] => [
  ...new Set(
    [way?.sees, way?.makesTokens, way?.changes].flatMap((decision) => decision?.grantedBy.map(({ id }) => id) ?? []),
  ),
]

/** An account has two pages of them at most. */
async function readGroups(after: string | null = null): Promise<readonly GrantingGroup[]> {
  const { groups } = await ask(GroupGrantsDocument, { first: 100, after })
  if (!groups) return []
  const { hasNextPage, endCursor } = groups.pageInfo
  return [...groups.nodes, ...(hasNextPage ? await readGroups(endCursor) : [])]
}
