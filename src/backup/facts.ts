import type { KnownKey } from '../auth/keys.ts'

/** What a backup's manifest tells of a store. */
export interface Facts {
  readonly migrations: readonly string[]
  readonly accounts: readonly AccountFacts[]
  /** The master keys that the store knows, oldest first; none in a store of a version that did not note them. */
  readonly keys: readonly KnownKey[]
  /** The version of the server; null on SQLite. */
  readonly server: string | null
}

/** An account with the last event of its audit log. */
export interface AccountFacts {
  readonly id: string
  readonly name: string
  readonly sequence: number
  readonly hash: string
}

type Row = Readonly<Record<string, unknown>>

/** Runs a statement that reads, whatever the version of the store. */
export type Select = (sql: string) => readonly Row[] | Promise<readonly Row[]>

const textOf = (row: Row, column: string): string => row[column] as string
/** 64-bit numbers come as text from PostgreSQL. */
const numberOf = (row: Row, column: string): number => Number(row[column])

/** Reads, of one state of a store, what its manifest tells. */
export async function readFacts(select: Select): Promise<Omit<Facts, 'server'>> {
  const migrations = (await select('select name from migrations order by name')).map((row) => textOf(row, 'name'))
  const accounts = await select(
    `select accounts.id, accounts.name, audit_heads.sequence, audit_heads.hash
     from accounts join audit_heads on audit_heads.account_id = accounts.id order by accounts.id`,
  )
  // The keys were noted in the store from this migration on.
  const keys = migrations.includes('0018-master-keys')
    ? await select(
        'select id, fingerprint, public_key, valid_from, retired_at from master_keys order by valid_from, id',
      )
    : []
  return {
    migrations,
    accounts: accounts.map((row) => ({
      id: textOf(row, 'id'),
      name: textOf(row, 'name'),
      sequence: numberOf(row, 'sequence'),
      hash: textOf(row, 'hash'),
    })),
    keys: keys.map((row) => ({
      id: textOf(row, 'id'),
      fingerprint: textOf(row, 'fingerprint'),
      publicKey: textOf(row, 'public_key'),
      validFrom: numberOf(row, 'valid_from'),
      retiredAt: row['retired_at'] === null ? null : numberOf(row, 'retired_at'),
    })),
  }
}
