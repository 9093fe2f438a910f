import type { Deadline } from '../deadline.ts'
import type { Idempotency } from '../idempotency.ts'
import type { Principal } from '../policy/decide.ts'
import { type HeldGroup, nothingHeld } from '../policy/holdings.ts'
import type { Rehearsal } from '../rehearsal.ts'
import type { SessionRow, UserRow } from '../store/columns.ts'

/** The origin of a request, for the audit log and the list of sessions. */
export interface Origin {
  readonly requestId: string
  readonly ip: string | null
  /** The user agent that the client sent, shortened and made printable. */
  readonly client: string
  /** When the operation is given up; undefined for operator commands, which have no deadline. */
  readonly deadline?: Deadline | undefined
  /** Set where the mutations of the request are only rehearsed, before the first of them runs. */
  rehearsal?: Rehearsal | undefined
  /** The key under which a mutation is carried out once; undefined without one. */
  readonly idempotency?: Idempotency | undefined
}

export interface Anonymous extends Principal {
  readonly kind: 'anonymous'
  readonly id: undefined
  readonly origin: Origin
}

export interface Person extends Principal {
  readonly kind: 'person'
  readonly id: string
  readonly origin: Origin
  readonly accountId: string
  /** The person's address, which the audit log keeps as text, so that it outlives the person. */
  readonly label: string
  readonly user: UserRow
  readonly groups: readonly HeldGroup[]
  readonly session: SessionRow
}

export interface TokenCaller extends Principal {
  readonly kind: 'token'
  readonly id: string
  readonly origin: Origin
  readonly accountId: string
  readonly label: string
  /** The person who made the token. */
  readonly creatorId: string
  readonly expiresAt: number | null
}

export type SignedIn = Person | TokenCaller
export type Caller = Anonymous | SignedIn

export const anonymous = (origin: Origin): Anonymous => ({
  kind: 'anonymous',
  id: undefined,
  origin,
  ...nothingHeld,
})

/** The person who is responsible for a request; a token acts for its creator. */
export const personBehind = (caller: SignedIn): string => (caller.kind === 'person' ? caller.id : caller.creatorId)
