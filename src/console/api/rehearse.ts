import type { Client } from 'urql'
import type { DryRun, DryRunOutcome } from '../../sdk/dry-run.ts'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { rehearsed } from '../../sdk/rehearse.ts'
import { Refusal, refusalOf } from './refusal.ts'

/** Asks the gateway, by the client of the viewer, what a mutation would do. Throws Refusal. */
export type Rehearse = (client: Client) => Promise<DryRunOutcome>

/** The rehearsal of a mutation, by its own document: nothing is done, and the cache learns nothing of the answer. */
export function rehearse<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Rehearse {
  const text = rehearsed(document.toString())
  return async (client) => {
    const { error, extensions } = await client.mutation(text, variables as object, { isRehearsal: true }).toPromise()
    if (error) throw refusalOf(error)
    const told: DryRun = extensions?.['dryRun'] ?? {}
    const [outcome] = Object.values(told)
    if (!outcome) throw new Refusal('The gateway told nothing of it.', 'NO_ANSWER')
    return outcome
  }
}
