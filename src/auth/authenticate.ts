import { badInput, unauthenticated } from '../errors.ts'
import { engineOf } from '../store/engine.ts'
import type { Clock } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import { asUnavailable } from '../store/unavailable.ts'
import { bearerOf, notValid, sessionIsOver, wrongSecret } from './bearer.ts'
import { anonymous, type Caller, type Origin } from './caller.ts'
import { renewedHash } from './credential-hashes.ts'
import { findEndReason, findLiveSession, findLiveToken } from './current-rights.ts'
import type { Keys } from './keys.ts'
import { kindOfSecret } from './secret.ts'
import { type SessionLifetime, sessionEnd, sessionLifetimeDefault } from './session-lifetime.ts'

export interface Credentials {
  readonly authorization: string | undefined
  readonly cookie: string | undefined
}

/**
 * How often "last seen", which extends a session, and "last used" are written at most. A hash of an older master key is
 * replaced by the same statement.
 */
const freshnessMilliseconds = 60_000
/** How long neither is written after the store has refused a write. */
const outageMilliseconds = 5_000

/** Identifies the caller of a request by its credential. */
export class Authenticator {
  #notesAgainAt = 0

  constructor(
    private readonly db: Sql,
    private readonly keys: Keys,
    private readonly clock: Clock,
    private readonly lifetime: SessionLifetime = sessionLifetimeDefault,
  ) {}

  /** Throws UNAUTHENTICATED for a credential that is not valid, and BAD_INPUT for two. */
  authenticate({ authorization, cookie }: Credentials, origin: Origin): Promise<Caller> | Caller {
    if (authorization !== undefined && cookie !== undefined) {
      throw badInput('Authorization', 'Send either the session cookie or an Authorization header, not both.')
    }
    const secret = cookie ?? (authorization === undefined ? undefined : bearerOf(authorization))
    if (secret === undefined) return anonymous(origin)
    switch (kindOfSecret(secret)) {
      case 'session':
        return this.#session(secret, origin)
      case 'management_token':
        // In a cookie, a browser would send it along with requests that other sites make.
        if (cookie === undefined) return this.#managementToken(secret, origin)
        throw unauthenticated('A management token goes into `Authorization: Bearer …`, never into a cookie.')
      default:
        throw cookie === undefined ? wrongSecret(secret) : notValid()
    }
  }

  async #session(secret: string, origin: Origin): Promise<Caller> {
    const now = this.clock()
    const by = { hashes: this.keys.hashesOf(secret), shift: this.clock.shift?.() ?? 0 }
    const person = await findLiveSession(this.db, by, now, origin)
    if (!person) throw sessionIsOver(await findEndReason(this.db, by))
    const { session } = person
    const expiresAt = sessionEnd(this.lifetime, session.createdAt, now)
    // The maximum may be shorter than it was when the session was last used.
    if (expiresAt <= now) throw notValid()
    if (session.lastSeenAt > now - freshnessMilliseconds) return person
    const isNoted = await this.#note(() =>
      this.db
        .updateTable('sessions')
        .set({ last_seen_at: now, expires_at: expiresAt, ...renewedHash(by.hashes) })
        .where('account_id', '=', person.accountId)
        .where('id', '=', session.id)
        .where('ended_at', 'is', null)
        .execute(),
    )
    return isNoted ? { ...person, session: { ...session, lastSeenAt: now, expiresAt } } : person
  }

  async #managementToken(secret: string, origin: Origin): Promise<Caller> {
    const now = this.clock()
    const by = { hashes: this.keys.hashesOf(secret), shift: this.clock.shift?.() ?? 0 }
    const token = await findLiveToken(this.db, by, now, origin)
    if (!token) throw notValid()
    if ((token.lastUsedAt ?? 0) <= now - freshnessMilliseconds) {
      await this.#note(() =>
        this.db
          .updateTable('management_tokens')
          .set({ last_used_at: now, ...renewedHash(by.hashes) })
          .where('account_id', '=', token.caller.accountId)
          .where('id', '=', token.caller.id)
          .execute(),
      )
    }
    return token.caller
  }

  /**
   * Writes a timestamp; false when it could not. A request must not fail because the store is too busy for that, or
   * read-only.
   */
  async #note(write: () => Promise<unknown>): Promise<boolean> {
    if (this.clock() < this.#notesAgainAt) return false
    try {
      await write()
      return true
    } catch (error) {
      if (engineOf(this.db).isBusy(error)) return false
      if (!asUnavailable(error)) throw error
      this.#notesAgainAt = this.clock() + outageMilliseconds
      return false
    }
  }
}
