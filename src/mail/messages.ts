/** Every mail that the gateway sends, with the data of its text. */
export type Mail =
  | InvitationMail
  | PasswordResetMail
  | PasswordChangedMail
  | GroupsChangedMail
  | ConfirmEmailMail
  | EmailChangeMail

interface Addressed {
  /** One address, in lower case. */
  readonly to: string
  readonly accountName: string
  readonly accountId: string
  readonly loginUrl: string
  /** The trace of the change that has queued it, where that is recorded. */
  readonly traceparent?: string | undefined
}

export interface InvitationMail extends Addressed {
  readonly kind: 'invitation'
  /** The Admin who invites; null when the operator of the gateway does. */
  readonly invitedBy: string | null
  readonly groupNames: readonly string[]
  readonly clusters: readonly { readonly id: string; readonly name: string; readonly url: string }[]
  /** The page that sets the password and accepts; its fragment carries the secret. */
  readonly link: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

export interface PasswordResetMail extends Addressed {
  readonly kind: 'passwordReset'
  readonly name: string
  readonly link: string
  readonly expiresAt: number
}

export interface PasswordChangedMail extends Addressed {
  readonly kind: 'passwordChanged'
  readonly name: string
  readonly changedAt: number
}

export interface GroupsChangedMail extends Addressed {
  readonly kind: 'groupsChanged'
  readonly name: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** The groups in which one stays on other terms. */
  readonly changed?: readonly string[]
  /** When the membership ends; null or absent where it does not. */
  readonly until?: number | null
  readonly changedBy: string
}

/** To the new address, with the link that confirms it. */
export interface ConfirmEmailMail extends Addressed {
  readonly kind: 'confirmEmail'
  readonly name: string
  readonly formerEmail: string
  readonly link: string
  readonly expiresAt: number
}

/** To the present address: a change was requested, or has happened. */
export interface EmailChangeMail extends Addressed {
  readonly kind: 'emailChangeRequested' | 'emailChanged'
  readonly name: string
  readonly newEmail: string
  /** The person who requested it. */
  readonly changedBy: string
}
