import type { Rehearsing } from './dry-run.ts'
import { failed } from './exit-codes.ts'
import { ask, askWhether } from './prompt.ts'

/** The options of a command that asks before it does something; a dry run does nothing. */
export interface Forcing extends Rehearsing {
  readonly force?: boolean
}

/** The same where a script repeats the name, because it cannot be undone. */
export interface Repeated extends Rehearsing {
  readonly confirm?: string
}

/**
 * Asks for the name of what will be deleted, unless --force is given, as by a script. Throws when another name is
 * typed.
 */
export async function confirmByName(name: string, consequence: string, { force, dryRun }: Forcing): Promise<void> {
  if (force || dryRun) return
  const typed = await ask(`${consequence} Type ${JSON.stringify(name)} to go on`, needsForce)
  if (typed !== name) throw failed(`That was not ${JSON.stringify(name)}; nothing was done.`)
}

/** As `confirmByName`, for what cannot be undone: a script repeats the name, with --confirm. */
export async function confirmForGood(
  name: string,
  consequence: string,
  { confirm: confirmed, dryRun }: Repeated,
): Promise<void> {
  if (dryRun) return
  const typed = confirmed ?? (await ask(`${consequence} Type ${JSON.stringify(name)} to go on`, needsName))
  if (typed !== name) throw failed(`That was not ${JSON.stringify(name)}; nothing was done.`)
}

/** Asks yes or no, unless --force is given: for what has no name to type. Throws on no. */
export async function confirm(consequence: string, { force, dryRun }: Forcing): Promise<void> {
  if (force || dryRun) return
  if (!(await askWhether(`${consequence} Go on?`, needsForce))) throw failed('Nothing was done.')
}

const needsForce = 'There is no terminal to confirm this on; give --force to do it without being asked.'
const needsName = 'There is no terminal to confirm this on; repeat the name with --confirm.'
