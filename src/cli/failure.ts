import type { ClustergateError, ErrorCode } from '../sdk/index.ts'
import { exportedToken } from './connection.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { harmless, harmlessLines } from './harmless.ts'

/** What went wrong and what to do next, for a person, with how the command ends. */
export interface Failure {
  readonly sentence: string
  readonly exitCode: ExitCode
}

/** `signIn` is the command that signs in where it was asked. Undefined for an error that is neither the command line's own nor the SDK's. */
export function describeFailure(
  error: unknown,
  environment: NodeJS.ProcessEnv,
  signIn = 'clustergate auth login',
): Failure | undefined {
  if (error instanceof CommandError) return { sentence: harmlessLines(error.message), exitCode: error.exitCode }
  if (!isClustergateError(error)) return undefined
  const { code, field, requestId } = error
  const facts = [field ? `${code} at ${field}` : code, ...(requestId ? [`request ${requestId}`] : [])].join(', ')
  return {
    sentence: harmless(`${sentenceFor(error, environment, signIn)} (${facts})`),
    exitCode: endings[code] ?? exitCodes.failed,
  }
}

/** By its form, so that the SDK is loaded only by what uses it. */
function isClustergateError(error: unknown): error is ClustergateError {
  return error instanceof Error && error.name === 'ClustergateError' && 'requestId' in error
}

/** The codes that end a command otherwise than refused or failed. */
const endings: Partial<Record<ErrorCode, ExitCode>> = {
  BAD_INPUT: exitCodes.wrongUsage,
  UNAUTHENTICATED: exitCodes.notSignedIn,
  NOT_FOUND: exitCodes.notFound,
  NETWORK: exitCodes.unreachable,
  TIMEOUT: exitCodes.unreachable,
  UNAVAILABLE: exitCodes.unreachable,
  BAD_RESPONSE: exitCodes.unreachable,
}

type Explain = (error: ClustergateError, environment: NodeJS.ProcessEnv) => string | undefined

function sentenceFor(error: ClustergateError, environment: NodeJS.ProcessEnv, signIn: string): string {
  const { code, message } = error
  if (code === 'UNAUTHENTICATED') return signInAgain(environment, signIn)
  const explained = explanations[code]?.(error, environment)
  if (explained !== undefined) return explained
  const next = nextSteps[code]
  return next ? `${message} ${next}` : message
}

/** What to do next, where that depends on more than the code; undefined where the code says it all. */
const explanations: Partial<Record<ErrorCode, Explain>> = {
  FORBIDDEN({ message, permission, missingPermissions, wouldBeGrantedBy = [] }, environment) {
    // A group that one may not give: the message says what it grants, and to be put into one is no remedy.
    if (missingPermissions) return message
    // A token is in no group.
    if (permission && exportedToken(environment)?.startsWith('cgm_'))
      return `The token in CLUSTERGATE_TOKEN lacks ${permission}; clustergate management create --permission makes another.`
    return wouldBeGrantedBy.length > 0 ? `${message} Ask an Admin to put you into one.` : undefined
  },
  BAD_INPUT({ message, field = '' }, environment) {
    if (/(^|\.)permissions?(\.\d+)?$/.test(field))
      return `${message} clustergate group get admin lists the permissions.`
    return field === 'token' && exportedToken(environment) ? `${message} Set CLUSTERGATE_TOKEN anew.` : undefined
  },
  RATE_LIMITED({ message, retryAfterSeconds }) {
    if (retryAfterSeconds === undefined || message.includes(String(retryAfterSeconds))) return undefined
    return `${message} Try again in ${retryAfterSeconds} s.`
  },
  // What came instead of an answer is described where it was seen.
  NETWORK: ({ cause }) =>
    Object(cause).name === 'Unreachable'
      ? (cause as Error).message
      : 'The connection broke before the answer was whole. Try again.',
}

const signInAgain = (environment: NodeJS.ProcessEnv, signIn: string): string =>
  exportedToken(environment)
    ? 'The token in CLUSTERGATE_TOKEN is not valid here, has expired or was revoked; set another, or unset it and run clustergate auth login.'
    : `Your session ended; run ${signIn}.`

const nextSteps: Partial<Record<ErrorCode, string>> = {
  INVALID_CREDENTIALS: '--account names the account.',
  STALE_VERSION: 'Then run the command again.',
  LAST_ADMIN: 'Make somebody else an Admin first: clustergate user groups set.',
  INTERNAL: 'Tell whoever runs the gateway.',
  TIMEOUT: 'Try again, or give it longer with --timeout.',
  UNAVAILABLE: 'Try again in a moment.',
  BAD_RESPONSE: 'Give the address of the gateway with --url, CLUSTERGATE_URL or a profile.',
}
