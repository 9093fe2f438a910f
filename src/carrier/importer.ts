import { isFull, roomFor } from '../accounts/quotas.ts'
import { personBehind } from '../auth/caller.ts'
import { hashDatabaseSecret, mintDatabaseSecret } from '../auth/secret.ts'
import type { GuardedChange } from '../changes/changes.ts'
import type { Grant as ClusterGrant, ObservedDatabase, ObservedToken } from '../clusters/drivers/driver.ts'
import type { ForeignGrant } from '../clusters/work/adopted.store.ts'
import * as adoptedStore from '../clusters/work/adopted.store.ts'
import { wantTokensOf } from '../clusters/work/reaching-tokens.store.ts'
import { workTask } from '../clusters/work/work.store.ts'
import * as permissionStore from '../database-tokens/database-permission.store.ts'
import * as databaseTokenStore from '../database-tokens/database-token.store.ts'
import { type Grant, auditView as tokenAuditView } from '../database-tokens/database-token.ts'
import type { DatabaseToken } from '../database-tokens/database-token.type.ts'
import { decideOnHeld } from '../database-tokens/decide-on-token.ts'
import { refuseToBringIn } from '../databases/carry-into-scope.ts'
import * as databaseStore from '../databases/database.store.ts'
import { auditView as databaseAuditView } from '../databases/database.ts'
import type { Database } from '../databases/database.type.ts'
import { decideOnDatabase } from '../databases/decide-on-database.ts'
import { maxColumnsPerTableDefault, maxTablesDefault } from '../databases/limits.ts'
import { partitionTemplateDefault } from '../databases/partition-template.ts'
import { conflict, notFound, unsupported } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { differences } from '../ledger/chain.ts'
import { wholeAccount } from '../policy/reach.ts'
import { lifecycle } from '../restorable/restorable-status.ts'
import { enqueue } from '../tasks/task.store.ts'
import { newId } from '../values/id.ts'
import { descriptionLengthMax } from '../values/text.ts'
import type { ClusterContent } from './cluster-content.ts'
import type { KnownContent, KnownDatabase } from './known-content.store.ts'
import { credentialBar, databaseBar, isManaged, managerOf, recordOf } from './unmanaged.ts'

/** What a token is shown by whose secret is not known. */
const unknownPrefix = '…'

/** Takes over what lies on a cluster, as part of one change. */
export class Importer {
  readonly #change: GuardedChange
  /** The ids of our databases by their names on the cluster. */
  readonly #idByName: Map<string, string>
  /** Those of the databases that this change has taken over. */
  readonly #imported = new Map<string, string>()
  /** How many more objects the account may have. */
  readonly #room = new Map<string, number>()
  #foreign: readonly adoptedStore.ForeignTokens[] | undefined
  #groups: readonly Group[] | undefined
  readonly #adopted: adoptedStore.Adopted[] = []
  readonly #permissions: permissionStore.NewPermissions[] = []

  constructor(
    change: GuardedChange,
    private readonly clusterId: string,
    private readonly content: ClusterContent,
    private readonly known: KnownContent,
  ) {
    this.#change = change
    const managed = content.databases.flatMap((database) => {
      const manager = managerOf(database, known)
      return manager && manager.deletedAt === null ? [[database.externalName, manager.id] as const] : []
    })
    this.#idByName = new Map(managed)
  }

