import { setTimeout as delay } from 'node:timers/promises'
import * as accountStore from '../accounts/account.store.ts'
import type { Origin, Person, SignedIn } from '../auth/caller.ts'
import type { Device, Keys } from '../auth/keys.ts'
import { checkPassword, type HashedPassword, type PasswordHasher } from '../auth/password.ts'
import { kindOfSecret, mintSecret } from '../auth/secret.ts'
import type { Change, Changes } from '../changes/changes.ts'
import { badInput, ClustergateError, unauthenticated } from '../errors.ts'
import type { ReminderService } from '../invitations/reminder.service.ts'
import type { Links } from '../mail/links.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { Opened, SessionService } from '../sessions/session.service.ts'
import * as sessionStore from '../sessions/session.store.ts'
import { type Throttle, Throttled, type ThrottleScope } from '../sessions/throttle.ts'
import {
  changeTarget,
  requestsFromNetwork,
  resetTarget,
  sessionScope,
  type ThrottleScopes,
} from '../sessions/throttle-scopes.ts'
import type { Sql } from '../store/tables.ts'
import type { Credential } from '../users/credential.store.ts'
import * as credentialStore from '../users/credential.store.ts'
import * as userStore from '../users/user.store.ts'
import type { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './password.type.ts'
import * as passwordResetStore from './password-reset.store.ts'

export const resetMilliseconds = 10 * 60_000
/**
 * The lifetime of a link that is sent after a pause: longer than the next pause, so that the mailbox always holds a
 * working link.
 */
export const lateResetMilliseconds = 60 * 60_000
/**
 * The least time until the answer: longer than a known address takes, so that timing does not tell whether an address
 * is known.
 */
const answerMilliseconds = 250

export class PasswordService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly sessions: SessionService,
    private readonly keys: Keys,
    private readonly hasher: PasswordHasher,
    private readonly throttle: Throttle,
    private readonly scopes: ThrottleScopes,
    private readonly links: Links,
    private readonly outbox: Outbox,
    private readonly reminders: ReminderService,
    private readonly withdrawEmailChange: (db: Sql, accountId: string, userId: string, at: number) => Promise<void>,
    private readonly clock: () => number,
  ) {}

  /**
   * Mails a reset link to the users with this address, and the invitation to those invited to it; the answer is always
   * the same. Three links are mailed at once, then one after each pause, so that a mailbox is not flooded; further
   * requests mail nothing. Earlier links keep working, and a link that follows a pause works until the next can be
   * sent, so that a mailbox holds a working link however often strangers ask. A user on a known device or network has a
   * counter of their own. Throws RATE_LIMITED when unknown clients of the same network have asked too often.
   */
  async requestReset(
    origin: Origin,
    { email, accountId }: RequestPasswordResetInput,
    devices: readonly Device[] = [],
  ): Promise<void> {
    const answer = delay(answerMilliseconds)
    const people = await credentialStore.findByAddress(this.db, email, accountId ?? null)
    const invitations = await this.reminders.findPendingTo(email, accountId ?? null)
    const asking = await this.scopes.ofResets(people, { ip: origin.ip, devices }, this.clock())
    if (!asking.some(({ isKnown }) => isKnown)) {
      await this.throttle.begin('requests for links', [requestsFromNetwork(origin.ip)])
    }
    for (const [at, user] of people.entries()) {
      if (user.status !== 'ACTIVE') await this.#recordDeactivated(origin, user)
      else await this.#sendLink(origin, user, asking[at]?.scope as ThrottleScope)
    }
    // An invited person has no password to reset, and needs the invitation instead.
    const joined = new Set(people.map((user) => user.accountId))
    for (const invitation of invitations) {
      if (!joined.has(invitation.accountId)) await this.reminders.remind(origin, invitation)
    }
    await answer
  }

  /** Records the request of a deactivated user in the audit log; the answer to the client does not tell. */
  #recordDeactivated(origin: Origin, { accountId, id, email }: Credential): Promise<void> {
    const refused = new ClustergateError('FORBIDDEN', 'This person is deactivated.')
    const actor = { id: null, label: email }
    return this.changes.recordFailure(accountId, actor, 'requestPasswordReset', origin, refused, { id, label: email })
  }

  /** Mails a reset link, or nothing when the throttle allows no more. */
  async #sendLink(origin: Origin, user: Credential, scope: ThrottleScope): Promise<void> {
    const { accountId, id, email, name } = user
    const actor = { id: null, label: email }
    try {
      await this.changes.runAs(accountId, actor, 'requestPasswordReset', origin, async (change) => {
        const attempt = await this.throttle.take(change.db, resetTarget(id), [scope])
        const secret = mintSecret('password_reset')
        const expiresAt = change.at + (attempt.isBeyondFree ? lateResetMilliseconds : resetMilliseconds)
        const stored = this.keys.storedCredential(secret)
        await passwordResetStore.insert(change.db, accountId, id, stored, change.at, expiresAt)
        const addressed = await this.#addressed(change, email, name)
        const link = this.links.reset(secret)
        await this.outbox.add(change, { kind: 'passwordReset', ...addressed, link, expiresAt })
        change.record({ id, label: email })
      })
    } catch (error) {
      if (!(error instanceof Throttled)) throw error
    }
  }

  /** Sets a new password with a mailed link, ends all sessions, and signs the user in. Throws NOT_FOUND, BAD_INPUT. */
  async reset(origin: Origin, { secret, password }: ResetPasswordInput): Promise<Opened> {
    const hashes = this.keys.hashesOf(secret)
    const wellFormed = kindOfSecret(secret) === 'password_reset'
    const reset = wellFormed ? await passwordResetStore.findLive(this.db, hashes, this.clock()) : undefined
    if (!reset) throw linkIsDead()
    const { accountId, userId, email, name } = reset
    try {
      checkPassword(password, email, 'input.password')
      const hashed = await this.hasher.hash({ accountId, id: userId }, password)
      return await this.changes.runAs(
        accountId,
        { id: userId, label: email },
        'resetPassword',
        origin,
        async (change) => {
          const still = await passwordResetStore.findLive(change.db, hashes, change.at)
          if (!still) throw linkIsDead()
          await this.#setPassword(change, userId, email, name, hashed)
          change.record({ id: userId, label: email })
          return this.sessions.open(change, userId, origin)
        },
      )
    } catch (error) {
      if (error instanceof ClustergateError) {
        const resource = { id: userId, label: email }
        await this.changes.recordFailure(
          accountId,
          { id: null, label: email },
          'resetPassword',
          origin,
          error,
          resource,
        )
      }
      throw error
    }
  }

  /**
   * Changes the caller's password and ends their other sessions. Throws INVALID_CREDENTIALS, BAD_INPUT, RATE_LIMITED.
   */
  async change(caller: SignedIn, input: ChangePasswordInput): Promise<void> {
    if (caller.kind !== 'person') throw unauthenticated()
    await this.changes.runUnlessDone(caller, 'changePassword', () => this.#change(caller, input))
  }

  async #change(caller: Person, { currentPassword, newPassword }: ChangePasswordInput): Promise<void> {
    const { email, name } = caller.user
    checkPassword(newPassword, email, 'input.newPassword')
    if (newPassword === currentPassword) throw badInput('input.newPassword', 'This is the password you have already.')
    const forgive = await this.prove(caller, currentPassword, 'input.currentPassword')
    const hashed = await this.hasher.hash(caller, newPassword)
    await this.changes.run(caller, 'changePassword', async (change) => {
      await forgive(change.db)
      await this.#setPassword(change, caller.id, email, name, hashed, caller.session.id)
      change.record({ id: caller.id, label: email })
    })
  }

  /**
   * Checks the password of a signed-in user again before a change that a stolen session must not be able to make.
   * Answers with a function for the transaction of that change, which resets the counter of failed attempts. A rehearsal
   * resets nothing, but its right password is no guess. Throws INVALID_CREDENTIALS for `field`, and RATE_LIMITED.
   */
  async prove(caller: Person, password: string, field: string): Promise<(db: Sql) => Promise<void>> {
    const scope = sessionScope(caller.id)
    const attempt = await this.throttle.begin(changeTarget(caller.id), [scope])
    const credential = await credentialStore.find(this.db, caller.accountId, caller.id)
    // The user was removed after the request was authenticated.
    if (!credential) throw unauthenticated()
    if (await this.hasher.verify(credential, password)) {
      if (caller.origin.rehearsal) await this.throttle.takeBackAlone(attempt, [scope])
      return (db) => this.throttle.forgive(db, scope)
    }
    throw new ClustergateError('INVALID_CREDENTIALS', 'The current password is wrong.', { field })
  }

  /**
   * Sets the password and ends what was issued before: reset links, a pending change of address, and all sessions but
   * `keptSessionId`.
   */
  async #setPassword(
    change: Change,
    userId: string,
    email: string,
    name: string,
    hashed: HashedPassword,
    keptSessionId?: string,
  ): Promise<void> {
    const { db, accountId, at } = change
    await userStore.setPassword(db, accountId, userId, hashed)
    await passwordResetStore.deleteOf(db, accountId, userId)
    await this.withdrawEmailChange(db, accountId, userId, at)
    await change.impact(async () => ({
      ownerId: userId,
      sessionsEnded: await sessionStore.countLive(db, accountId, userId, at, keptSessionId),
    }))
    await sessionStore.endAllOf(db, accountId, userId, at, keptSessionId)
    const addressed = await this.#addressed(change, email, name)
    await this.outbox.add(change, { kind: 'passwordChanged', ...addressed, changedAt: at })
  }

  async #addressed({ db, accountId }: Change, email: string, name: string) {
    const account = await accountStore.find(db, accountId)
    return { to: email, name, accountId, accountName: account?.name ?? '', loginUrl: this.links.login }
  }
}

const linkIsDead = () =>
  new ClustergateError('NOT_FOUND', 'This link is not valid, or no longer. Ask for a new one.', {
    field: 'input.secret',
  })
