import { personBehind, type SignedIn } from '../auth/caller.ts'
import type { Changes } from '../changes/changes.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Sql } from '../store/tables.ts'
import { isId } from '../values/id.ts'
import { parseSearch } from '../values/text.ts'
import * as invitationStore from './invitation.store.ts'
import { refusalFor, statusOf } from './invitation.ts'
import type { Invitation, InvitationFilter, InvitationOrder, InvitationPayload } from './invitation.type.ts'
import { requireInvitation } from './require-invitation.ts'
import { revokeInvitations } from './revocation.ts'

const orders: Readonly<Record<InvitationOrder['field'], Omit<Order<Invitation>, 'direction'>>> = {
  CREATED_AT: {
    name: 'invitations by time',
    columns: ['invitations.created_at', 'invitations.id'],
    key: ({ createdAt, id }) => [createdAt, id],
  },
  EMAIL: {
    name: 'invitations by address',
    columns: ['invitations.email', 'invitations.id'],
    key: ({ email, id }) => [email, id],
  },
  EXPIRES_AT: {
    name: 'invitations by end',
    columns: ['invitations.expires_at', 'invitations.id'],
    key: ({ expiresAt, id }) => [expiresAt, id],
  },
}

const newestFirst: InvitationOrder = { field: 'CREATED_AT', direction: 'DESC' }

const orderOf = ({ field, direction }: InvitationOrder): Order<Invitation> => ({
  ...orders[field],
  direction: direction === 'ASC' ? 'asc' : 'desc',
})

/** Reads and revokes invitations; `InviteService` sends them. */
export class InvitationService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the account has no such invitation. */
  async find(caller: SignedIn, id: string): Promise<Invitation | undefined> {
    return isId('invitation', id) ? invitationStore.find(this.db, caller.accountId, id) : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Invitation[]> {
    return invitationStore.findMany(this.db, caller.accountId, ids)
  }

  async page(
    caller: SignedIn,
    request: PageRequest,
    { search, statuses }: InvitationFilter,
    order: InvitationOrder = newestFirst,
  ): Promise<Connection<Invitation>> {
    const { accountId, origin } = caller
    const now = this.clock()
    const filter = { search: parseSearch(search), statuses: statuses ? [...new Set(statuses)] : undefined }
    const window = this.pager.window(accountId, orderOf(order), request)
    const slice = await invitationStore.page(this.db, accountId, filter, now, window, origin.deadline)
    return this.pager.connection(window, slice, () =>
      invitationStore.count(this.db, accountId, filter, now, origin.deadline),
    )
  }

  /** The groups of each invitation, in the order of the ids. */
  groupsOf(caller: SignedIn, ids: readonly string[]): Promise<readonly (readonly Group[])[]> {
    return groupStore.ofInvitations(this.db, caller.accountId, ids)
  }

  /** The invitation that each user accepted, in the order of the ids; null for a user who joined without one. */
  async acceptedBy(caller: SignedIn, userIds: readonly string[]): Promise<readonly (Invitation | null)[]> {
    const found = await invitationStore.findAcceptedBy(this.db, caller.accountId, userIds)
    const byUser = new Map(found.map((invitation) => [invitation.acceptedById, invitation]))
    return userIds.map((id) => byUser.get(id) ?? null)
  }

  /** Revokes a pending invitation. Throws NOT_FOUND, INVITATION_ACCEPTED, INVITATION_EXPIRED, INVITATION_REVOKED. */
  revoke(caller: SignedIn, id: string): Promise<InvitationPayload> {
    return this.changes.run(caller, 'revokeInvitation', async (change) => {
      const { db, accountId, at } = change
      const before = await requireInvitation(change, id)
      const refused = refusalFor(statusOf(before, at))
      if (refused) throw refused
      await revokeInvitations(change, { id }, personBehind(change.caller))
      return { invitation: (await invitationStore.find(db, accountId, id)) as Invitation, link: null }
    })
  }
}