  /** Takes over a database with its retention and limits. Throws NOT_FOUND, CONFLICT, UNSUPPORTED, FORBIDDEN. */
  async importDatabase(name: string, field: string): Promise<Database> {
    const { db, accountId, at } = this.#change
    const observed = this.content.databases.find(({ externalName }) => externalName === name)
    if (!observed) throw notFound('database on the cluster', field)
    const manager = managerOf(observed, this.known)
    if (manager) throw managedAlready(manager, field)
    const bar = databaseBar(observed)
    if (bar !== null) throw unsupported(field, bar)
    const record = recordOf(observed, this.known)
    if (record?.state === 'PENDING' || record?.state === 'CREATING') {
      throw conflict('A database of this name is on its way to the cluster. Try again once that is over.', field)
    }
    const before = record && (await databaseStore.find(db, wholeAccount(accountId), record.id, at))
    if (before) await decideOnDatabase(this.#change, before, 'DATABASE_UPDATE')
    await this.#decideOnTokensOf(name)
    const after = before ? takenOver(before, observed, at) : newDatabase(this.clusterId, observed, at)
    await refuseToBringIn(this.#change, after, () => this.#groupsOfAccount(), field)
    const ref = { clusterId: this.clusterId, kind: 'DATABASE', id: after.id } as const
    const adopted: adoptedStore.Adopted = { ref, known: observed, foreignGrants: [] }
    if (before) {
      await databaseStore.save(db, accountId, after)
      await adoptedStore.adopt(db, accountId, adopted, this.#change)
      // Tokens may have been given it while it was a record only.
      await wantTokensOf(db, accountId, after, this.#change)
    } else {
      await this.#takeRoom('databases')
      await databaseStore.insert(db, accountId, after)
      // Only tokens that reach every database reach it, and those are wanted again once for all.
      if (this.#adopted.length === 0) await wantTokensOf(db, accountId, after, this.#change)
      this.#adopted.push(adopted)
    }
    const changes = differences(before ? databaseAuditView(before) : {}, databaseAuditView(after))
    this.#change.record({ id: after.id, label: after.name, changes, isNew: !before })
    this.#idByName.set(name, after.id)
    this.#imported.set(name, after.id)
    return after
  }

  /** Gives tokens that were imported earlier their permissions on the databases that this change has taken over. */
  async resolveForeignGrants(): Promise<void> {
    const { db, accountId, at } = this.#change
    for (const { id, foreignGrants } of await this.#foreignTokens()) {
      const left = foreignGrants.filter(({ name }) => !this.#imported.has(name))
      if (left.length === foreignGrants.length) continue
      const held = await permissionStore.ofTokens(db, wholeAccount(accountId), [id], at)
      const gained = foreignGrants.flatMap(({ action, name }): Grant[] => {
        const databaseId = this.#imported.get(name)
        return databaseId === undefined ? [] : [{ action, databaseId }]
      })
      await permissionStore.remove(db, accountId, id)
      await permissionStore.insert(db, accountId, { id, clusterId: this.clusterId }, [...held, ...gained])
      await adoptedStore.setForeignGrants(db, accountId, id, left)
    }
  }

  /** Decides on the tokens that were imported earlier, and gain permissions with a database. Throws FORBIDDEN. */
  async #decideOnTokensOf(name: string): Promise<void> {
    for (const { id, foreignGrants } of await this.#foreignTokens()) {
      if (!foreignGrants.some((grant) => grant.name === name)) continue
      await decideOnHeld(this.#change, { id, clusterId: this.clusterId }, 'DATABASE_TOKEN_UPDATE')
    }
  }

  /** The tokens that were imported earlier, with what they may do on databases that were not. */
  async #foreignTokens(): Promise<readonly adoptedStore.ForeignTokens[]> {
    const { db, accountId } = this.#change
    this.#foreign ??= await adoptedStore.foreignTokens(db, accountId, this.clusterId)
    return this.#foreign
  }

  /** Takes over a credential, of which only its users know the secret. Throws NOT_FOUND, CONFLICT, UNSUPPORTED. */
  async importToken(externalId: string, field: string): Promise<DatabaseToken> {
    const { db, accountId, at, caller } = this.#change
    const observed = this.content.tokens.find((token) => token.externalId === externalId)
    if (!observed) throw notFound('credential on the cluster', field)
    if (isManaged(observed, this.known)) throw conflict('It belongs to a database token already.', field)
    const bar = credentialBar(observed)
    if (bar !== null) throw unsupported(field, bar)
    await this.#takeRoom('databaseTokens')
    const token = await databaseTokenStore.insert(db, accountId, {
      id: newId('database_token'),
      clusterId: this.clusterId,
      description: descriptionOf(observed),
      prefix: unknownPrefix,
      // Of a secret that nobody is given: the gateway itself accepts none for it.
      secretHash: hashDatabaseSecret(mintDatabaseSecret()),
      createdAt: at,
      createdById: personBehind(caller),
      expiresAt: observed.expiresAt ?? null,
      rotatedFromId: null,
      lineId: null,
      origin: 'IMPORTED',
    })
    const { grants, foreign } = this.#resolve(observed.grants)
    this.#permissions.push({ id: token.id, clusterId: this.clusterId, grants })
    const ref = { clusterId: this.clusterId, kind: 'DATABASE_TOKEN', id: token.id } as const
    this.#adopted.push({ ref, known: { externalId, externalName: null }, foreignGrants: foreign })
    if (token.expiresAt !== null) await enqueue(db, accountId, workTask, token.id, token.expiresAt)
    this.#change.record({
      id: token.id,
      label: token.description,
      changes: differences({}, { ...tokenAuditView(token, grants), origin: token.origin, externalId }),
      isNew: true,
    })
    return token
  }

  /** Writes what belongs to the imported objects, in a few statements for all of them. */
  async finish(): Promise<void> {
    const { db, accountId } = this.#change
    await permissionStore.insertOfMany(db, accountId, this.#permissions)
    await adoptedStore.adoptNew(db, accountId, this.#adopted, this.#change)
  }

  async #groupsOfAccount(): Promise<readonly Group[]> {
    const { db, accountId } = this.#change
    this.#groups ??= await groupStore.list(db, accountId)
    return this.#groups
  }

  /** Throws CONFLICT when the account is at its limit. Counts only once: nobody else adds any meanwhile. */
  async #takeRoom(name: 'databases' | 'databaseTokens'): Promise<void> {
    const room = this.#room.get(name) ?? (await roomFor(this.#change, name))
    if (room <= 0) throw isFull(name)
    this.#room.set(name, room - 1)
  }

  /** The permissions that grants by name are, and what is left: grants on what is no database here. */
  #resolve(given: readonly ClusterGrant[]): { readonly grants: readonly Grant[]; readonly foreign: ForeignGrant[] } {
    const grants: Grant[] = []
    const foreign: ForeignGrant[] = []
    for (const { action, database } of given) {
      const databaseId = database === null ? null : this.#idByName.get(database.name)
      if (databaseId !== undefined) grants.push({ action, databaseId })
      else if (database !== null) foreign.push({ action, name: database.name, exists: this.#isThere(database.name) })
    }
    return { grants, foreign }
  }

  #isThere(name: string): boolean {
    return this.content.databases.some(({ externalName }) => externalName === name)
  }
}

const settingsOf = ({ retentionSeconds, maxTables, maxColumnsPerTable }: ObservedDatabase) => ({
  retentionPeriod: retentionSeconds,
  ...(maxTables !== undefined && { maxTables }),
  ...(maxColumnsPerTable !== undefined && { maxColumnsPerTable }),
})

const newDatabase = (clusterId: string, observed: ObservedDatabase, at: number): Database => ({
  id: newId('database'),
  clusterId,
  name: observed.externalName,
  ...lifecycle(null),
  maxTables: maxTablesDefault,
  maxColumnsPerTable: maxColumnsPerTableDefault,
  ...settingsOf(observed),
  partitionTemplate: partitionTemplateDefault,
  createdAt: at,
  updatedAt: at,
  version: 1,
  syncRow: undefined,
})

/** A database of ours with the settings that the cluster has for it. */
export const takenOver = (before: Database, observed: ObservedDatabase, at: number): Database => ({
  ...before,
  ...settingsOf(observed),
  updatedAt: at,
  version: before.version + 1,
})

const managedAlready = ({ deletedAt }: KnownDatabase, field: string) =>
  conflict(
    deletedAt === null
      ? 'It is managed here already.'
      : 'It is a deleted database, which can be undeleted or purged; until then it keeps its name.',
    field,
  )

/** A description that a token may have here; the external id where the cluster's is none. */
function descriptionOf({ description, externalId }: ObservedToken): string {
  const printable = description.normalize('NFC').replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
  const text = [...printable.trim()].slice(0, descriptionLengthMax).join('').trim()
  return text === '' ? externalId : text
}
