import type { ErrorCode as GatewayErrorCode } from './generated.ts'
import type { Signal } from './platform.ts'

/** Why no answer of the gateway arrived. */
export type ClientErrorCode =
  /** The `signal` of the call said so. */
  | 'ABORTED'
  /** Something answered, but not as a gateway does: the address may be wrong. */
  | 'BAD_RESPONSE'
  /** The gateway was not reached, or the connection broke. */
  | 'NETWORK'
  /** No whole answer within `timeoutMs`. */
  | 'TIMEOUT'
  /** Something before the gateway answered 502, 503 or 504 in its place; also a code of the gateway’s own. */
  | 'UNAVAILABLE'

/** Every reason a call can fail for: those of the gateway, and those of the way to it. */
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
  /** The version that the thing has now. */
  readonly currentVersion?: number
  /** The token that was put in the place of the one that was to be rotated. */
  readonly successorId?: string
  readonly retryAfterSeconds?: number
  /** RIGHTS_GREW where the session was ended because its person’s groups grant more: sign in again. */
  readonly sessionEndReason?: string
}

interface Circumstances extends Omit<ErrorDetails, 'retryAfterSeconds'> {
  readonly requestId?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly status?: number
  readonly errors?: readonly GatewayError[]
  readonly cause?: unknown
}

/** What every failed call is thrown as. It holds nothing of what was sent: no variable, no token. */
export class ClustergateError extends Error {
  override readonly name = 'ClustergateError'
  readonly field: string | undefined
  /** Finds the request in the gateway's log. */
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly permission: string | undefined
  readonly missingPermissions: readonly string[] | undefined
  readonly wouldBeGrantedBy: readonly string[] | undefined
  readonly currentVersion: number | undefined
  readonly successorId: string | undefined
  /** Why the session was ended, where that is told: RIGHTS_GREW. */
  readonly sessionEndReason: string | undefined
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined
  /** All errors of the answer; this one is the first of them. */
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
    this.currentVersion = circumstances.currentVersion
    this.successorId = circumstances.successorId
    this.sessionEndReason = circumstances.sessionEndReason
    this.status = circumstances.status
    this.errors = circumstances.errors ?? []
  }
}

/** `field` names the option of the SDK, or the variable, that is at fault. */
export const badInput = (field: string, message: string) => new ClustergateError('BAD_INPUT', message, { field })

export const aborted = (signal: Signal | undefined) =>
  new ClustergateError('ABORTED', 'The call was aborted.', { cause: signal?.reason })
