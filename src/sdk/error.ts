import type { ErrorCode as GatewayErrorCode } from './generated.ts'
import type { Signal } from './platform.ts'

/** The codes of errors that the SDK raises itself, when no answer of the gateway arrived. */
export type ClientErrorCode =
  /** The `signal` of the call was aborted. */
  | 'ABORTED'
  /** The response is not that of a gateway: the URL may be wrong. */
  | 'BAD_RESPONSE'
  /** The gateway could not be reached, or the connection broke. */
  | 'NETWORK'
  /** No complete response within `timeoutMs`. */
  | 'TIMEOUT'
  /** A proxy answered 502, 503 or 504; also a code of the gateway itself. */
  | 'UNAVAILABLE'

/** The codes of all errors: those of the gateway, and those of the connection to it. */
export type ErrorCode = GatewayErrorCode | ClientErrorCode

/** An error as it stands in the gateway's answer. */
export interface GatewayError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: ErrorDetails & { readonly code?: GatewayErrorCode; readonly requestId?: string }
}

export interface ErrorDetails {
  /** The argument at fault, as in `input.permissions.0.databaseId`. */
  readonly field?: string
  /** The permission that is missing. */
  readonly permission?: string
  /** All permissions that are missing, where it may be several. */
  readonly missingPermissions?: readonly string[]
  /** The groups that grant it. */
  readonly wouldBeGrantedBy?: readonly string[]
  /** What keeps groups of the caller from counting that grant the permission. */
  readonly unmet?: readonly UnmetCondition[]
  /** The current version of the object. */
  readonly currentVersion?: number
  /** The token that has already replaced the one to be rotated. */
  readonly successorId?: string
  readonly retryAfterSeconds?: number
  /** RIGHTS_GREW when the session was ended because the groups of its user grant more: sign in again. */
  readonly sessionEndReason?: string
  /** True when an earlier request under the same key was carried out, at `firstAt`. */
  readonly replayed?: boolean
  readonly firstAt?: string
  /** What that request made, such as the token whose secret was lost. */
  readonly resourceId?: string
}

/** A condition that keeps a group of the caller from counting for this request. */
export interface UnmetCondition {
  readonly group: { readonly id: string; readonly key: string; readonly name: string }
  /** What it is about: a value of the schema’s GroupConditionKind. */
  readonly kind: string
  readonly expected: string
  readonly actual: string
  /** What to do about it, in a sentence. */
  readonly remedy: string
}

interface Circumstances extends Omit<ErrorDetails, 'retryAfterSeconds'> {
  readonly requestId?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly status?: number
  readonly errors?: readonly GatewayError[]
  readonly cause?: unknown
}

/** The error of every failed call. It contains nothing that was sent: no variable, no token. */
export class ClustergateError extends Error {
  override readonly name = 'ClustergateError'
  readonly field: string | undefined
  /** The id of the request in the gateway's log. */
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly permission: string | undefined
  readonly missingPermissions: readonly string[] | undefined
  readonly wouldBeGrantedBy: readonly string[] | undefined
  readonly unmet: readonly UnmetCondition[] | undefined
  readonly currentVersion: number | undefined
  readonly successorId: string | undefined
  /** Why the session was ended, where the gateway says so: RIGHTS_GREW. */
  readonly sessionEndReason: string | undefined
  /** Whether the mutation was carried out before, by an earlier attempt of the same call or under the same key. */
  readonly replayed: boolean
  /** When it was carried out. */
  readonly firstAt: string | undefined
  /** What it has made: a token whose secret was lost on the way, to be rotated or revoked. */
  readonly resourceId: string | undefined
  /** The HTTP status; undefined without a response. */
  readonly status: number | undefined
  /** All errors of the response, of which this is the first. */
  readonly errors: readonly GatewayError[]

  constructor(
    readonly code: ErrorCode,
    message: string,
    circumstances: Circumstances = {},
  ) {
    super(message, 'cause' in circumstances ? { cause: circumstances.cause } : undefined)
    this.field = circumstances.field
    this.requestId = circumstances.requestId
    this.retryAfterSeconds = circumstances.retryAfterSeconds
    this.permission = circumstances.permission
    this.missingPermissions = circumstances.missingPermissions
    this.wouldBeGrantedBy = circumstances.wouldBeGrantedBy
    this.unmet = circumstances.unmet
    this.currentVersion = circumstances.currentVersion
    this.successorId = circumstances.successorId
    this.sessionEndReason = circumstances.sessionEndReason
    this.replayed = circumstances.replayed === true
    this.firstAt = circumstances.firstAt
    this.resourceId = circumstances.resourceId
    this.status = circumstances.status
    this.errors = circumstances.errors ?? []
  }
}

/** A BAD_INPUT of the SDK itself; `field` names the option or the variable at fault. */
export const badInput = (field: string, message: string) => new ClustergateError('BAD_INPUT', message, { field })

export const aborted = (signal: Signal | undefined) =>
  new ClustergateError('ABORTED', 'The call was aborted.', { cause: signal?.reason })
