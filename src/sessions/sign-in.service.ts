import * as accountStore from '../accounts/account.store.ts'
import type { Origin } from '../auth/caller.ts'
import type { Device } from '../auth/keys.ts'
import type { PasswordHasher } from '../auth/password.ts'
import type { Changes } from '../changes/changes.ts'
import { badInput, ClustergateError, type ErrorCode } from '../errors.ts'
import type { Sql } from '../store/tables.ts'
import type { Credential } from '../users/credential.store.ts'
import * as credentialStore from '../users/credential.store.ts'
import * as userStore from '../users/user.store.ts'
import { parseText } from '../values/text.ts'
import type { Opened, SessionService } from './session.service.ts'
import type { SignInInput } from './session.type.ts'
import type { Attempt, Throttle, ThrottleScope } from './throttle.ts'
import { signInTarget, type ThrottleScopes } from './throttle-scopes.ts'

const clientLengthMax = 128

/** The most accounts whose password one sign-in compares; an address with more of them needs `accountId`. */
export const candidatesMax = 3

/** Called with the outcome of a sign-in: `ok`, or the code of its error. */
export type OnSignIn = (outcome: ErrorCode | 'ok') => void

/** A user with the given address, whose password is compared. */
interface Candidate {
  readonly user: Credential
  readonly scope: ThrottleScope
}

/**
 * Signs users in by their password.
 *
 * Guesses of strangers at one address are counted together: ten in any 15 minutes, from all networks. On a device or
 * in a network where users have signed in before, they have counters of their own, which strangers cannot use up. No
 * user is locked out for good: while strangers use up the guesses at an address, its user can sign in on a known device
 * or network, by a link from `requestPasswordReset`, or after the operator has run `clustergate unlock`; open sessions
 * continue. A known weakness: a client that shares a network with a user can find out that this user signs in there, by
 * using up the guesses of strangers first.
 */
