import type { Change } from '../../changes/changes.ts'
import type { LinkedClusters } from '../../clusters/links/linked-clusters.ts'
import * as proxySecretStore from '../../clusters/proxy-secret.store.ts'
import * as permissionStore from '../../database-tokens/database-permission.store.ts'
import * as databaseTokenStore from '../../database-tokens/database-token.store.ts'
import { auditView, everyDatabase, type Grant } from '../../database-tokens/database-token.ts'
import type { DatabaseToken } from '../../database-tokens/database-token.type.ts'
import { carryToken } from '../../database-tokens/issue.ts'
import { differences } from '../../ledger/chain.ts'
import * as managementTokenStore from '../../management-tokens/management-token.store.ts'
import { operatorActions } from '../../policy/operator-actions.ts'
import { wholeAccount } from '../../policy/reach.ts'
import { heldBy } from '../../users/held-memberships.ts'
import * as membershipStore from '../../users/membership.store.ts'
import { queueExpiry } from '../../users/membership-expiry.ts'
import * as userStore from '../../users/user.store.ts'
import { printDateTime, printDateTimeOrNull } from '../../values/date-time.ts'
import * as restoredStore from './restored.store.ts'
import type { TakenAway, TokenLoss } from './taken-away.ts'

/** How many of each kind lost something. */
export type Losses = Readonly<Record<string, number>>

/**
 * Takes away again, in a store that was put back, what was taken away before: each with an event in the audit log. What
 * is not there, or has lost it already, is left alone.
 */
export async function takeAway(change: Change, clusters: LinkedClusters, taken: TakenAway): Promise<Losses> {
  const count = async <T>(all: Iterable<T>, one: (item: T) => Promise<boolean>): Promise<number> => {
    let counted = 0
    for (const item of all) if (await one(item)) counted++
    return counted
  }
  return {
    managementTokens: await count(taken.managementTokens, (id) => endManagementToken(change, id)),
    databaseTokens: await count(taken.databaseTokens, ([id, loss]) => limitDatabaseToken(change, clusters, id, loss)),
    proxySecrets: await count(taken.proxies, (id) => endProxySecret(change, id)),
    people: await count(taken.people, ([id, status]) => lockOut(change, id, status)),
    passwords: await count(taken.passwords, (id) => endPassword(change, id)),
    addresses: await count(taken.addresses, ([id, email]) => giveAddress(change, id, email)),
    memberships: await count(taken.memberships, ([id, losses]) => endMemberships(change, id, losses)),
  }
}

async function endManagementToken(change: Change, id: string): Promise<boolean> {
  const { db, accountId, at } = change
  const revoked = await managementTokenStore.revoke(db, accountId, id, at, null)
  if (revoked) recordEndOfToken(change, revoked)
  return revoked !== undefined
}

function recordEndOfToken(change: Change, { id, description }: { readonly id: string; readonly description: string }) {
  const changes = differences({ revokedAt: null }, { revokedAt: printDateTime(change.at) })
  change.record({ id, label: description, changes, action: 'management_token.revoke' })
}

/** Revokes a token, brings its end forward, or takes permissions away from it. */
async function limitDatabaseToken(
  change: Change,
  clusters: LinkedClusters,
  id: string,
  loss: TokenLoss,
): Promise<boolean> {
  const { db, accountId, at } = change
  const before = await databaseTokenStore.find(db, wholeAccount(accountId), id, at)
  if (!before || before.revokedAt !== null) return false
  const held = await permissionStore.ofTokens(db, wholeAccount(accountId), [id], at)
  const after = await limited(change, before, loss)
  const kept = await narrowed(change, before, held, loss)
  if (after === before && kept.length === held.length) return false
  const changes = differences(auditView(before, held), auditView(after, kept))
  const action = after.revokedAt === null ? 'database_token.update' : 'database_token.revoke'
  change.record({ id, label: after.description, changes, action })
  await carryToken(change, after, await clusters.capabilitiesOf(db, accountId, after.clusterId))
  return true
}

