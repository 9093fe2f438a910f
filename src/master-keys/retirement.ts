import { randomUUID } from 'node:crypto'
import * as accountStore from '../accounts/account.store.ts'
import type { Keys } from '../auth/keys.ts'
import type { Change, Changes } from '../changes/changes.ts'
import { withdrawEmailChange } from '../email-changes/withdrawal.ts'
import { revokeInvitations } from '../invitations/revocation.ts'
import { differences } from '../ledger/chain.ts'
import { operatorActions } from '../policy/operator-actions.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import * as keyUsesStore from './key-uses.store.ts'
import {
  type EndedKind,
  type HashedKind,
  hashedKinds,
  type SealedColumn,
  sealedColumns,
  type Use,
} from './key-uses.store.ts'
import { labelOf, type Ring } from './ring.ts'

/** What hangs on a key: rows that end without it, by kind, and values that can be sealed anew. */
export interface KeyUses {
  readonly hashed: Readonly<Record<HashedKind, readonly Use[]>>
  readonly sealed: number
}

/**
 * By when all that is in use has moved on to a new key: a gateway may learn of it a minute late, and notes uses once a
 * minute.
 */
const noticeMilliseconds = 180_000

/** How many rows one statement names at most. */
const rowsPerStatement = 500

/** Retires a master key: seals anew what it has sealed, and ends what was not used since it was the current one. */
export class Retirement {
  constructor(
    private readonly store: Store,
    private readonly changes: Changes,
    private readonly ring: Ring,
    private readonly clock: () => number,
  ) {}

  /** What hangs on a key, in all accounts together. */
  async uses(id: string): Promise<KeyUses> {
    const all = Object.fromEntries(hashedKinds.map((kind) => [kind, [] as Use[]])) as Record<HashedKind, Use[]>
    let sealed = 0
    for (const { id: accountId } of await accountStore.list(this.store.db)) {
      const { hashed, ...own } = await this.#usesIn(this.store.db, accountId, id)
      for (const kind of hashedKinds) all[kind].push(...hashed[kind])
      sealed += own.sealed
    }
    return { hashed: all, sealed }
  }

  /**
   * Retires a key, account by account; what was begun can be repeated. Throws for the current key, and while a gateway
   * runs that has it for the current one.
   */
  async retire(id: string): Promise<void> {
    await this.#expectUnused(id)
    for (const account of await accountStore.list(this.store.db)) {
      const origin = { requestId: randomUUID(), ip: null, client: 'operator' }
      await this.changes.runAsOperator(account.id, operatorActions.retireKey, origin, (change) => this.#end(change, id))
    }
    const left = await this.uses(id)
    if (left.sealed > 0 || hashedKinds.some((kind) => left.hashed[kind].length > 0)) {
      throw new Error(`Something was made with the master key ${id} meanwhile: run this again.`)
    }
    await this.#expectUnused(id)
    await this.ring.markRetired(id)
  }

  async #expectUnused(id: string): Promise<void> {
    const { current } = this.ring.keys
    if (id === current.id) throw new Error(`${id} is the current master key: run \`clustergate key rotate\` first.`)
    const since = this.ring.keys.known.at(-1)?.validFrom ?? 0
    if (this.clock() < since + noticeMilliseconds) {
      const at = new Date(since + noticeMilliseconds).toISOString()
      throw new Error(`What is used is noted once a minute: retire ${id} after ${at}, so that none of that ends.`)
    }
    const behind = (await this.ring.holders()).filter(({ keyIds }) => keyIds[0] !== current.id)
    if (behind.length === 0) return
    throw new Error(
      `${behind.length} of the gateways that run on this store ${behind.length === 1 ? 'has' : 'have'} not taken the ` +
        `master key ${current.id} for the current one yet: see \`clustergate key status\`.`,
    )
  }

