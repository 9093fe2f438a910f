import type { Refusal } from './refusal.ts'

/** A database token whose secret a request carries. */
export interface CheckedToken {
  readonly accountId: string
  readonly id: string
  readonly description: string
}

export interface Allowed {
  readonly outcome: 'ALLOWED'
  /** The query string to send to the cluster. */
  readonly query: string
  /** The Authorization header to send to the cluster; empty for none. */
  readonly authorization: string
  /** Undefined for an address that is open without a token. */
  readonly token: CheckedToken | undefined
  /** Whether it writes, if only by one of its statements. */
  readonly isWrite: boolean
}

/** The answer to a check. */
export type Decision =
  /** The proxy did not authenticate itself: it is told nothing else. */
  | { readonly outcome: 'UNKNOWN_PROXY' }
  | Allowed
  /** `token` is the one that is not accepted any more, if the request has one. */
  | { readonly outcome: 'UNAUTHENTICATED'; readonly reason: string; readonly token: CheckedToken | undefined }
  | { readonly outcome: 'REFUSED'; readonly refusal: Refusal; readonly token: CheckedToken | undefined }
