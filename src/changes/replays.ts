import type { Origin, SignedIn } from '../auth/caller.ts'
import { holdsSecret } from '../auth/secret.ts'
import { ClustergateError } from '../errors.ts'
import { type Idempotency, keyHeader, keyMilliseconds } from '../idempotency.ts'
import type { Sql } from '../store/tables.ts'
import { enqueueBy } from '../tasks/task.store.ts'
import { printDateTime } from '../values/date-time.ts'
import type { GuardedChange, OwnedWork } from './change.ts'
import * as idempotencyStore from './idempotency.store.ts'
import type { LimitedObjects } from './limited-objects.ts'
import { keyTask } from './sweep-keys.ts'

/** The largest answer that is kept for replays. */
export const answerBytesMax = 64 * 1024

/** The members of answers that are never kept: secrets, and links that hold one. */
const withheld: ReadonlySet<string> = new Set(['secret', 'link'])

/** What an earlier request under the same key of the same caller has left. */
interface Earlier {
  /** Whether it asked for the same. */
  readonly isSame: boolean
  /** Whose the changed object is, where that matters to the rights. */
  readonly ownerId: string | undefined
  /** As JSON; null where it was not kept. */
  readonly answer: string | null
  readonly firstAt: number
}

/** The answer of an earlier request, in the place of a change; without one where it was not kept. */
export class Replay<T> {
  constructor(
    readonly firstAt: number,
    readonly kept: { readonly answer: T } | undefined,
  ) {}
}

/** The key under which a mutation is carried out once; undefined where it was sent without one, or is rehearsed. */
export function keyOf({ idempotency, rehearsal }: Origin): Idempotency | undefined {
  // A mutation that takes two changes looks it up for the first.
  return rehearsal || idempotency?.outcome ? undefined : idempotency
}

/**
 * Does the work of a change under a key. Where an earlier request has done it, the answer is what is left of that; the
 * caller's rights of this moment, to the operation and to what the answer tells of, are decided before anything is told.
 * As changes of an account happen one after the other, of two requests at once the second finds what the first has left.
 */
export async function workOnce<Found, T>(
  key: Idempotency,
  action: string,
  change: GuardedChange,
  { find, ownerOf, work, revive }: OwnedWork<Found, T>,
  limited: LimitedObjects,
): Promise<T | Replay<T>> {
  const { db, caller, decisions } = change
  if (key.requestHashes[0] === '') throw new Error('Nothing has said what is asked for under the key.')
  const earlier = await findEarlier(change, key)
  if (earlier?.isSame) {
    decisions.expectAllowed(earlier.ownerId)
    const replay = await replayOf(earlier, change, revive)
    if (replay) {
      if (caller.scopes.size > 0) await limited.decideAgain(change, replay.kept?.answer)
      return replay
    }
  }
  const found = await find(db, caller)
  const ownerId = ownerOf(found)
  decisions.expectAllowed(ownerId)
  if (earlier && !earlier.isSame) throw keyOfAnother(earlier)
  const answer = await work(change, found)
  await keepAnswer(change, key, { action, ownerId, answer })
  return answer
}

/** Looks for an earlier request under the caller's key; undefined where the key is new. */
async function findEarlier(
  { db, caller, at }: GuardedChange,
  { key, requestHashes }: Idempotency,
): Promise<Earlier | undefined> {
  const row = await idempotencyStore.find(db, { ...placeOf(caller, key), after: at - keyMilliseconds })
  if (!row) return undefined
  const { request_hash, owner_id, answer, created_at } = row
  return { isSame: requestHashes.includes(request_hash), ownerId: owner_id ?? undefined, answer, firstAt: created_at }
}

/** Whether the same was asked for before under the caller's key; the transaction decides again. */
export async function hasEarlier(
  db: Sql,
  caller: SignedIn,
  { key, requestHashes }: Idempotency,
  now: number,
): Promise<boolean> {
  const row = await idempotencyStore.find(db, { ...placeOf(caller, key), after: now - keyMilliseconds })
  return row !== undefined && requestHashes.includes(row.request_hash)
}

const placeOf = ({ accountId, id }: SignedIn, key: string) => ({ accountId, principalId: id, key })

/** The replay of an earlier request; undefined where that came to nothing after its change. */
async function replayOf<T>(
  { answer, firstAt }: Earlier,
  change: GuardedChange,
  revive: OwnedWork<unknown, T>['revive'],
): Promise<Replay<T> | undefined> {
  if (answer === null) return new Replay<T>(firstAt, undefined)
  const kept = JSON.parse(answer)
  const revived: T | undefined = revive ? await revive(change, kept) : kept
  return revived === undefined ? undefined : new Replay(firstAt, { answer: revived })
}

/** Keeps what a change answers under the caller's key, as part of the change. */
async function keepAnswer(
  { db, accountId, at, caller }: GuardedChange,
  { key, requestHashes }: Idempotency,
  done: { readonly action: string; readonly ownerId: string | undefined; readonly answer: unknown },
): Promise<void> {
  await idempotencyStore.keep(db, {
    account_id: accountId,
    principal_id: caller.id,
    key,
    request_hash: requestHashes[0],
    action: done.action,
    owner_id: done.ownerId ?? null,
    answer: printAnswer(done.answer),
    created_at: at,
  })
  await enqueueBy(db, accountId, keyTask, accountId, at + keyMilliseconds, at)
}

/** Null for an answer that is not kept. */
function printAnswer(answer: unknown): string | null {
  const text = JSON.stringify(answer ?? null, (name, value) => (withheld.has(name) ? null : value))
  // Secrets stand nowhere else in answers; what looks like one is not kept either.
  return Buffer.byteLength(text) > answerBytesMax || holdsSecret(text) ? null : text
}

/**
 * The answer to a mutation, once it is committed, or the earlier one in its place. Throws IDEMPOTENCY_KEY_REUSED where
 * that was not kept.
 */
export function conclude<T>(key: Idempotency | undefined, done: T | Replay<T>): T {
  if (!(done instanceof Replay)) {
    if (key) key.outcome = { replayed: false }
    return done
  }
  const { firstAt, kept } = done
  if (key) key.outcome = { replayed: true, firstAt }
  if (!kept) throw reused(firstAt, 'Its answer was too large to be kept: read how things are now.')
  return withoutSecret(kept.answer, firstAt)
}

/** A secret is shown once: an answer that had one fails where it is asked for, and only there. */
function withoutSecret<T>(answer: T, firstAt: number): T {
  if (typeof answer !== 'object' || answer === null || !('secret' in answer)) return answer
  const { token } = answer as { token?: { id?: string } }
  const remedy = 'Its secret was shown then, and is shown once: rotate or revoke the token.'
  return Object.defineProperty(answer, 'secret', {
    get() {
      throw reused(firstAt, remedy, token?.id)
    },
  })
}

function reused(at: number, remedy: string, resourceId?: string): ClustergateError {
  const firstAt = printDateTime(at)
  return new ClustergateError(
    'IDEMPOTENCY_KEY_REUSED',
    `This was carried out at ${firstAt}, under the same ${keyHeader}. ${remedy}`,
    { replayed: true, firstAt, ...(resourceId !== undefined && { resourceId }) },
  )
}

/** The refusal of a request under the key of another one. */
const keyOfAnother = ({ firstAt }: Earlier) =>
  new ClustergateError(
    'CONFLICT',
    `Another request was carried out under this ${keyHeader} at ${printDateTime(firstAt)}. Send each request under a key of its own.`,
    { field: keyHeader },
  )
