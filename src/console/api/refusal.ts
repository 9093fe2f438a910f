import type { CombinedError } from 'urql'
import type { ErrorCode } from '../../sdk/generated.ts'

/** Why something was refused, in the server's words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    message: string,
    readonly code: ErrorCode | 'NO_ANSWER',
    /** The path into the arguments when one of them is at fault: `input.email`. */
    readonly field?: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

/** The first thing that the server says; NO_ANSWER when it says nothing. */
export function refusalOf(error: CombinedError): Refusal {
  const first = error.graphQLErrors[0]
  if (!first) return new Refusal('The gateway did not answer. Try again in a moment.', 'NO_ANSWER')
  const { code, field, ...details } = first.extensions as { code: ErrorCode; field?: string }
  return new Refusal(first.message, code, field, details)
}

/** Lets through what is no refusal: that is a fault of the console's own. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

export const hasCode = (error: CombinedError, code: ErrorCode): boolean =>
  error.graphQLErrors.some(({ extensions }) => extensions['code'] === code)
