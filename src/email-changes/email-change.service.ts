import * as accountStore from '../accounts/account.store.ts'
import { type Origin, personBehind, type SignedIn } from '../auth/caller.ts'
import type { CredentialHashes } from '../auth/credential-hashes.ts'
import type { Keys } from '../auth/keys.ts'
import { kindOfSecret, mintSecret } from '../auth/secret.ts'
import type { Change, Changes, GuardedChange } from '../changes/changes.ts'
import { badInput, ClustergateError, conflict, expectVersion, notFound } from '../errors.ts'
import { refuseToGive } from '../groups/parse-groups.ts'
import { revokeInvitations } from '../invitations/revocation.ts'
import { SendingLimits } from '../invitations/sending-limits.ts'
import { differences } from '../ledger/chain.ts'
import type { Links } from '../mail/links.ts'
import type { EmailChangeMail } from '../mail/messages.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { PasswordService } from '../passwords/password.service.ts'
import * as passwordResetStore from '../passwords/password-reset.store.ts'
import { refusalOf } from '../policy/covers.ts'
import type { Sql } from '../store/tables.ts'
import { currentRightsOf } from '../users/current-rights-of.ts'
import { heldBy } from '../users/held-memberships.ts'
import * as membershipStore from '../users/membership.store.ts'
import * as userStore from '../users/user.store.ts'
import type { User } from '../users/user.type.ts'
import { isId } from '../values/id.ts'
import * as emailChangeStore from './email-change.store.ts'
import type { ChangeEmailInput, ChangeEmailPayload, ConfirmEmailInput } from './email-change.type.ts'

const lifetimeMilliseconds = 24 * 60 * 60_000

/**
 * Changes of e-mail addresses: requested by the user or by a caller with USER_UPDATE, and confirmed by a link that is
 * mailed to the new address.
 */
