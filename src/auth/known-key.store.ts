import { sql } from 'kysely'
import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'
import type { KeySet } from './key-set.ts'
import type { KnownKey } from './keys.ts'

/** A row with its signature. */
export interface SignedKey extends KnownKey {
  readonly signature: string
}

/** The keys of the store, oldest first. */
export const list = (db: Sql): Promise<SignedKey[]> =>
  db
    .selectFrom('master_keys')
    .select([
      'id',
      'fingerprint',
      'public_key as publicKey',
      'valid_from as validFrom',
      'retired_at as retiredAt',
      'signature',
    ])
    .orderBy('valid_from')
    .orderBy('id')
    .execute()

/**
 * The text that a key signs about another one. Without a signature, somebody who can write to the store could publish a
 * key of their own. It begins unlike the text of any head or checkpoint.
 */
const textOf = ({ id, fingerprint, publicKey, validFrom, retiredAt }: KnownKey): string =>
  ['clustergate master key', id, fingerprint, publicKey, validFrom, retiredAt ?? ''].join('\n')

export const isGenuine = (key: SignedKey, sets: readonly Pick<KeySet, 'verifyHead'>[]): boolean =>
  sets.some((set) => set.verifyHead(textOf(key), key.signature))

/** Writes these keys, signed by one of them. */
export async function save(db: Sql, keys: readonly KnownKey[], signer: KeySet): Promise<void> {
  for (const key of keys) {
    await db
      .insertInto('master_keys')
      .values({
        id: key.id,
        fingerprint: key.fingerprint,
        public_key: key.publicKey,
        valid_from: key.validFrom,
        retired_at: key.retiredAt,
        signature: signer.signHead(textOf(key)),
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((set) => ({
          retired_at: set.ref('excluded.retired_at'),
          signature: set.ref('excluded.signature'),
        })),
      )
      .execute()
  }
}

const setting = 'master_key'

/** The fingerprint of the key that the store was first opened with. */
export async function findBound(db: Sql): Promise<string | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', setting).executeTakeFirst()
  return row?.value
}

/** Binds a store to a key, unless it is bound already. */
export async function bind(db: Sql, fingerprint: string): Promise<void> {
  await sql`insert into settings (key, value) values (${setting}, ${fingerprint}) on conflict do nothing`.execute(db)
}

/** When the first account was made; undefined where there is none. */
export async function beginning(db: Sql): Promise<number | undefined> {
  const { at } = await ofEveryAccount(db)
    .selectFrom('accounts')
    .select(({ fn }) => fn.min<number | null>('created_at').as('at'))
    .executeTakeFirstOrThrow()
  return at ?? undefined
}
