import type { Keys } from '../auth/keys.ts'
import { prepared, preparedOne, type Value } from '../store/statement.ts'
import { storeNow } from '../store/store-clock.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { newId } from '../values/id.ts'
import {
  type ChainedEvent,
  canonicalChanges,
  type DecidingGroup,
  eventColumns,
  eventMembers,
  firstHash,
  hashEvent,
} from './chain.ts'

/** An event as a change describes it; the chain adds the rest. */
export type AuditEntry = Omit<
  ChainedEvent,
  'accountId' | 'sequence' | 'id' | 'occurredAt' | 'previousHash' | 'decidedBy'
> & { readonly decidedBy: readonly DecidingGroup[] }

/** The last link of an account's chain. */
export interface AuditHead {
  readonly sequence: number
  readonly hash: string
}

/** A head as it is stored, with its signature. */
export interface StoredHead extends AuditHead {
  readonly signature: string
}

/** The text of a head that is signed; the signature reveals a log that was cut short or rolled back. */
export const headText = (accountId: string, { sequence, hash }: AuditHead): string =>
  `${accountId}\n${sequence}\n${hash}`

/** Starts the chain of a new account. */
export async function startChain(db: Sql, keys: Keys, accountId: string, at: number): Promise<void> {
  const head = { sequence: 0, hash: firstHash }
  const signature = keys.signHead(headText(accountId, head))
  await db
    .insertInto('audit_heads')
    .values({ account_id: accountId, ...head, signature, locked_at: at })
    .execute()
}

/**
 * Locks the account until the transaction ends, so that its changes happen one after the other, and returns its head,
 * with the store's time after the wait. An update locks on both engines. Undefined when there is no such account.
 */
export const lockAccount = async (
  db: Sql,
  accountId: string,
  at: number,
  shift: number,
): Promise<(StoredHead & { readonly lockedAt: number }) | undefined> => lock(db, { accountId, at, shift })

const lock = preparedOne((db, value: Value<{ accountId: string; at: number; shift: number }>) =>
  db
    .updateTable('audit_heads')
    .set({ locked_at: value('at') })
    .where('account_id', '=', value('accountId'))
    .returning(['sequence', 'hash', 'signature', storeNow(db, value('at'), value('shift')).as('lockedAt')]),
)

/** Appends events to the chain of a locked account; returns the new head, which the caller must write. */
export async function append(
  db: Sql,
  accountId: string,
  head: AuditHead,
  at: number,
  entries: readonly AuditEntry[],
): Promise<AuditHead> {
  let { sequence, hash } = head
  const rows = entries.map((entry) => {
    const event: ChainedEvent = {
      ...entry,
      accountId,
      sequence: ++sequence,
      id: newId('audit_event'),
      occurredAt: at,
      previousHash: hash,
    }
    const changes = canonicalChanges(entry.changes)
    hash = hashEvent(event, changes)
    return toRow(event, changes, hash)
  })
  if (rows.length === 1) await insertOne(db, rows[0] as EventRow)
  else for (const part of inParts(rows, rowsPerStatement)) await db.insertInto('audit_events').values(part).execute()
  return { sequence, hash }
}

/** The hash of the event with this sequence; undefined when there is none. */
export const findHash = async (db: Sql, accountId: string, sequence: number): Promise<string | undefined> =>
  (await eventBySequence(db, { accountId, sequence }))?.hash

const eventBySequence = preparedOne((db, value: Value<{ accountId: string; sequence: number }>) =>
  db
    .selectFrom('audit_events')
    .select('hash')
    .where('account_id', '=', value('accountId'))
    .where('sequence', '=', value('sequence')),
)

/** Writes the head of a chain. */
export const moveHead = prepared((db, value: Value<StoredHead & { accountId: string }>) =>
  db
    .updateTable('audit_heads')
    .set({ sequence: value('sequence'), hash: value('hash'), signature: value('signature') })
    .where('account_id', '=', value('accountId')),
)

const insertOne = prepared((db, value: Value<EventRow>) =>
  db.insertInto('audit_events').values(rowOf((column) => value(column))),
)

/** Keeps the number of parameters of one statement below the limits of both engines. */
const rowsPerStatement = 500

function* inParts<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size)
}

type EventRow = Tables['audit_events']

const columns: readonly (keyof EventRow)[] = [...Object.values(eventColumns), 'hash']

const rowOf = (cellOf: (column: keyof EventRow) => unknown): EventRow =>
  Object.fromEntries(columns.map((column) => [column, cellOf(column)])) as unknown as EventRow

/** `changes` are those of the event in their canonical form. */
function toRow(event: ChainedEvent, changes: string, hash: string): EventRow {
  const cells = eventMembers.map((member) => [eventColumns[member], event[member]])
  return { ...Object.fromEntries(cells), changes, decided_by: JSON.stringify(event.decidedBy), hash } as EventRow
}
