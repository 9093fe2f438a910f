import * as accountStore from '../accounts/account.store.ts'
import type { Keys } from '../auth/keys.ts'
import type { PasswordHasher } from '../auth/password.ts'
import type { Change, Changes } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import * as linkStore from '../clusters/links/link.store.ts'
import * as proxySecretStore from '../clusters/proxy-secret.store.ts'
import { conflict, isConflict, notFound } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import type { InviteService } from '../invitations/invite.service.ts'
import { differences } from '../ledger/chain.ts'
import { startChain } from '../ledger/ledger.store.ts'
import type { AuditAction } from '../policy/audit-actions.ts'
import { adminGroup, type BuiltInKey } from '../policy/groups.ts'
import { operatorActions } from '../policy/operator-actions.ts'
import type { Throttle } from '../sessions/throttle.ts'
import { changeTarget, resetTarget, signInTarget, type ThrottleScopes } from '../sessions/throttle-scopes.ts'
import type { Store } from '../store/store.ts'
import type { Sql } from '../store/tables.ts'
import { printAttributes } from '../users/attributes.ts'
import * as membershipStore from '../users/membership.store.ts'
import * as userStore from '../users/user.store.ts'
import type { Attribute } from '../users/user.type.ts'
import { newId } from '../values/id.ts'
import { networkOf } from '../values/ip-address.ts'
import { clusterCalled } from './cluster-called.ts'
import { commandOrigin } from './command-origin.ts'
import { insertCluster, type NewCluster } from './new-cluster.ts'
import * as operatorStore from './operator.store.ts'

/** A person to import, without a password: they set one by a reset link. */
export interface ImportedUser {
  readonly email: string
  readonly name: string
  readonly groups: readonly BuiltInKey[]
  readonly attributes: readonly Attribute[]
}

/** Where an account may be created: in any store, or only in an empty one. */
export type Where = 'any store' | 'an empty store'

export interface FirstAdmin {
  readonly email: string
  readonly password: string
}

type NewCredential = Pick<userStore.NewUser, 'id' | 'password'>

/** The operator's commands on the store; their arguments have been parsed. */
export class OperatorService {
  constructor(
    private readonly store: Store,
    private readonly changes: Changes,
    private readonly invites: InviteService,
    private readonly keys: Keys,
    private readonly hasher: PasswordHasher,
    private readonly throttle: Throttle,
    private readonly scopes: ThrottleScopes,
  ) {}

  accounts(): Promise<accountStore.AccountRow[]> {
    return accountStore.list(this.store.db)
  }

  /** Throws NOT_FOUND. */
  async account(id: string): Promise<accountStore.AccountRow> {
    const account = await accountStore.find(this.store.db, id)
    if (!account) throw notFound('account')
    return account
  }

