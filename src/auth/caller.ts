import type { Deadline } from '../deadline.ts'
import type { Principal } from '../policy/decide.ts'
import type { GroupKey } from '../policy/groups.ts'
import type { GroupRow, SessionRow, UserRow } from '../store/columns.ts'

/** Where a request comes from, as the audit log and the session list tell it. */
export interface Origin {
  readonly requestId: string
  readonly ip: string | null
  /** The client's own words about itself: its user agent, cut and made printable. */
  readonly client: string
  /** When the operation is given up; what the operator does by command is not. */
  readonly deadline?: Deadline | undefined
}

export interface CurrentGroup extends GroupRow {
  readonly key: GroupKey
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
  /** Who it was, in words that outlive them. */
  readonly label: string
  readonly user: UserRow
  readonly groups: readonly CurrentGroup[]
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
  permissions: new Set(),
})

/** The person behind a caller, for "who did it"; a token acts for its creator. */
export const personBehind = (caller: SignedIn): string => (caller.kind === 'person' ? caller.id : caller.creatorId)
