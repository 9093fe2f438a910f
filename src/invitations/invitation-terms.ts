import type { Change } from '../changes/changes.ts'
import { conflict } from '../errors.ts'
import type { Group } from '../groups/group.type.ts'
import * as userStore from '../users/user.store.ts'
import type { Attribute } from '../users/user.type.ts'
import type { Json } from '../values/canonical-json.ts'
import { printDateTime } from '../values/date-time.ts'
import type { Invitation } from './invitation.type.ts'

/** The terms of an invitation as the audit log records them: the groups and attributes that come with it. */
export const auditView = (groups: readonly Group[], attributes: readonly Attribute[]): Record<string, Json> => ({
  groups: groups.map(({ key }) => key).sort(),
  attributes: attributes.map(({ key, value }) => ({ key, value })),
})

/** The sending of an invitation as the audit log records it. */
export const sendingAuditView = ({ sentCount, expiresAt, invitedById }: Invitation) => ({
  sentCount,
  expiresAt: printDateTime(expiresAt),
  invitedBy: invitedById,
})

/** Throws CONFLICT when the address belongs to a user of the account, active or deactivated. */
export async function refuseMember({ db, accountId }: Change, email: string): Promise<void> {
  const member = await userStore.findByEmail(db, accountId, email)
  if (!member) return
  if (member.status === 'ACTIVE') throw conflict('This address already belongs to a person of the account.')
  throw conflict('This address belongs to a person who is deactivated: activate them again instead of inviting them.')
}
