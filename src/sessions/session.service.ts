import type { Origin, Person, SignedIn } from '../auth/caller.ts'
import { findLiveSession } from '../auth/current-rights.ts'
import type { Keys } from '../auth/keys.ts'
import { mintSecret } from '../auth/secret.ts'
import { latestEnd, type SessionLifetime, sessionEnd } from '../auth/session-lifetime.ts'
import type { Change, Changes } from '../changes/changes.ts'
import { notFound } from '../errors.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import { decide, maySee } from '../policy/decide.ts'
import { operations } from '../policy/operations.ts'
import type { Sql } from '../store/tables.ts'
import * as userStore from '../users/user.store.ts'
import { isId, newId } from '../values/id.ts'
import * as sessionStore from './session.store.ts'
import type { Session } from './session.type.ts'
import type { ThrottleScopes } from './throttle-scopes.ts'

const newestFirst: Order<Session> = {
  name: 'sessions by time',
  columns: ['created_at', 'id'],
  direction: 'desc',
  key: ({ createdAt, id }) => [createdAt, id],
}

/** A new session with its secret, of which only a hash is stored. */
export interface Opened {
  readonly accessToken: string
  readonly person: Person
  /** When it ends at the latest, however much it is used. */
  readonly endsAt: number
}

export class SessionService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly keys: Keys,
    private readonly scopes: ThrottleScopes,
    private readonly lifetime: SessionLifetime,
    private readonly clock: () => number,
  ) {}

  /** Opens a session within a change. The user must have been authenticated before. */
  async open(change: Change, userId: string, origin: Origin, client = origin.client): Promise<Opened> {
    const { db, accountId, at } = change
    const secret = mintSecret('session')
    const session: Session = {
      id: newId('session'),
      userId,
      client,
      ip: origin.ip,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: sessionEnd(this.lifetime, at, at),
    }
    await sessionStore.insert(db, accountId, session, this.keys.storedCredential(secret))
    await userStore.recordSignIn(db, accountId, userId, at)
    await this.scopes.noteSignIn(db, { accountId, id: userId }, origin.ip, at)
    const person = await findLiveSession(db, { accountId, id: session.id }, at, origin)
    if (!person) throw new Error('A session that was opened just now cannot be read.')
    return { accessToken: secret, person, endsAt: this.latestEndOf(session) }
  }

  /** When a session ends at the latest, however much it is used. */
  latestEndOf({ createdAt }: Pick<Session, 'createdAt'>): number {
    return latestEnd(this.lifetime, createdAt)
  }

  async signOut(caller: SignedIn): Promise<void> {
    await this.changes.run(caller, 'signOut', async (change) => {
      if (change.caller.kind !== 'person') return
      const { id, client } = change.caller.session
      await sessionStore.end(change.db, change.accountId, id, change.at)
      const ownerId = change.caller.id
      change.record({ id, label: client, ownerId })
      await change.impact(() => ({ ownerId, sessionsEnded: 1 }))
    })
  }

  /** Ends a session. Throws NOT_FOUND, also for a session that the caller may neither see nor end. */
  async revoke(caller: SignedIn, id: string): Promise<string> {
    await this.changes.runOnOwned(caller, 'revokeSession', {
      find: async (db, current) => {
        const found = isId('session', id) && (await sessionStore.find(db, current.accountId, id, this.clock()))
        if (!found || !mayFind(current, found)) throw notFound('session', 'id')
        return found
      },
      ownerOf: ({ userId }) => userId,
      work: async ({ db, accountId, at, record, impact }, { client, userId: ownerId }) => {
        await sessionStore.end(db, accountId, id, at)
        record({ id, label: client, ownerId })
        await impact(() => ({ ownerId, sessionsEnded: 1 }))
      },
    })
    return id
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Session[]> {
    return sessionStore.findMany(this.db, caller.accountId, ids, this.clock())
  }

  /** The same page of each user's live sessions, newest first, in the order of the ids. */
  async pagesOfUsers(
    { accountId, origin }: SignedIn,
    userIds: readonly string[],
    request: PageRequest,
  ): Promise<Connection<Session>[]> {
    const now = this.clock()
    const window = this.pager.window(accountId, newestFirst, request)
    const slices = await sessionStore.pagesOfUsers(this.db, accountId, userIds, now, window, origin.deadline)
    return slices.map((slice, at) =>
      this.pager.connection<Session>(window, slice, () =>
        sessionStore.countOfUser(this.db, accountId, userIds[at] as string, now, origin.deadline),
      ),
    )
  }
}

/** A caller who may end a session may find it by its id, even without the permission to list sessions. */
const mayFind = (caller: SignedIn, { userId }: Session): boolean =>
  maySee(caller, 'Session', userId) || decide(caller, operations.Mutation.revokeSession.requires, userId).allowed
