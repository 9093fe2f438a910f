import type { ClustergateError, ErrorCode } from '../sdk/index.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { exportedToken } from './exported-token.ts'
import { harmless, harmlessLines } from './harmless.ts'
import { describeUnmet } from './unmet.ts'

/** An error in words for a person, in several lines where there is more to it, and the exit code of the command. */
export interface Failure {
  readonly sentence: string
  readonly exitCode: ExitCode
}

/**
 * Describes an error of the command line or of the SDK; undefined for any other. `signIn` is the command that signs in
 * again.
 */
export function describeFailure(
  error: unknown,
  environment: NodeJS.ProcessEnv,
  signIn = 'clustergate auth login',
): Failure | undefined {
  if (error instanceof CommandError) return { sentence: harmlessLines(error.message), exitCode: error.exitCode }
  if (!isClustergateError(error)) return undefined
  const { code, field, requestId } = error
  const facts = [field ? `${code} at ${field}` : code, ...(requestId ? [`request ${requestId}`] : [])].join(', ')
  const lines = [`${sentenceFor(error, environment, signIn)} (${facts})`, ...(error.unmet ?? []).map(describeUnmet)]
  return {
    sentence: lines.map(harmless).join('\n  '),
    exitCode: endings[code] ?? exitCodes.failed,
  }
}

/** Tells an error of the SDK by its shape: importing the class would load the SDK for every command. */
function isClustergateError(error: unknown): error is ClustergateError {
  return error instanceof Error && error.name === 'ClustergateError' && 'requestId' in error
}

/** The exit codes of error codes; all others end a command with 1. */
const endings: Partial<Record<ErrorCode, ExitCode>> = {
  BAD_INPUT: exitCodes.wrongUsage,
  UNAUTHENTICATED: exitCodes.notSignedIn,
  NOT_FOUND: exitCodes.notFound,
  NETWORK: exitCodes.unreachable,
  TIMEOUT: exitCodes.unreachable,
  UNAVAILABLE: exitCodes.unreachable,
  UNKNOWN_OUTCOME: exitCodes.unreachable,
  CLUSTER_UNAVAILABLE: exitCodes.unreachable,
  UNSUPPORTED: exitCodes.wrongUsage,
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

function laterAgain({ message, retryAfterSeconds }: ClustergateError): string | undefined {
  if (retryAfterSeconds === undefined || message.includes(String(retryAfterSeconds))) return undefined
  return `${message} Try again in ${retryAfterSeconds} s.`
}

/** Sentences that depend on more than the error code; undefined where the message says it all. */
const explanations: Partial<Record<ErrorCode, Explain>> = {
  FORBIDDEN({ message, permission, missingPermissions, wouldBeGrantedBy = [] }, environment) {
    // The caller may not assign the group because of what it grants; the message lists that.
    if (missingPermissions) return message
    // Advice about groups does not help: a management token belongs to none.
    if (permission && exportedToken(environment)?.startsWith('cgm_'))
      return `The token in CLUSTERGATE_TOKEN lacks ${permission}; clustergate management create --permission makes another.`
    return wouldBeGrantedBy.length > 0 ? `${message} Ask an Admin to put you into one.` : undefined
  },
  BAD_INPUT({ message, field = '' }, environment) {
    if (/(^|\.)permissions?(\.\d+)?$/.test(field))
      return `${message} clustergate group get admin lists the permissions.`
    return field === 'token' && exportedToken(environment) ? `${message} Set CLUSTERGATE_TOKEN anew.` : undefined
  },
  // An answer was lost, and the request was repeated under the same key.
  IDEMPOTENCY_KEY_REUSED: ({ resourceId }) =>
    resourceId && lostSecrets[resourceId.replace(/_[^_]*$/, '')]?.(resourceId),
  // Run again, the command has another key.
  UNKNOWN_OUTCOME: () =>
    'The store of the gateway did not say whether the change was made. Look before you run the command again.',
  RATE_LIMITED: laterAgain,
  CLUSTER_UNAVAILABLE: laterAgain,
  // `Unreachable` already explains the cause in words.
  NETWORK: ({ cause }) =>
    Object(cause).name === 'Unreachable'
      ? (cause as Error).message
      : 'The connection broke before the answer was whole. Try again.',
}

/** What to do about a token that was made although the answer with its secret was lost, by the kind in its id. */
const lostSecrets: Readonly<Record<string, (id: string) => string>> = {
  database_token: (id) =>
    `The token was made, but its secret was lost on the way here. clustergate token rotate ${id} --overlap 0s makes another secret; clustergate token revoke ${id} ends the token.`,
  management_token: (id) =>
    `The token was made, but its secret was lost on the way here. Revoke it with clustergate management revoke ${id}, and create another.`,
}

const signInAgain = (environment: NodeJS.ProcessEnv, signIn: string): string =>
  exportedToken(environment)
    ? 'The token in CLUSTERGATE_TOKEN is not valid here, has expired or was revoked; set another, or unset it and run clustergate auth login.'
    : `Your session ended; run ${signIn}.`

const nextSteps: Partial<Record<ErrorCode, string>> = {
  INVALID_CREDENTIALS: '--account names the account.',
  STALE_VERSION: 'Then run the command again.',
  LAST_ADMIN: 'Make somebody else an Admin first: clustergate user groups set.',
  INTERNAL: 'Tell the operator of the gateway.',
  UNSUPPORTED: 'clustergate cluster get tells what a cluster can do.',
  TIMEOUT: 'Try again, or give it longer with --timeout.',
  UNAVAILABLE: 'Try again in a moment.',
  BAD_RESPONSE: 'Give the address of the gateway with --url, CLUSTERGATE_URL or a profile.',
}
