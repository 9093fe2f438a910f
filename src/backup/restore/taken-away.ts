import type { ExportedEvent } from '../../audit-events/exported.ts'
import { operatorActions } from '../../policy/operator-actions.ts'

/** What a database token lost. */
export interface TokenLoss {
  readonly isRevoked?: boolean
  /** An earlier end. */
  readonly expiresAt?: number
  /** What it may still do: others than these are lost. */
  readonly permissions?: readonly { readonly action: string; readonly databaseId: string }[]
}

interface Membership {
  readonly group: string
  readonly until: string | null
}

/** What was taken away from people and credentials: by events of an audit log, or because it may have been. */
export class TakenAway {
  readonly managementTokens = new Set<string>()
  readonly databaseTokens = new Map<string, TokenLoss>()
  /** The clusters whose proxy has another secret. */
  readonly proxies = new Set<string>()
  /** The people whose password is another one, or none. */
  readonly passwords = new Set<string>()
  /** The people who have another address. */
  readonly addresses = new Map<string, string>()
  readonly people = new Map<string, 'REMOVED' | 'DEACTIVATED'>()
  /** By person and key of a group, when the membership ends; null where it was taken away. */
  readonly memberships = new Map<string, Map<string, number | null>>()
  /** What else was done, by action: that is not carried out again. */
  readonly others = new Map<string, number>()

  /** Takes in an event; those of one log in their order. */
  add(event: ExportedEvent): void {
    if (event.outcome !== 'SUCCEEDED') return
    const { action, resourceId: id } = event
    const take = readers[action] ?? (id?.startsWith('database_token_') ? takeToken : undefined)
    if (take && id !== null) take(this, id, event)
    else if (!isOverAnyway.test(action)) this.others.set(action, (this.others.get(action) ?? 0) + 1)
  }
}

/** What ends at a restore whatever was done, or takes nothing away and is done again by itself. */
const isOverAnyway =
  /^(session|invitation|sync)\.|^(password\.request_reset|user\.request_email_change|dataplane\.denied|key\.rotate)/

type Reader = (taken: TakenAway, id: string, event: ExportedEvent) => void

const changeOf = ({ changes }: ExportedEvent, field: string) => changes.find((change) => change.field === field)

const takePassword: Reader = (taken, id) => void taken.passwords.add(id)

const takePerson: Reader = (taken, id) => void taken.people.set(id, 'REMOVED')

/** Whatever changed it: revoked, rotated, updated, abandoned. */
const takeToken: Reader = (taken, id, event) => {
  const before = taken.databaseTokens.get(id)
  const end = changeOf(event, 'expiresAt')?.after
  const permissions = changeOf(event, 'permissions')?.after as TokenLoss['permissions'] | null
  const isRevoked = event.action.endsWith('.revoke') || typeof changeOf(event, 'revokedAt')?.after === 'string'
  taken.databaseTokens.set(id, {
    ...before,
    ...(isRevoked && { isRevoked }),
    ...(typeof end === 'string' && { expiresAt: Date.parse(end) }),
    ...(permissions && { permissions }),
  })
}

/** The memberships of one person, as far as they are known to have lost some. */
function lossesOf(taken: TakenAway, id: string): Map<string, number | null> {
  const losses = taken.memberships.get(id) ?? new Map<string, number | null>()
  taken.memberships.set(id, losses)
  return losses
}

const takeMemberships: Reader = (taken, id, event) => {
  const change = changeOf(event, 'memberships')
  const listed = (side: unknown): readonly Membership[] => (Array.isArray(side) ? side : [])
  const losses = lossesOf(taken, id)
  for (const { group } of listed(change?.before)) losses.set(group, null)
  for (const { group, until } of listed(change?.after)) {
    if (until === null) losses.delete(group)
    else losses.set(group, Date.parse(until))
  }
}

const takeGroups: Reader = (taken, id, event) => {
  const change = changeOf(event, 'groups')
  const keys = (side: unknown): readonly string[] => (Array.isArray(side) ? side : [])
  const losses = lossesOf(taken, id)
  const after = keys(change?.after)
  for (const key of keys(change?.before).filter((one) => !after.includes(one))) losses.set(key, null)
  for (const key of after.filter((one) => !keys(change?.before).includes(one))) losses.delete(key)
}

const takeStatus: Reader = (taken, id, event) => {
  const status = changeOf(event, 'status')?.after
  if (status === 'DEACTIVATED') taken.people.set(id, status)
  else if (status === 'ACTIVE') taken.people.delete(id)
  else taken.others.set(event.action, (taken.others.get(event.action) ?? 0) + 1)
}

const readers: Readonly<Record<string, Reader>> = {
  'management_token.revoke': (taken, id) => void taken.managementTokens.add(id),
  [operatorActions.mintProxySecret]: (taken, id) => void taken.proxies.add(id),
  [operatorActions.endProxySecret]: (taken, id) => void taken.proxies.add(id),
  [operatorActions.endPassword]: takePassword,
  'password.change': takePassword,
  'password.reset': takePassword,
  'user.change_email': (taken, id, event) => {
    const after = changeOf(event, 'email')?.after
    if (typeof after === 'string') taken.addresses.set(id, after)
  },
  'user.remove': takePerson,
  'user.leave': takePerson,
  'user.update': takeStatus,
  'user.set_groups': takeGroups,
  'membership.add': takeMemberships,
  'membership.remove': takeMemberships,
  'membership.expire': takeMemberships,
}