  /** Returns the link of the first Admin's invitation. Throws CONFLICT unless `where` allows another account. */
  async createAccount(
    name: string,
    clusters: readonly NewCluster[],
    adminEmail: string,
    where: Where = 'any store',
  ): Promise<{ accountId: string; clusterIds: string[]; invitationLink: string }> {
    const accountId = newId('account')
    const { clusterIds, first } = await this.#create(accountId, name, clusters, where, (change) =>
      this.invites.inviteAsOperator(under(change, operatorActions.inviteAdmin), adminEmail, [adminGroup]),
    )
    return { accountId, clusterIds, invitationLink: first }
  }

  /** Like `createAccount`, with an Admin who can sign in at once; their password has been checked. */
  async createAccountWithAdmin(
    name: string,
    clusters: readonly NewCluster[],
    admin: FirstAdmin,
    where: Where = 'any store',
  ): Promise<{ accountId: string; clusterIds: string[] }> {
    const accountId = newId('account')
    const credential = await this.#credentialFor(accountId, admin.password)
    const { clusterIds } = await this.#create(accountId, name, clusters, where, (change) =>
      insertUser(under(change, operatorActions.createAdmin), adminCalled(admin.email), credential),
    )
    return { accountId, clusterIds }
  }

  /** Creates the first person of an account; false when the store has, or ever had, any person. Throws NOT_FOUND. */
  async createFirstAdmin(accountId: string, admin: FirstAdmin): Promise<boolean> {
    if (await operatorStore.hasUsers(this.store.db)) return false
    const credential = await this.#credentialFor(accountId, admin.password)
    try {
      await this.changes.runAsOperator(accountId, operatorActions.createAdmin, commandOrigin(), async (change) => {
        if (await operatorStore.hasUsers(change.db)) throw conflict('The store holds people already.')
        await insertUser(change, adminCalled(admin.email), credential)
      })
      return true
    } catch (error) {
      if (isConflict(error)) return false
      throw error
    }
  }

  /** Throws NOT_FOUND, CONFLICT. */
  addCluster(accountId: string, { name, url }: NewCluster): Promise<string> {
    return this.changes.runAsOperator(accountId, operatorActions.addCluster, commandOrigin(), async (change) => {
      const existing = await clusterStore.list(change.db, accountId)
      if (existing.some((cluster) => cluster.name === name)) throw conflict(`The account has a cluster called ${name}.`)
      return insertCluster(change, this.keys, { name, url })
    })
  }

  /** Changes the name or the URL of a cluster. Throws NOT_FOUND, CONFLICT. */
  updateCluster(
    accountId: string,
    nameOrId: string,
    patch: Partial<clusterStore.ClusterNames>,
  ): Promise<clusterStore.ClusterNames> {
    return this.changes.runAsOperator(accountId, operatorActions.updateCluster, commandOrigin(), async (change) => {
      const existing = await clusterStore.list(change.db, accountId)
      const { id, name, url } = clusterCalled(existing, nameOrId)
      if (existing.some((other) => other.id !== id && other.name === patch.name)) {
        throw conflict(`The account has a cluster called ${patch.name}.`)
      }
      const after = { name, url, ...patch }
      await clusterStore.update(change.db, accountId, id, after)
      change.record({ id, label: after.name, changes: differences({ name, url }, after) })
      return after
    })
  }

  /** Removes a cluster that never held a database or a token; others stay on record. Throws NOT_FOUND, CONFLICT. */
  removeCluster(accountId: string, nameOrId: string): Promise<string> {
    return this.changes.runAsOperator(accountId, operatorActions.removeCluster, commandOrigin(), async (change) => {
      const { id, name, url } = clusterCalled(await clusterStore.list(change.db, accountId), nameOrId)
      if (await linkStore.find(change.db, accountId, id)) {
        throw conflict(`${name} cannot be removed while it is connected: clustergate cluster disconnect.`)
      }
      const { databases, tokens } = await clusterStore.countContent(change.db, accountId, id)
      if (databases + tokens > 0) {
        throw conflict(
          `${name} cannot be removed: it holds ${databases} databases and ${tokens} database tokens, deleted and revoked ones included, which stay on record.`,
        )
      }
      await proxySecretStore.removeAll(change.db, accountId, id)
      await clusterStore.remove(change.db, accountId, id)
      change.record({ id, label: name, changes: differences({ name, url }, {}) })
      return name
    })
  }

  /** Throws NOT_FOUND. */
  async renameAccount(accountId: string, name: string): Promise<void> {
    await this.changes.runAsOperator(accountId, operatorActions.renameAccount, commandOrigin(), async (change) => {
      const before = await accountStore.find(change.db, accountId)
      await accountStore.rename(change.db, accountId, name)
      change.record({ id: accountId, label: name, changes: differences({ name: before?.name ?? null }, { name }) })
    })
  }

  /**
   * Returns the link of an Admin's invitation: the way back in when all Admins are gone. Throws NOT_FOUND, CONFLICT.
   */
  inviteAdmin(accountId: string, email: string): Promise<string> {
    return this.changes.runAsOperator(accountId, operatorActions.inviteAdmin, commandOrigin(), (change) =>
      this.invites.inviteAsOperator(change, email, [adminGroup]),
    )
  }

  /**
   * Resets the counters of a person's failed sign-ins and reset requests. With `ip`, its network counts as known to the
   * person, as if they had signed in from it, so that guesses made elsewhere no longer delay them there. Throws
   * NOT_FOUND.
   */
  unlock(accountId: string, email: string, ip?: string): Promise<void> {
    return this.changes.runAsOperator(accountId, operatorActions.unlockUser, commandOrigin(), async (change) => {
      const user = await userStore.findByEmail(change.db, accountId, email)
      if (!user) throw notFound('user')
      const { id } = user
      await this.throttle.forgiveTargets(change.db, [signInTarget(email), resetTarget(id), changeTarget(id)])
      if (ip !== undefined) await this.scopes.noteSignIn(change.db, { accountId, id }, ip, change.at)
      const changes = ip === undefined ? [] : differences({}, { knownNetwork: networkOf(ip) })
      change.record({ id, label: email, changes })
    })
  }

  /** All or nothing. Throws NOT_FOUND, and CONFLICT for the first address that is taken. */
  importUsers(accountId: string, users: readonly ImportedUser[]): Promise<void> {
    return this.changes.runAsOperator(accountId, operatorActions.importUsers, commandOrigin(), async (change) => {
      const offered = await groupStore.list(change.db, accountId)
      for (const user of users) await insertUser(change, user, { id: newId('user'), password: null }, offered)
    })
  }

  /** Those of the addresses that belong to a person of the account. */
  async taken(accountId: string, emails: readonly string[]): Promise<Set<string>> {
    const taken = new Set<string>()
    for (const email of emails) {
      if (await userStore.findByEmail(this.store.db, accountId, email)) taken.add(email)
    }
    return taken
  }

  /** Creates an account with its groups, its chain, its clusters and its first Admin, in one transaction. */
  async #create<T>(
    accountId: string,
    name: string,
    clusters: readonly NewCluster[],
    where: Where,
    admit: (change: Change) => Promise<T>,
  ): Promise<{ clusterIds: string[]; first: T }> {
    const begin = async (db: Sql, at: number) => {
      if (where === 'an empty store') await this.#expectEmpty(db)
      await accountStore.insert(db, { id: accountId, name, createdAt: at })
      await groupStore.insertBuiltIn(db, accountId)
      await startChain(db, this.keys, accountId, at)
    }
    const work = async (change: Change) => {
      change.record({ id: accountId, label: name, changes: differences({}, { name }) })
      const clusterIds: string[] = []
      for (const cluster of clusters) clusterIds.push(await insertCluster(change, this.keys, cluster))
      return { clusterIds, first: await admit(change) }
    }
    return this.changes.runOnNewAccount(accountId, operatorActions.createAccount, commandOrigin(), begin, work)
  }

  /** The id and the password hash of a new person; the hash is valid for this id only. */
  async #credentialFor(accountId: string, password: string): Promise<NewCredential> {
    const id = newId('user')
    return { id, password: await this.hasher.hash({ accountId, id }, password) }
  }

  /**
   * Throws CONFLICT unless the store is empty. The lock makes sure that one of several starting instances creates the
   * account.
   */
  async #expectEmpty(db: Sql): Promise<void> {
    await this.store.lock(db, 'first account')
    if ((await accountStore.list(db)).length > 0) throw conflict('The store holds an account already.')
  }
}

