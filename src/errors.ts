/** Every reason a request can be refused for; a code never changes its meaning. */
export const errorCodes = {
  UNAUTHENTICATED:
    'A credential is needed and there is none, or the one sent is invalid, expired or revoked (then with HTTP 401). `extensions.sessionEndReason` is RIGHTS_GREW where the session was ended because its person’s groups grant more.',
  FORBIDDEN:
    'The caller’s groups do not grant the permission. `extensions.permission` names it, `extensions.missingPermissions` all that are missing where a group would give more than the caller holds, `extensions.wouldBeGrantedBy` the built-in groups that grant it, `extensions.unmet` the conditions of the caller’s own groups that would grant it if they held (`group`, `kind`, `expected`, `actual`, `remedy`).',
  NOT_FOUND: 'It does not exist, or lies in another account.',
  BAD_INPUT: '`extensions.field` says which argument is at fault, the message what is allowed.',
  CONFLICT:
    'The present state does not allow it: a name is taken, a pending invitation exists, a token was rotated before (`extensions.successorId` names the token that replaced it), …',
  STALE_VERSION: '`expectedVersion` no longer matches; `extensions.currentVersion` is the version now.',
  LAST_ADMIN: 'The account would be left without an active Admin.',
  INVITATION_EXPIRED: 'The invitation has expired; ask for a new one.',
  INVITATION_REVOKED: 'The invitation was revoked.',
  INVITATION_ACCEPTED: 'The invitation was accepted before; sign in instead.',
  INVALID_CREDENTIALS: 'Sign-in failed; the answer says nothing about which part was wrong.',
  RATE_LIMITED:
    'Too many attempts, or too much at once; try again after `extensions.retryAfterSeconds`. Where nothing was begun, the HTTP status is 429 for limits of the caller and 503 where the gateway has too much to do, both with `Retry-After`.',
  UNAVAILABLE:
    'The store cannot be reached, or takes no changes (its disk is full, it is read-only); nothing was changed. Try again after `extensions.retryAfterSeconds`. Where that holds for the whole operation, the HTTP status is 503, with `Retry-After`.',
  UNKNOWN_OUTCOME:
    'The connection to the store broke while it kept a change: whether the change was made is not known. Repeated under the same `Idempotency-Key`, it is made once, and answered; without one, look first.',
  QUERY_TOO_COMPLEX: 'The document is over a limit: depth, cost, aliases, tokens, size, …',
  PERSISTED_QUERY_NOT_FOUND:
    'No document with this hash is known here: send the whole document with the hash. Clients with persisted queries do so by themselves.',
  UNSUPPORTED: 'The cluster behind cannot do it; `extensions.field` says what.',
  IDEMPOTENCY_KEY_REUSED:
    'The mutation was carried out before, under the same `Idempotency-Key`, and its answer cannot be repeated as a whole: a secret is shown once, or the answer was too large to keep. `extensions.firstAt` says when, `extensions.resourceId` names the token whose secret was shown then: rotate or revoke it.',
  CLUSTER_UNAVAILABLE:
    'The cluster behind could not be reached, or did not answer as it should; nothing was made that works, there or here. Try again after `extensions.retryAfterSeconds`.',
  INTERNAL: 'A fault of ours; `extensions.requestId` finds it in the log.',
} as const

export type ErrorCode = keyof typeof errorCodes

/** A condition of a group of the caller that does not hold, and what would make it hold. */
export interface UnmetCondition {
  readonly group: { readonly id: string; readonly key: string; readonly name: string }
  /** A value of `GroupConditionKind`. */
  readonly kind: string
  readonly expected: string
  readonly actual: string
  readonly remedy: string
}

export interface ErrorDetails {
  readonly field?: string
  readonly permission?: string
  readonly wouldBeGrantedBy?: readonly string[]
  /** All missing permissions; `permission` is the first of them. */
  readonly missingPermissions?: readonly string[]
  /** What keeps groups of the caller from counting that would grant the permission. */
  readonly unmet?: readonly UnmetCondition[]
  readonly currentVersion?: number
  /** The token that replaced the given one. */
  readonly successorId?: string
  readonly retryAfterSeconds?: number
  /** Why the session of the credential was ended, where a reason is recorded: RIGHTS_GREW. */
  readonly sessionEndReason?: string
  /** Whether an earlier request under the same key was carried out, at `firstAt`. */
  readonly replayed?: true
  readonly firstAt?: string
  /** What that request made. */
  readonly resourceId?: string
}

/** A refusal meant for the client: a code, a sentence that helps, and details as data. */
export class ClustergateError extends Error {
  override readonly name = 'ClustergateError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    // Without a stack trace: a refusal needs none, and it would cost more than the rest of a denial.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** The gateway cannot serve any caller now: it has done nothing, and the same request may succeed in a moment. */
export class Unavailable extends ClustergateError {
  constructor(message: string) {
    super('RATE_LIMITED', message, { retryAfterSeconds: 1 })
  }
}

/** The store did not say whether it kept a change. It has an audit event if it did, and none otherwise. */
export class UnknownOutcome extends ClustergateError {
  constructor(
    /** The error of the engine or the network. */
    override readonly cause: unknown,
  ) {
    super(
      'UNKNOWN_OUTCOME',
      'The store did not say whether the change was made. Look before you make it again; under the Idempotency-Key that it was sent with, it may be repeated.',
    )
  }
}

/** `field` is the path into the arguments, as in `input.permissions.0.databaseId`. */
export const badInput = (field: string, message: string) => new ClustergateError('BAD_INPUT', message, { field })

/**
 * The error for an absent resource. It says nothing about the id, so that one of another account and an invented one
 * are answered alike.
 */
export const notFound = (thing: string, field?: string) =>
  new ClustergateError('NOT_FOUND', `There is no such ${thing}.`, field ? { field } : {})

export const conflict = (message: string, field?: string, details: ErrorDetails = {}) =>
  new ClustergateError('CONFLICT', message, { ...(field && { field }), ...details })

/** `field` is the path of the argument that asks for what the cluster cannot do. */
export const unsupported = (field: string, message: string) => new ClustergateError('UNSUPPORTED', message, { field })

export const clusterUnavailable = (message: string, retryAfterSeconds: number) =>
  new ClustergateError('CLUSTER_UNAVAILABLE', message, { retryAfterSeconds })

export const isForbidden = (error: unknown): boolean => error instanceof ClustergateError && error.code === 'FORBIDDEN'

export const isConflict = (error: unknown): boolean => error instanceof ClustergateError && error.code === 'CONFLICT'

export const unauthenticated = (
  message = 'Sign in, or send a management token, to do this.',
  details: ErrorDetails = {},
) => new ClustergateError('UNAUTHENTICATED', message, details)

export const rateLimited = (
  retryAfterSeconds: number,
  message = `Too many attempts; try again in ${retryAfterSeconds} s.`,
) => new ClustergateError('RATE_LIMITED', message, { retryAfterSeconds })

/** Throws STALE_VERSION when the caller expected another version; an absent expectation always matches. */
export function expectVersion(current: number, expected: number | null | undefined): void {
  if (expected === null || expected === undefined || expected === current) return
  throw new ClustergateError('STALE_VERSION', `It has changed since: the version is now ${current}. Read it again.`, {
    currentVersion: current,
  })
}