export class EmailChangeService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly keys: Keys,
    private readonly passwords: PasswordService,
    private readonly links: Links,
    private readonly outbox: Outbox,
    private readonly clock: () => number,
  ) {}

  /** The addresses that users have asked for and not confirmed yet, in the order of the ids; null for none. */
  async pendingAddresses({ accountId }: SignedIn, userIds: readonly string[]): Promise<readonly (string | null)[]> {
    const found = await emailChangeStore.findPending(this.db, accountId, userIds, this.clock())
    const byUser = new Map(found.map(({ userId, email }) => [userId, email]))
    return userIds.map((id) => byUser.get(id) ?? null)
  }

  /**
   * Starts a change of address; the present address withdraws a pending one. Throws NOT_FOUND, BAD_INPUT, CONFLICT,
   * STALE_VERSION, INVALID_CREDENTIALS, RATE_LIMITED. Throws FORBIDDEN also when the caller lacks a permission of the
   * user, because with control of the address they could reset the password and act as that user.
   */
  request(caller: SignedIn, input: ChangeEmailInput): Promise<ChangeEmailPayload> {
    return this.changes.runUnlessDone(caller, 'changeEmail', () => this.#request(caller, input))
  }

  async #request(caller: SignedIn, input: ChangeEmailInput): Promise<ChangeEmailPayload> {
    const userId = input.userId ?? caller.id
    const forgive = userId === caller.id ? await this.#proveOneself(caller, input) : async () => {}
    return this.changes.runOnOwned(caller, 'changeEmail', {
      // Whether there is such a user is told only to callers who may change the address.
      find: async () => userId,
      ownerOf: (id) => id,
      work: async (change) => {
        await forgive(change.db)
        const user = isId('user', userId) ? await userStore.find(change.db, change.accountId, userId) : undefined
        if (!user) throw notFound('user', 'input.userId')
        expectVersion(user.version, input.expectedVersion)
        await this.#refuseBeyond(change, user)
        const hadOne = await emailChangeStore.withdraw(change.db, change.accountId, userId, change.at)
        if (input.email === user.email && !hadOne) throw badInput('input.email', 'This is the address already.')
        // The address that is to be confirmed is shown as a part of the user.
        await userStore.update(change.db, change.accountId, userId, {})
        if (input.email !== user.email) return this.#begin(change, user, input.email)
        change.record({ id: userId, label: user.email })
        return { pendingEmail: null, expiresAt: null, link: null }
      },
    })
  }

  async #proveOneself(caller: SignedIn, { currentPassword }: ChangeEmailInput) {
    if (caller.kind !== 'person') throw badInput('input.userId', 'A management token names the person.')
    if (!currentPassword) throw badInput('input.currentPassword', 'Give your password to change your own address.')
    return this.passwords.prove(caller, currentPassword, 'input.currentPassword')
  }

  async #refuseBeyond(change: GuardedChange, user: User): Promise<void> {
    if (user.id === change.caller.id) return
    refuseToGive(change.caller, await heldBy(change, user))
  }

  async #begin(change: GuardedChange, user: User, newEmail: string): Promise<ChangeEmailPayload> {
    const { db, accountId, at, caller } = change
    // A caller without USER_READ must not learn which addresses have a user: the mail goes out, and its link is
    // refused.
    if (caller.permissions.has('USER_READ')) await refuseTaken(change, newEmail, 'input.email')
    const limits = await SendingLimits.read(change, personBehind(caller), [newEmail])
    limits.check(newEmail)
    const secret = mintSecret('email_change')
    const link = this.links.confirmEmail(secret)
    const expiresAt = at + lifetimeMilliseconds
    const addressed = await this.#addressed(change, user.name)
    const mailId = await this.outbox.add(change, {
      kind: 'confirmEmail',
      ...addressed,
      to: newEmail,
      formerEmail: user.email,
      link,
      expiresAt,
    })
    limits.count(newEmail, mailId)
    await limits.save()
    await emailChangeStore.insert(
      db,
      accountId,
      {
        userId: user.id,
        email: newEmail,
        ...this.keys.storedCredential(secret),
        requestedById: caller.id,
        mailId,
        expiresAt,
      },
      at,
    )
    await this.#tellFormer(change, 'emailChangeRequested', user, newEmail, caller.label)
    const changes = differences({ pendingEmail: null }, { pendingEmail: newEmail })
    change.record({ id: user.id, label: user.email, changes })
    const handsOver = this.links.handedOver && caller.permissions.has('USER_UPDATE')
    return { pendingEmail: newEmail, expiresAt, link: handsOver ? link : null }
  }

  /** Completes the change, and answers with the new address. Throws NOT_FOUND, CONFLICT. */
  async confirm(origin: Origin, { secret }: ConfirmEmailInput): Promise<string> {
    const hashes = this.keys.hashesOf(secret)
    const wellFormed = kindOfSecret(secret) === 'email_change'
    const held = wellFormed ? await emailChangeStore.findLive(this.db, hashes, this.clock()) : undefined
    if (!held) throw linkIsDead()
    const { accountId, userId, email } = held
    try {
      return await this.changes.runAs(accountId, { id: userId, label: email }, 'confirmEmail', origin, async (change) =>
        this.#confirm(change, hashes),
      )
    } catch (error) {
      if (error instanceof ClustergateError) {
        const resource = { id: userId, label: email }
        await this.changes.recordFailure(accountId, { id: null, label: email }, 'confirmEmail', origin, error, resource)
      }
      throw error
    }
  }

  async #confirm(change: Change, secret: CredentialHashes): Promise<string> {
    const { db, accountId, at } = change
    // Read again under the account's lock.
    const held = await emailChangeStore.findLive(db, secret, at)
    if (!held || !(await this.#isStillRight(change, held))) throw linkIsDead()
    const { userId, email, newEmail } = held
    await refuseTaken(change, newEmail, 'input.secret')
    await emailChangeStore.withdraw(db, accountId, userId, at)
    await userStore.setEmail(db, accountId, userId, newEmail)
    // Reset links in the old mailbox stop working, and an invitation to the new address has no purpose any more.
    await passwordResetStore.deleteOf(db, accountId, userId)
    await revokeInvitations(change, { email: newEmail }, userId)
    await this.#tellFormer(change, 'emailChanged', held, newEmail, held.name)
    change.record({ id: userId, label: newEmail, changes: differences({ email }, { email: newEmail }) })
    return newEmail
  }

  /** Whether the requester may still change this address now, as they could when they requested it. */
  async #isStillRight(
    { db, accountId, at }: Change,
    { userId, requestedById }: emailChangeStore.EmailChange,
  ): Promise<boolean> {
    if (requestedById === userId) return true
    const requester = await currentRightsOf(db, accountId, requestedById, at)
    if (!requester?.permissions.has('USER_UPDATE')) return false
    const [memberships = []] = await membershipStore.ofUsers(db, accountId, [userId], at)
    return refusalOf(requester, memberships) === undefined
  }

  async #tellFormer(
    change: Change,
    kind: EmailChangeMail['kind'],
    { email, name }: { readonly email: string; readonly name: string },
    newEmail: string,
    changedBy: string,
  ): Promise<void> {
    await this.outbox.add(change, { kind, ...(await this.#addressed(change, name)), to: email, newEmail, changedBy })
  }

  async #addressed({ db, accountId }: Change, name: string) {
    const account = await accountStore.find(db, accountId)
    return { name, accountId, accountName: account?.name ?? '', loginUrl: this.links.login }
  }
}

async function refuseTaken({ db, accountId }: Change, email: string, field: string): Promise<void> {
  if (await userStore.findByEmail(db, accountId, email)) {
    throw conflict('Somebody of this account has this address.', field)
  }
}

const linkIsDead = () =>
  new ClustergateError('NOT_FOUND', 'This link is not valid, or no longer. Ask for the change again.', {
    field: 'input.secret',
  })
