import { useEffect, useState } from 'react'
import { ReachOfUserDocument, type ReachOfUserQuery, WhoReachesDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'

/** How many people are drawn: what each of them may do is a question of its own to the gateway. */
const drawn = 6

type Group = NonNullable<ReachOfUserQuery['sees']>['grantedBy'][number]

/** A group through which people reach a database, with the most that it allows them there. */
export interface ReachingGroup {
  readonly id: string
  readonly name: string
  readonly verb: 'sees' | 'makes tokens' | 'manages'
}

export interface ReachingPerson {
  readonly id: string
  readonly name: string
  readonly groupIds: readonly string[]
}

export interface PeopleReach {
  readonly people: readonly ReachingPerson[]
  readonly groups: readonly ReachingGroup[]
  /** How many people there are besides those that are drawn. */
  readonly others: number
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
  const { changing, seeing } = await ask(WhoReachesDocument, { databaseId, first: drawn })
  // Who may change it matters most.
  const named = new Map([...(changing?.nodes ?? []), ...(seeing?.nodes ?? [])].map((person) => [person.id, person]))
  const people = [...named.values()].slice(0, drawn)
  const ways = await Promise.all(people.map(({ id }) => ask(ReachOfUserDocument, { userId: id, databaseId })))
  const groups = new Map<string, ReachingGroup>()
  const note = (granting: readonly Group[] | undefined, verb: ReachingGroup['verb']) => {
    for (const { id, name } of granting ?? []) groups.set(id, { id, name, verb })
  }
  for (const way of ways) note(way.sees?.grantedBy, 'sees')
  for (const way of ways) note(way.makesTokens?.grantedBy, 'makes tokens')
  for (const way of ways) note(way.changes?.grantedBy, 'manages')
  return {
    people: people.map(({ id, name }, at) => ({ id, name, groupIds: groupIdsOf(ways[at]) })),
    groups: [...groups.values()],
    others: Math.max((seeing?.totalCount ?? 0) - people.length, 0),
  }
}

const groupIdsOf = (way: ReachOfUserQuery | undefined): readonly string[] => [
  ...new Set(
    [way?.sees, way?.makesTokens, way?.changes].flatMap((decision) => decision?.grantedBy.map(({ id }) => id) ?? []),
  ),
]
