import { failed, wrongUsage } from './exit-codes.ts'
import { harmless } from './harmless.ts'
import { isAttended } from './streams.ts'

/** Asks on the terminal, as standard output may be going elsewhere. Throws wrong usage, with `instead`, without one. */
export async function ask(message: string, instead: string): Promise<string> {
  const { text, isCancel } = await prompts(instead)
  const answer = await text({ message: harmless(message), output: process.stderr, validate: required })
  if (isCancel(answer)) throw cancelled()
  return answer
}

/** As `ask`, without an echo. */
export async function askSecret(message: string, instead: string): Promise<string> {
  const { password, isCancel } = await prompts(instead)
  const answer = await password({ message: harmless(message), mask: '', output: process.stderr, validate: required })
  if (isCancel(answer)) throw cancelled()
  return answer
}

/** Yes or no; no is where the cursor stands. */
export async function askWhether(message: string, instead: string): Promise<boolean> {
  const { confirm, isCancel } = await prompts(instead)
  const answer = await confirm({ message: harmless(message), initialValue: false, output: process.stderr })
  if (isCancel(answer)) throw cancelled()
  return answer
}

function prompts(instead: string) {
  if (!isAttended()) throw wrongUsage(instead)
  return import('@clack/prompts')
}

const required = (answer: string | undefined) => (answer ? undefined : 'This is needed.')

const cancelled = () => failed('Nothing was done.')
