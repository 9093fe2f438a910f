import { prepared, preparedOne, type Value } from '../store/statement.ts'
import type { Sql, Tables } from '../store/tables.ts'

type KeyRow = Tables['idempotency_keys']

interface KeyRef {
  readonly accountId: string
  readonly principalId: string
  readonly key: string
}

/** The key of a principal that was used after a time; undefined when there is none. */
export const find = preparedOne((db, value: Value<KeyRef & { after: number }>) =>
  db
    .selectFrom('idempotency_keys')
    .select(['request_hash', 'owner_id', 'answer', 'created_at'])
    .where('account_id', '=', value('accountId'))
    .where('principal_id', '=', value('principalId'))
    .where('key', '=', value('key'))
    .where('created_at', '>', value('after')),
)

/** Keeps a key with its answer, in the place of an older one. */
export const keep = prepared((db, value: Value<KeyRow>) =>
  db
    .insertInto('idempotency_keys')
    .values({
      account_id: value('account_id'),
      principal_id: value('principal_id'),
      key: value('key'),
      request_hash: value('request_hash'),
      action: value('action'),
      owner_id: value('owner_id'),
      answer: value('answer'),
      created_at: value('created_at'),
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'principal_id', 'key']).doUpdateSet((row) => ({
        request_hash: row.ref('excluded.request_hash'),
        action: row.ref('excluded.action'),
        owner_id: row.ref('excluded.owner_id'),
        answer: row.ref('excluded.answer'),
        created_at: row.ref('excluded.created_at'),
      })),
    ),
)

/** Removes the oldest keys of an account that were used until a time; answers with their number. */
export async function removeOldest(db: Sql, accountId: string, until: number, max: number): Promise<number> {
  const oldest = db
    .selectFrom('idempotency_keys')
    .select(['principal_id', 'key'])
    .where('account_id', '=', accountId)
    .where('created_at', '<=', until)
    .orderBy('created_at')
    .limit(max)
  const { numDeletedRows } = await db
    .deleteFrom('idempotency_keys')
    .where('account_id', '=', accountId)
    .where(({ eb, refTuple }) => eb(refTuple('principal_id', 'key'), 'in', oldest.$asTuple('principal_id', 'key')))
    // One that was used again meanwhile stays.
    .where('created_at', '<=', until)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

/** When the oldest key of an account was used; undefined when it has none. */
export async function oldestUse(db: Sql, accountId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select('created_at')
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at
}
