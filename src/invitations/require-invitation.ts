import type { Change } from '../changes/changes.ts'
import { notFound } from '../errors.ts'
import { isId } from '../values/id.ts'
import * as invitationStore from './invitation.store.ts'
import type { Invitation } from './invitation.type.ts'

/** The invitation of an id. Throws NOT_FOUND when the account has no such invitation. */
export async function requireInvitation({ db, accountId }: Change, id: string): Promise<Invitation> {
  const invitation = isId('invitation', id) ? await invitationStore.find(db, accountId, id) : undefined
  if (!invitation) throw notFound('invitation', 'id')
  return invitation
}
