import type { CombinedError } from 'urql'
import type { ErrorCode } from '../../sdk/generated.ts'

/** An error answer of the gateway, in its own words. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    message: string,
    readonly code: ErrorCode | 'NO_ANSWER',
    /** The path of the argument at fault, as in `input.email`. */
    readonly field?: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

/** The first error of an answer; NO_ANSWER when there was none. */
export function refusalOf(error: CombinedError): Refusal {
  const first = error.graphQLErrors[0]
  if (!first) return new Refusal('The gateway did not answer. Try again in a moment.', 'NO_ANSWER')
  const { code, field, ...details } = first.extensions as { code: ErrorCode; field?: string }
  return new Refusal(first.message, code, field, details)
}

/** The error as a Refusal. Throws any other error, which is a fault of the console itself. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}

export const hasCode = (error: CombinedError, code: ErrorCode): boolean =>
  error.graphQLErrors.some(({ extensions }) => extensions['code'] === code)
