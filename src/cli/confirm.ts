import { failed } from './exit-codes.ts'
import { ask, askWhether } from './prompt.ts'

/** Lets somebody at a terminal type the name of what goes; a script says --force. Throws when it is not to go. */
export async function confirmByName(name: string, consequence: string, force: boolean | undefined): Promise<void> {
  if (force) return
  const typed = await ask(`${consequence} Type ${JSON.stringify(name)} to go on`, needsForce)
  if (typed !== name) throw failed(`That was not ${JSON.stringify(name)}; nothing was done.`)
}

/** As `confirmByName`, for what has no name that one could mistake. */
export async function confirm(consequence: string, force: boolean | undefined): Promise<void> {
  if (force) return
  if (!(await askWhether(`${consequence} Go on?`, needsForce))) throw failed('Nothing was done.')
}

const needsForce = 'There is no terminal to confirm this on; give --force to do it without being asked.'