export class SignInService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly sessions: SessionService,
    private readonly hasher: PasswordHasher,
    private readonly throttle: Throttle,
    private readonly scopes: ThrottleScopes,
    private readonly clock: () => number,
    private readonly onSignIn: OnSignIn = () => {},
  ) {}

  /**
   * Throws INVALID_CREDENTIALS, RATE_LIMITED, and BAD_INPUT when the password fits several accounts. Every refusal
   * takes the same steps, so that timing does not tell the reason: one attempt, as many password hashes as there are
   * accounts to try, and as many audit records.
   */
  async signIn(origin: Origin, input: SignInInput, devices: readonly Device[] = []): Promise<Opened> {
    try {
      const opened = await this.#signIn(origin, input, devices)
      this.onSignIn('ok')
      return opened
    } catch (error) {
      this.onSignIn(error instanceof ClustergateError ? error.code : 'INTERNAL')
      throw error
    }
  }

  async #signIn(origin: Origin, input: SignInInput, devices: readonly Device[]): Promise<Opened> {
    const { email, password } = input
    const client = input.client
      ? parseText(input.client, 'input.client', 'A client', 1, clientLengthMax)
      : origin.client
    const accountId = input.accountId ?? null
    const slots = accountId === null ? await accountStore.countUpTo(this.db, candidatesMax) : 1
    const preferred = devices.map(({ userId }) => userId)
    const people = await credentialStore.findCandidates(this.db, email, accountId, preferred, slots)
    const scopes = await this.scopes.ofSignIn(people, email, { ip: origin.ip, devices }, this.clock())
    const attempt = await this.throttle.begin(signInTarget(email), scopes)
    const candidates = people
      .map((user, at): Candidate => ({ user, scope: scopes[at] as ThrottleScope }))
      .filter(({ scope }) => attempt.admits(scope))
    const fitting = await this.#compare(candidates, slots, password, attempt, scopes)
    const [candidate, another] = fitting
    if (candidate && !another) return this.#enter(origin, candidate, candidates, attempt, password, client)
    if (candidate) await this.throttle.takeBackAlone(attempt, this.#proven(fitting, candidates))
    const error = candidate ? await this.#ambiguous(fitting) : refused()
    const concerned = candidate ? fitting : candidates
    await Promise.all(Array.from({ length: slots }, (_, at) => this.#record(origin, concerned[at]?.user, error)))
    throw error
  }

  /** The active candidates with this password. Computes one hash for each slot, with or without a candidate. */
  async #compare(
    candidates: readonly Candidate[],
    slots: number,
    password: string,
    attempt: Attempt,
    scopes: readonly ThrottleScope[],
  ): Promise<Candidate[]> {
    const fitting: Candidate[] = []
    try {
      for (let at = 0; at < slots; at++) {
        const candidate = candidates[at]
        const matches = await this.hasher.verify(candidate?.user, password)
        if (candidate && matches && candidate.user.status === 'ACTIVE') fitting.push(candidate)
      }
    } catch (error) {
      // Too many passwords are being hashed: this one was not compared, so it does not count as a guess.
      await this.throttle.takeBackAlone(attempt, scopes)
      throw error
    }
    return fitting
  }

  async #enter(
    origin: Origin,
    { user, scope }: Candidate,
    candidates: readonly Candidate[],
    attempt: Attempt,
    password: string,
    client: string,
  ): Promise<Opened> {
    const { accountId, id, email } = user
    try {
      const renewed = this.hasher.isOutdated(user) ? await this.hasher.hash(user, password) : undefined
      return await this.changes.runAs(accountId, { id, label: email }, 'signIn', origin, async (change) => {
        const now = await credentialStore.find(change.db, accountId, id)
        // The password was changed, or the user removed, while it was being compared.
        if (now?.status !== 'ACTIVE' || now.passwordHash !== user.passwordHash) throw refused()
        const proven = this.#proven([{ user, scope }], candidates)
        await this.throttle.takeBack(change.db, attempt, proven)
        if (scope.isOwn) await this.throttle.forgive(change.db, scope)
        if (renewed !== undefined) await userStore.setPassword(change.db, accountId, id, renewed)
        const opened = await this.sessions.open(change, id, origin, client)
        change.record({ id: opened.person.session.id, label: client })
        return opened
      })
    } catch (error) {
      if (error instanceof ClustergateError) await this.#record(origin, user, error)
      throw error
    }
  }

  /**
   * The scopes where the attempt was not a guess: those of the candidates with this password. A scope that is shared
   * with a candidate with another password stays counted; otherwise a person who has the same address in an account of
   * their own could guess at the others there for free.
   */
  #proven(fitting: readonly Candidate[], candidates: readonly Candidate[]): ThrottleScope[] {
    const guessed = new Set(
      candidates.filter((one) => !fitting.some(({ user }) => user === one.user)).map(({ scope }) => scope),
    )
    return fitting.map(({ scope }) => scope).filter((scope) => !guessed.has(scope))
  }

  /**
   * Records the failure in the audit log of the user's account; without a user, takes the same time and records
   * nothing.
   */
  #record(origin: Origin, user: Credential | undefined, error: ClustergateError): Promise<void> {
    if (!user) return this.changes.recordDecoy()
    const { accountId, id, email } = user
    const resource = { id, label: email }
    return this.changes.recordFailure(accountId, { id: null, label: email }, 'signIn', origin, error, resource)
  }

  /** The error that names the accounts: a client that knows the password may learn which accounts it opens. */
  async #ambiguous(fitting: readonly Candidate[]): Promise<ClustergateError> {
    const accounts = await Promise.all(fitting.map(({ user }) => accountStore.find(this.db, user.accountId)))
    const named = accounts.map((account) => `${account?.name} (${account?.id})`).join(', ')
    return badInput('input.accountId', `This password opens several accounts; say which one: ${named}.`)
  }
}

const refused = () =>
  new ClustergateError(
    'INVALID_CREDENTIALS',
    'The address, the password or the account is wrong. An address that has many accounts needs `accountId`.',
  )
