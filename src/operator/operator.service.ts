import { randomUUID } from 'node:crypto'
import * as accountStore from '../accounts/account.store.ts'
import type { Account } from '../accounts/account.type.ts'
import { operatorActions } from '../audit/actions.ts'
import { startChain } from '../audit/audit.store.ts'
import { differences } from '../audit/chain.ts'
import type { Origin } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import { checkPassword, type PasswordHasher } from '../auth/password.ts'
import type { Change, Changes } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import { conflict } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { InvitationService } from '../invitations/invitation.service.ts'
import { adminGroup, type GroupKey } from '../policy/groups.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { printAttributes } from '../users/attributes.ts'
import * as userStore from '../users/user.store.ts'
import type { Attribute } from '../users/user.type.ts'
import { newId } from '../values/id.ts'

export interface NewCluster {
  readonly name: string
  readonly url: string
}

/** Somebody to take over as a person, without a password: they set one by a reset link. */
export interface ImportedUser {
  readonly email: string
  readonly name: string
  readonly groups: readonly GroupKey[]
  readonly attributes: readonly Attribute[]
}

/** What only the operator of the gateway does, on the store itself; everything is parsed before. */
export class OperatorService {
  constructor(
    private readonly store: Store,
    private readonly changes: Changes,
    private readonly invitations: InvitationService,
    private readonly keys: Keys,
    private readonly hasher: PasswordHasher,
    private readonly clock: () => number,
  ) {}

  accounts(): Promise<Account[]> {
    return accountStore.list(this.store.db)
  }

  async createAccount(
    name: string,
    clusters: readonly NewCluster[],
    adminEmail: string,
  ): Promise<{ accountId: string; clusterIds: string[]; invitationLink: string }> {
    const origin = commandOrigin()
    const { accountId, clusterIds } = await this.#account(name, clusters, origin)
    return { accountId, clusterIds, invitationLink: await this.inviteAdmin(accountId, adminEmail, origin) }
  }

  /** As `createAccount`, with an Admin who can sign in at once. Throws BAD_INPUT for the password. */
  async createAccountWithAdmin(
    name: string,
    clusters: readonly NewCluster[],
    admin: { readonly email: string; readonly password: string },
  ): Promise<{ accountId: string; clusterIds: string[] }> {
    checkPassword(admin.password, admin.email, 'CLUSTERGATE_ADMIN_PASSWORD')
    const passwordHash = await this.hasher.hash(admin.password)
    const origin = commandOrigin()
    const created = await this.#account(name, clusters, origin)
    await this.changes.runAsOperator(created.accountId, operatorActions.createAdmin, origin, async (change) => {
      const user = { email: admin.email, name: admin.email.slice(0, admin.email.indexOf('@')), attributes: [] }
      await insertUser(change, { ...user, groups: [adminGroup] }, passwordHash)
    })
    return created
  }

  /** Throws NOT_FOUND, CONFLICT. */
  addCluster(accountId: string, { name, url }: NewCluster): Promise<string> {
    return this.changes.runAsOperator(accountId, operatorActions.addCluster, commandOrigin(), async (change) => {
      const existing = await clusterStore.list(change.db, accountId)
      if (existing.some((cluster) => cluster.name === name)) throw conflict(`The account has a cluster called ${name}.`)
      return insertCluster(change, { name, url })
    })
  }

  /** Answers with the link of an Admin's invitation: the way back in when all Admins are gone. Throws NOT_FOUND, CONFLICT. */
  inviteAdmin(accountId: string, email: string, origin = commandOrigin()): Promise<string> {
    return this.changes.runAsOperator(accountId, operatorActions.inviteAdmin, origin, (change) =>
      this.invitations.inviteAsOperator(change, email, [adminGroup]),
    )
  }

  /** All or nothing. Throws NOT_FOUND, and CONFLICT for the first address that is taken. */
  importUsers(accountId: string, users: readonly ImportedUser[]): Promise<void> {
    return this.changes.runAsOperator(accountId, operatorActions.importUsers, commandOrigin(), async (change) => {
      for (const user of users) await insertUser(change, user, null)
    })
  }

  /** The addresses that already belong to somebody of the account. */
  async taken(accountId: string, emails: readonly string[]): Promise<Set<string>> {
    const taken = new Set<string>()
    for (const email of emails) {
      if (await userStore.findByEmail(this.store.db, accountId, email)) taken.add(email)
    }
    return taken
  }

  async #account(name: string, clusters: readonly NewCluster[], origin: Origin) {
    const accountId = newId('account')
    const at = this.clock()
    await this.store.transaction(async (db: Sql) => {
      await accountStore.insert(db, { id: accountId, name, createdAt: at })
      await groupStore.insertBuiltIn(db, accountId)
      await startChain(db, this.keys, accountId, at)
    })
    const clusterIds = await this.changes.runAsOperator(
      accountId,
      operatorActions.createAccount,
      origin,
      async (change) => {
        change.record({ id: accountId, label: name, changes: differences({}, { name }) })
        const ids: string[] = []
        for (const cluster of clusters) ids.push(await insertCluster(change, cluster))
        return ids
      },
    )
    return { accountId, clusterIds }
  }
}

async function insertCluster(change: Change, { name, url }: NewCluster): Promise<string> {
  const id = newId('cluster')
  await clusterStore.insert(change.db, change.accountId, { id, name, url, createdAt: change.at })
  change.record({ id, label: name, action: operatorActions.addCluster, changes: differences({}, { name, url }) })
  return id
}

async function insertUser(change: Change, user: ImportedUser, passwordHash: string | null): Promise<void> {
  const { db, accountId, at } = change
  const { email, name, groups, attributes } = user
  if (await userStore.findByEmail(db, accountId, email)) throw conflict(`${email} already belongs to the account.`)
  const id = newId('user')
  await userStore.insert(db, accountId, { id, email, name, attributes: printAttributes(attributes), passwordHash }, at)
  const offered = await groupStore.list(db, accountId)
  const groupIds = offered.filter(({ key }) => groups.includes(key)).map((group) => group.id)
  await userStore.setGroups(db, accountId, id, groupIds)
  const view = {
    email,
    name,
    groups: [...groups].sort(),
    attributes: attributes.map(({ key, value }) => ({ key, value })),
  }
  change.record({ id, label: email, changes: differences({}, view) })
}

const commandOrigin = (): Origin => ({ requestId: randomUUID(), ip: null, client: 'operator' })
