import { failed, wrongUsage } from './exit-codes.ts'
import { harmless } from './harmless.ts'
import { isAttended } from './streams.ts'

/**
 * Asks a question on standard error, as standard output may be redirected. Without a terminal, throws wrong usage with
 * `instead`.
 */
export const ask = (message: string, instead: string): Promise<string> =>
  answered<string>(instead, ({ text }, terminal) =>
    text({ message: harmless(message), validate: required, ...terminal }),
  )

/** As `ask`, without echoing what is typed. */
export const askSecret = (message: string, instead: string): Promise<string> =>
  answered<string>(instead, ({ password }, terminal) =>
    password({ message: harmless(message), mask: '', validate: required, ...terminal }),
  )

/** As `ask`, for yes or no; the default is no. */
export const askWhether = (message: string, instead: string): Promise<boolean> =>
  answered<boolean>(instead, ({ confirm }, terminal) =>
    confirm({ message: harmless(message), initialValue: false, ...terminal }),
  )

type Prompts = typeof import('@clack/prompts')

interface Terminal {
  readonly output: NodeJS.WriteStream
  readonly signal: AbortSignal
}

/**
 * The answer to a prompt. Ctrl-C, Ctrl-D, Escape, a closed terminal and a signal all cancel it: the cursor is shown
 * again, and the command fails with nothing done.
 */
async function answered<Answer>(
  instead: string,
  put: (prompts: Prompts, terminal: Terminal) => Promise<Answer | symbol>,
): Promise<Answer> {
  if (!isAttended()) throw wrongUsage(instead)
  const prompts = await import('@clack/prompts')
  // Otherwise Ctrl-D closes the input, and the prompt waits forever.
  prompts.updateSettings({ aliases: { '\u0004': 'cancel' } })
  const ending = new AbortController()
  const end = () => ending.abort()
  process.stdin.once('end', end).once('close', end).once('error', end)
  for (const signal of signals) process.once(signal, end)
  try {
    const answer = await put(prompts, { output: measured(process.stderr), signal: ending.signal })
    if (typeof answer !== 'symbol') return answer
  } finally {
    process.stdin.off('end', end).off('close', end).off('error', end)
    for (const signal of signals) process.off(signal, end)
  }
  throw failed('Nothing was done.')
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The terminal, with a usual size where it reports 0 columns and rows, for which the prompts would draw nothing. */
function measured(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  terminal.columns ||= 80
  terminal.rows ||= 24
  return terminal
}

const required = (answer: string | undefined) => (answer ? undefined : 'This is needed.')
