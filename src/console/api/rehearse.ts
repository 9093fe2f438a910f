import type { DryRun, DryRunOutcome } from '../../sdk/dry-run.ts'
import type { TypedDocumentString } from '../../sdk/generated.ts'
import { withoutCache } from './client.ts'
import { Refusal, refusalOf } from './refusal.ts'

/**
 * Asks what a mutation would do, by its own document, and does nothing. Past the cache: the answer shows what is not so.
 * Throws Refusal.
 */
export async function rehearse<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<DryRunOutcome> {
  const text = document.toString().replace(operationHead, '$& @dryRun ')
  const { error, extensions } = await withoutCache(text, variables as object)
  if (error) throw refusalOf(error)
  const told: DryRun = extensions?.['dryRun'] ?? {}
  const [outcome] = Object.values(told)
  if (!outcome) throw new Refusal('The gateway told nothing of it.', 'NO_ANSWER')
  return outcome
}

/** The keyword of a mutation with its name and its variables. */
const operationHead = /\bmutation\s+\w+\s*(\([^)]*\))?/