async function limited(
  { db, accountId, at }: Change,
  before: DatabaseToken,
  { isRevoked, expiresAt }: TokenLoss,
): Promise<DatabaseToken> {
  const { id } = before
  if (isRevoked) return (await databaseTokenStore.revoke(db, accountId, id, at, null)) ?? before
  const isEarlier = expiresAt !== undefined && (before.expiresAt === null || expiresAt < before.expiresAt)
  return isEarlier ? databaseTokenStore.update(db, accountId, id, { expiresAt }, at) : before
}

/** Leaves a token those of its permissions that it had in the end. */
async function narrowed(
  { db, accountId }: Change,
  token: DatabaseToken,
  held: readonly Grant[],
  { permissions }: TokenLoss,
): Promise<readonly Grant[]> {
  if (!permissions) return held
  const isKept = ({ action, databaseId }: Grant) =>
    permissions.some((one) => one.action === action && [everyDatabase, databaseId].includes(one.databaseId))
  const kept = held.filter(isKept)
  if (kept.length === held.length) return held
  await permissionStore.remove(db, accountId, token.id)
  await permissionStore.insert(db, accountId, token, kept)
  return kept
}

async function endProxySecret(change: Change, clusterId: string): Promise<boolean> {
  const { db, accountId, at } = change
  if ((await proxySecretStore.countAccepted(db, accountId, clusterId, at)) === 0) return false
  await proxySecretStore.endAt(db, accountId, clusterId, at, at)
  change.record({ id: clusterId, label: null, action: operatorActions.endProxySecret })
  return true
}

/** Deactivates or removes a person, and revokes their management tokens; their sessions and links have ended. */
async function lockOut(change: Change, id: string, status: 'REMOVED' | 'DEACTIVATED'): Promise<boolean> {
  const { db, accountId, at } = change
  const user = await userStore.find(db, accountId, id)
  if (!user || (status === 'DEACTIVATED' && user.status === status)) return false
  for (const token of await managementTokenStore.revokeOf(db, accountId, id, at, null)) recordEndOfToken(change, token)
  if (status === 'REMOVED') {
    await userStore.remove(db, accountId, id, at)
    change.record({ id, label: user.email, changes: differences({ email: user.email }, {}), action: 'user.remove' })
  } else {
    await userStore.update(db, accountId, id, { status })
    change.record({
      id,
      label: user.email,
      changes: differences({ status: 'ACTIVE' }, { status }),
      action: 'user.update',
    })
  }
  return true
}

async function endPassword(change: Change, id: string): Promise<boolean> {
  const email = await restoredStore.endPassword(change.db, change.accountId, id)
  if (email !== undefined) change.record({ id, label: email, action: operatorActions.endPassword })
  return email !== undefined
}

/** Gives a person the address that they had in the end, so that no mail about them goes to the one before. */
async function giveAddress(change: Change, id: string, email: string): Promise<boolean> {
  const { db, accountId } = change
  const user = await userStore.find(db, accountId, id)
  if (!user || user.email === email || (await userStore.findByEmail(db, accountId, email))) return false
  await userStore.setEmail(db, accountId, id, email)
  const changes = differences({ email: user.email }, { email })
  change.record({ id, label: email, changes, action: 'user.change_email' })
  return true
}

/** Takes a person out of groups, or brings the end of their memberships forward. */
async function endMemberships(
  change: Change,
  id: string,
  losses: ReadonlyMap<string, number | null>,
): Promise<boolean> {
  const { db, accountId } = change
  const user = await userStore.find(db, accountId, id)
  const held = user ? await heldBy(change, user) : []
  let count = 0
  for (const membership of held) {
    const { group, until, reason } = membership
    const end = losses.get(group.key)
    if (end === undefined || (end !== null && until !== null && until <= end)) continue
    const view = { group: group.key, until: printDateTimeOrNull(until), reason }
    if (end === null) await membershipStore.remove(db, accountId, id, [group.id])
    else {
      await membershipStore.put(db, accountId, id, [group.id], { ...membership, until: end })
      await queueExpiry(change, id, end)
    }
    const after = end === null ? [] : [{ ...view, until: printDateTime(end) }]
    const changes = differences({ memberships: [view] }, { memberships: after })
    const action = end === null ? 'membership.remove' : 'membership.add'
    change.record({ id, label: user?.email ?? null, changes, action })
    count++
  }
  if (count > 0) await userStore.update(db, accountId, id, {})
  return count > 0
}
