import type { Client } from 'urql'
import type { DryRun, DryRunImpact, DryRunOutcome } from '../../sdk/dry-run.ts'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { rehearsed } from '../../sdk/rehearse.ts'
import { asRefusal, Refusal, refusalOf } from './refusal.ts'

/** What a mutation would do, and what it would answer. */
export interface Told<Data = unknown> {
  readonly outcome: DryRunOutcome
  readonly data: Data
}

/** Asks the gateway, by the client of the viewer, what a mutation would do. Throws Refusal. */
export type Rehearse<Data = unknown> = (client: Client) => Promise<Told<Data>>

/** The rehearsals of several mutations of one kind as one: what all of them would do. */
export const rehearseAll =
  (all: () => Promise<readonly Rehearse[]>): Rehearse =>
  async (client) => {
    const outcomes: DryRunOutcome[] = []
    for (const one of await all()) outcomes.push((await one(client)).outcome)
    const [first] = outcomes
    if (!first) throw new Refusal('There is nothing left to do.', 'NOT_FOUND')
    return { outcome: outcomes.slice(1).reduce(together, first), data: undefined }
  }

/**
 * The rehearsals of changes that are made one by one, so that some may be refused: `data` has why, in their order. Throws
 * the first refusal where none would be made.
 */
export const rehearseEach =
  (all: readonly Rehearse[]): Rehearse<readonly (Refusal | undefined)[]> =>
  async (client) => {
    const outcomes: DryRunOutcome[] = []
    const refusals: (Refusal | undefined)[] = []
    for (const one of all) {
      try {
        outcomes.push((await one(client)).outcome)
        refusals.push(undefined)
      } catch (error) {
        refusals.push(asRefusal(error))
      }
    }
    const [first] = outcomes
    if (!first) throw refusals[0] ?? new Refusal('There is nothing left to do.', 'NOT_FOUND')
    return { outcome: outcomes.slice(1).reduce(together, first), data: refusals }
  }

function together(one: DryRunOutcome, other: DryRunOutcome): DryRunOutcome {
  const sum = (count: (impact: DryRunImpact) => number | null) => {
    const [a, b] = [count(one.impact), count(other.impact)]
    return a === null || b === null ? null : a + b
  }
  return {
    events: [...one.events, ...other.events],
    mails: [...one.mails, ...other.mails],
    impact: {
      ...one.impact,
      sessionsEnded: sum(({ sessionsEnded }) => sessionsEnded),
      tokensRevoked: sum(({ tokensRevoked }) => tokensRevoked),
      invitationsRevoked: sum(({ invitationsRevoked }) => invitationsRevoked),
      membersAffected: sum(({ membersAffected }) => membersAffected),
    },
    withheld: one.withheld || other.withheld,
  }
}

/** The rehearsal of a mutation, by its own document: nothing is done, and the cache learns nothing of the answer. */
export function rehearse<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Rehearse<Data> {
  const text = rehearsed(document.toString())
  return async (client) => {
    const { error, extensions } = await client.mutation(text, variables as object, { isRehearsal: true }).toPromise()
    if (error) throw refusalOf(error)
    const told: DryRun = extensions?.['dryRun'] ?? {}
    const [outcome] = Object.values(told)
    if (!outcome) throw new Refusal('The gateway told nothing of it.', 'NO_ANSWER')
    return { outcome, data: extensions?.['rehearsedData'] as Data }
  }
}

/** A rehearsal of which only a part of the answer matters. */
export const ofAnswer =
  <Data, Part>(rehearse: Rehearse<Data>, part: (data: Data) => Part): Rehearse<Part> =>
  async (client) => {
    const { outcome, data } = await rehearse(client)
    return { outcome, data: part(data) }
  }
