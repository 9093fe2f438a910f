import type { DryRun, DryRunOutcome } from '../../src/sdk/dry-run.ts'
import type { Answer, Client } from '../gateway.ts'

/** The same mutation as a rehearsal. */
export const rehearsalOf = (document: string): string => document.replace(' {', ' @dryRun {')

/** What an answer tells of its rehearsals; undefined where it has none. */
export const dryRunOf = ({ text }: Answer): DryRun | undefined => JSON.parse(text).extensions?.dryRun

/** Rehearses a mutation that must be allowed, and gives what it would do. */
export async function rehearse(client: Client, document: string, variables: object = {}): Promise<DryRunOutcome> {
  const answer = await client.send(rehearsalOf(document), variables)
  const [error] = answer.errors
  if (error) throw new Error(`${error.extensions.code}: ${error.message}`)
  const [told, ...others] = Object.values(dryRunOf(answer) ?? {})
  if (!told || others.length > 0) throw new Error(`Not one rehearsal is told: ${answer.text}`)
  return told
}