/** A change whose events have another action. */
const under = (change: Change, action: AuditAction): Change => ({
  ...change,
  record: (event) => change.record({ action, ...event }),
})

const adminCalled = (email: string): ImportedUser => ({
  email,
  name: email.slice(0, email.indexOf('@')),
  groups: [adminGroup],
  attributes: [],
})

async function insertUser(
  change: Change,
  user: ImportedUser,
  { id, password }: NewCredential,
  offered?: readonly Group[],
): Promise<void> {
  const { db, accountId, at } = change
  const { email, name, groups, attributes } = user
  if (await userStore.findByEmail(db, accountId, email)) throw conflict(`${email} already belongs to the account.`)
  await userStore.insert(db, accountId, { id, email, name, attributes: printAttributes(attributes), password }, at)
  const known = offered ?? (await groupStore.list(db, accountId))
  const groupIds = known.filter(({ key }) => (groups as readonly string[]).includes(key)).map((group) => group.id)
  const terms = { until: null, source: 'IMPORT', grantedById: null, grantedAt: at, reason: null } as const
  await membershipStore.put(db, accountId, id, groupIds, terms)
  const view = {
    email,
    name,
    groups: [...groups].sort(),
    attributes: attributes.map(({ key, value }) => ({ key, value })),
  }
  change.record({ id, label: email, changes: differences({}, view) })
}
