import type { SignedIn } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import * as knownKeyStore from '../auth/known-key.store.ts'
import type { Deadline } from '../deadline.ts'
import { badInput } from '../errors.ts'
import type { AuditOutcome } from '../ledger/chain.ts'
import type { Checkpoints } from '../ledger/checkpoints.ts'
import { headText } from '../ledger/ledger.store.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Sql } from '../store/tables.ts'
import { parseList, parsePart } from '../values/text.ts'
import * as auditEventStore from './audit-event.store.ts'
import type {
  AuditEvent,
  AuditEventCount,
  AuditEventOrder,
  AuditFilter,
  AuditVerification,
} from './audit-event.type.ts'
import type { AuditHead, AuditKey } from './audit-key.type.ts'
import { verifyChain } from './verify.ts'

const newestFirst: Order<AuditEvent> = {
  name: 'audit events',
  columns: ['sequence', 'id'],
  direction: 'desc',
  key: ({ sequence, id }) => [sequence, id],
}

const oldestFirst: Order<AuditEvent> = { ...newestFirst, direction: 'asc' }

/** How many of the latest keys are told; more than anybody changes. */
const keysMax = 100

/** The bounds of a day each in three months. */
const timesMax = 93

const hashPattern = /^[0-9a-f]{64}$/

const actionPattern = /^[a-z_]*(?:\.[a-z_]*)?\*?$/

/** Called when the log of an account was verified, with whether it is whole. */
export type OnVerified = (accountId: string, isWhole: boolean) => void

export class AuditEventService {
  readonly #walks = new Map<string, Promise<AuditVerification>>()

  constructor(
    private readonly db: Sql,
    private readonly pager: Pager,
    private readonly keys: Keys,
    private readonly checkpoints: Checkpoints,
    private readonly onVerified?: OnVerified,
  ) {}

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly AuditEvent[]> {
    return auditEventStore.findMany(this.db, caller.accountId, ids)
  }

  async page(
    caller: SignedIn,
    request: PageRequest,
    filter: AuditFilter,
    order?: AuditEventOrder,
  ): Promise<Connection<AuditEvent>> {
    const { accountId, origin } = caller
    const conditions = checked(filter)
    const window = this.pager.window(accountId, order?.direction === 'ASC' ? oldestFirst : newestFirst, request)
    const slice = await auditEventStore.page(this.db, accountId, conditions, window, origin.deadline)
    return this.pager.connection(window, slice, () =>
      auditEventStore.count(this.db, accountId, conditions, origin.deadline),
    )
  }

  /** Throws BAD_INPUT for times that do not ascend. */
  async counts(
    { accountId, origin }: SignedIn,
    times: readonly number[],
    filter: AuditFilter,
  ): Promise<readonly AuditEventCount[]> {
    parseList(times, 'times', 'times', 2, timesMax)
    const at = times.findIndex((time, place) => place > 0 && time <= (times[place - 1] as number))
    if (at >= 0) throw badInput(`times.${at}`, 'Each time is later than the one before it.')
    const counted = await auditEventStore.counts(this.db, accountId, times, checked(filter), origin.deadline)
    const countOf = (place: number, outcome: AuditOutcome) =>
      counted.find((row) => row.place === place && row.outcome === outcome)?.count ?? 0
    return times.slice(1).map((to, place) => ({
      from: times[place] as number,
      to,
      succeeded: countOf(place, 'SUCCEEDED'),
      denied: countOf(place, 'DENIED'),
      failed: countOf(place, 'FAILED'),
    }))
  }

  /**
   * The keys that verify audit heads, oldest first, retired ones included. The store may know of one that another process
   * has begun to use a moment ago; what no master key has signed there is not told.
   */
  async publicKeys(): Promise<readonly AuditKey[]> {
    const stored = (await knownKeyStore.list(this.db)).filter((key) => knownKeyStore.isGenuine(key, [this.keys]))
    const all = new Map([...this.keys.known, ...stored].map((key) => [key.id, key]))
    return [...all.values()].slice(-keysMax).map(({ id, publicKey, validFrom, retiredAt }) => ({
      fingerprint: id,
      algorithm: 'Ed25519',
      publicKey,
      validFrom,
      retiredAt,
    }))
  }

  /** The signed head of the caller's log. */
  async head({ accountId }: SignedIn): Promise<AuditHead | undefined> {
    const head = await auditEventStore.findHead(this.db, accountId)
    if (!head) return undefined
    const signer = this.keys.signerOf(headText(accountId, head), head.signature)
    return { accountId, ...head, keyFingerprint: signer ?? null }
  }

  /**
   * Verifies the log of the caller's account. Throws BAD_INPUT for a head that is no hash. One walk runs at a time for
   * each account and head: requests that come meanwhile share its answer, and its time limit.
   */
  async verify({ accountId, origin }: SignedIn, head?: string): Promise<AuditVerification> {
    if (head !== undefined && !hashPattern.test(head)) {
      throw badInput('head', 'A head is the hash of an event: 64 digits and letters from a to f.')
    }
    const name = `${accountId} ${head ?? ''}`
    const underWay = this.#walks.get(name)
    if (underWay !== undefined) return underWay
    const walk = this.#walk(accountId, origin.deadline, head).finally(() => this.#walks.delete(name))
    this.#walks.set(name, walk)
    return walk
  }

  async #walk(accountId: string, deadline: Deadline | undefined, head?: string): Promise<AuditVerification> {
    const known = this.checkpoints.find(accountId)
    const verified = await verifyChain(this.db, this.keys, accountId, known, deadline, head)
    // A head that the log does not contain says nothing: callers may send any.
    this.onVerified?.(accountId, verified.firstBrokenSequence === null)
    return verified
  }
}

/** A filter that the store can apply. Throws BAD_INPUT. */
function checked(filter: AuditFilter): AuditFilter {
  const { actions, outcomes, actorIds, actorKinds, resourceIds, search } = filter
  parseList(actions ?? [], 'filter.actions', 'actions', 0)
  parseList(outcomes ?? [], 'filter.outcomes', 'outcomes', 0)
  parseList(actorIds ?? [], 'filter.actorIds', 'ids', 0)
  parseList(actorKinds ?? [], 'filter.actorKinds', 'kinds', 0)
  parseList(resourceIds ?? [], 'filter.resourceIds', 'ids', 0)
  const strange = actions?.findIndex((action) => !actionPattern.test(action)) ?? -1
  if (strange >= 0) throw badInput(`filter.actions.${strange}`, 'An action is dotted lower case, and may end in `*`.')
  return { ...filter, search: parsePart(search) ?? null }
}