  async #end(change: Change, id: string): Promise<void> {
    const { db, accountId, at } = change
    const { hashed } = await this.#usesIn(db, accountId, id)
    const sealed = await this.#sealAnew(db, accountId, id)
    const counts: Partial<Record<HashedKind, number>> = {}
    for (const kind of hashedKinds) {
      let count = 0
      for (const part of inParts(hashed[kind])) count += await this.#endPart(change, kind, part, id)
      if (count > 0) counts[kind] = count
    }
    change.record({
      id: null,
      label: labelOf(id),
      changes: differences(
        { retiredAt: null },
        { retiredAt: at, ...counts, ...(sealed > 0 && { sealedAnew: sealed }) },
      ),
    })
  }

  /** Ends rows of one kind, and records those that ended; answers with how many. */
  async #endPart(change: Change, kind: HashedKind, uses: readonly Use[], keyId: string): Promise<number> {
    const { db, accountId, at } = change
    if (kind === 'invitations' || kind === 'emailChanges') {
      // Only changes make others of them, and those wait for this one.
      for (const { id } of uses) {
        if (kind === 'invitations') await revokeInvitations(change, { id }, null)
        else await withdrawEmailChange(db, accountId, id, at)
      }
      return uses.length
    }
    const ids = uses.map(({ id }) => id)
    const ended = await keyUsesStore.end(db, accountId, kind, ids, this.#refOf(keyId), at)
    for (const use of uses) if (ended.has(use.id)) await records[kind]?.(change, use)
    return ended.size
  }

  #refOf(id: string): keyUsesStore.KeyRef {
    return { id, isFirst: id === this.ring.keys.firstId }
  }

  async #usesIn(db: Sql, accountId: string, id: string): Promise<KeyUses> {
    const now = this.clock()
    const key = this.#refOf(id)
    const hashed: Record<string, readonly Use[]> = {}
    for (const kind of hashedKinds) hashed[kind] = await keyUsesStore.usesOf(db, accountId, kind, key, now)
    let sealed = 0
    for (const place of sealedColumns) sealed += (await this.#sealedWith(db, accountId, place, id)).length
    return { hashed: hashed as KeyUses['hashed'], sealed }
  }

  async #sealedWith(db: Sql, accountId: string, place: SealedColumn, id: string) {
    const { keys } = this.ring
    const rows = await keyUsesStore.sealedIn(db, accountId, place)
    return rows.filter(({ id: rowId, sealed }) => {
      const named = keys.keyOfSealed(sealed)
      // A value of an earlier version names no key: it is the first one's, unless nothing opens it at all.
      return named === undefined
        ? id === keys.firstId && opens(keys, place, { accountId, id: rowId }, sealed)
        : named === id
    })
  }

  async #sealAnew(db: Sql, accountId: string, id: string): Promise<number> {
    const { keys } = this.ring
    let count = 0
    for (const place of sealedColumns) {
      for (const row of await this.#sealedWith(db, accountId, place, id)) {
        const after = sealedAnew(keys, place, { accountId, id: row.id }, row.sealed)
        await keyUsesStore.replaceSealed(db, accountId, place, row, after)
        count++
      }
    }
    return count
  }
}

function opens(keys: Keys, place: SealedColumn, row: keyUsesStore.RowRef, sealed: string): boolean {
  try {
    sealedAnew(keys, place, row, sealed)
    return true
  } catch {
    return false
  }
}

function sealedAnew(keys: Keys, { table }: SealedColumn, row: keyUsesStore.RowRef, sealed: string): string {
  switch (table) {
    case 'clusters':
    case 'cluster_work':
      return keys.sealForCluster(row, keys.unsealForCluster(row, sealed))
    case 'cluster_links':
      return keys.sealCredential(row, keys.unsealCredential(row, sealed))
    case 'outbox':
      return keys.seal(keys.unseal(sealed))
  }
}

/** The events of what ended, where somebody would look for them. */
const records: Readonly<Partial<Record<EndedKind, (change: Change, use: Use) => void | Promise<void>>>> = {
  sessions: ({ record }, { id, label }) => record({ id, label, action: 'session.revoke' }),
  async managementTokens(change, { id, label }) {
    const changes = differences({ status: 'ACTIVE' }, { status: 'REVOKED' })
    change.record({ id, label, changes, action: 'management_token.revoke' })
    await revokeInvitations(change, { management_token_id: id }, null)
  },
  proxySecrets: ({ record }, { label }) => record({ id: label, label: null, action: operatorActions.endProxySecret }),
  passwords: ({ record }, { id, label }) => record({ id, label, action: operatorActions.endPassword }),
}

function* inParts(uses: readonly Use[]): Generator<readonly Use[]> {
  for (let start = 0; start < uses.length; start += rowsPerStatement) yield uses.slice(start, start + rowsPerStatement)
}
