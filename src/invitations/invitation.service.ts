import { expectRoom } from '../accounts/quotas.ts'
import { personBehind, type SignedIn } from '../auth/caller.ts'
import type { Change, Changes, GuardedChange } from '../changes/changes.ts'
import { badInput, ClustergateError, conflict, notFound } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { parseGroups, refuseToGive } from '../groups/parse-groups.ts'
import { differences } from '../ledger/chain.ts'
import type { Links } from '../mail/links.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Sql } from '../store/tables.ts'
import { parseAttributes, printAttributes } from '../users/attributes.ts'
import * as userStore from '../users/user.store.ts'
import type { Attribute } from '../users/user.type.ts'
import { printDateTime } from '../values/date-time.ts'
import { isId, newId } from '../values/id.ts'
import { parseList, parseSearch } from '../values/text.ts'
import * as invitationStore from './invitation.store.ts'
import { lifeSecondsDefault, lifeSecondsMax, lifeSecondsMin, refusalFor, statusOf } from './invitation.ts'
import type {
  Invitation,
  InvitationFilter,
  InvitationInput,
  InvitationOrder,
  InvitationPayload,
  InvitationResult,
  InviteUsersInput,
  RowError,
} from './invitation.type.ts'
import type { InvitationMailer, Letterhead } from './invitation-mail.ts'
import { offerView, refuseMember } from './offer.ts'
import { revokeInvitations } from './revocation.ts'
import { SendingLimits } from './sending-limits.ts'

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

/** Who answers for invitations: a person, perhaps through a management token, or the operator. */
interface Sender {
  readonly invitedById: string | null
  readonly name: string | null
  readonly managementTokenId: string | null
  /** No link outlives the token that sends it. */
  readonly until: number
}

const operator: Sender = { invitedById: null, name: null, managementTokenId: null, until: Number.POSITIVE_INFINITY }

/** What all invitations of one change have in common. */
interface Invitations {
  readonly sender: Sender
  readonly lifeMilliseconds: number
  readonly expiresAt: number
  readonly groups: readonly Group[]
  readonly letterhead: Letterhead
  /** Undefined for the operator, who has none. */
  readonly limits?: SendingLimits
}

/** Somebody to invite, with everything checked. */
interface Invitee {
  readonly email: string
  readonly groups: readonly Group[]
  readonly attributes: readonly Attribute[]
}

export class InvitationService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly mailer: InvitationMailer,
    private readonly links: Links,
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

  /** The groups that each invitation gives, in the order of the ids. */
  groupsOf(caller: SignedIn, ids: readonly string[]): Promise<readonly (readonly Group[])[]> {
    return groupStore.ofInvitations(this.db, caller.accountId, ids)
  }

  /** The invitation that each person joined with, in the order of the ids; null for those who joined without one. */
  async acceptedBy(caller: SignedIn, userIds: readonly string[]): Promise<readonly (Invitation | null)[]> {
    const found = await invitationStore.findAcceptedBy(this.db, caller.accountId, userIds)
    const byUser = new Map(found.map((invitation) => [invitation.acceptedById, invitation]))
    return userIds.map((id) => byUser.get(id) ?? null)
  }

  /** Invites 1 to 100 people; each row is refused or goes through by itself. Throws BAD_INPUT for the whole. */
  invite(caller: SignedIn, input: InviteUsersInput): Promise<InvitationResult[]> {
    const rows = parseList(input.invitations, 'input.invitations', 'invitations', 1)
    const lifeMilliseconds = parseLife(input.expiresIn) * 1000
    return this.changes.run(caller, 'inviteUsers', async (change) => {
      const sender = await this.#sender(change)
      const emails = rows.map(({ email }) => email)
      const limits = await SendingLimits.read(change, sender.invitedById, emails)
      const invitations = { ...(await this.#prepare(change, sender, lifeMilliseconds)), limits }
      const results: InvitationResult[] = []
      for (const [at, row] of rows.entries()) {
        results.push(await this.#inviteRow(change, invitations, row, `input.invitations.${at}`))
      }
      await limits.save()
      return results
    })
  }

  /** As the operator, on a change of theirs: answers with the link, and revokes an earlier one. Throws CONFLICT. */
  async inviteAsOperator(change: Change, email: string, groupKeys: readonly string[]): Promise<string> {
    const invitations = await this.#prepare(change, operator, lifeSecondsDefault * 1000)
    const groups = invitations.groups.filter(({ key }) => groupKeys.includes(key))
    await refuseMember(change, email)
    // The way back in must not wait for an invitation whose link is lost: a new one takes its place.
    await revokeInvitations(change, { email }, null)
    return (await this.#send(change, invitations, { email, groups, attributes: [] })).link
  }

  /** Sends a pending or expired invitation again, in the caller’s name, with a new secret and life. Throws NOT_FOUND and CONFLICT. */
  resend(caller: SignedIn, id: string): Promise<InvitationPayload> {
    return this.changes.run(caller, 'resendInvitation', async (change) => {
      const { db, accountId, at } = change
      const before = await this.#known(change, id)
      const status = statusOf(before, at)
      if (status !== 'PENDING' && status !== 'EXPIRED')
        throw conflict(`This invitation is ${status.toLowerCase()}.`, 'id')
      await refuseMember(change, before.email)
      if (status === 'EXPIRED') {
        await this.#refusePending(change, before.email)
        await expectRoom(change, 'invitations')
      }
      const [groups = []] = await groupStore.ofInvitations(db, accountId, [id])
      refuseToGive(change.caller, groups)
      const sender = await this.#sender(change)
      const limits = await SendingLimits.read(change, sender.invitedById, [before.email])
      const invitations = await this.#prepare(change, sender, before.lifeMilliseconds)
      await invitationStore.withdrawMails(db, accountId, [id], at)
      const addressee = { email: before.email, groups, expiresAt: invitations.expiresAt }
      const mailed = await this.mailer.send(change, invitations.letterhead, addressee, limits)
      await limits.save()
      // Whoever sends it again answers for it: where links are handed over, they know this one.
      await invitationStore.renew(db, accountId, id, { ...mailed, ...sender })
      const invitation = (await invitationStore.find(db, accountId, id)) as Invitation
      change.record({ id, label: before.email, changes: differences(sentView(before), sentView(invitation)) })
      return { invitation, link: this.links.handedOver ? mailed.link : null }
    })
  }

  /** Throws NOT_FOUND, and for one that is not pending the error that says what it is. */
  revoke(caller: SignedIn, id: string): Promise<InvitationPayload> {
    return this.changes.run(caller, 'revokeInvitation', async (change) => {
      const { db, accountId, at } = change
      const before = await this.#known(change, id)
      const refused = refusalFor(statusOf(before, at))
      if (refused) throw refused
      await revokeInvitations(change, { id }, personBehind(change.caller))
      return { invitation: (await invitationStore.find(db, accountId, id)) as Invitation, link: null }
    })
  }

  async #inviteRow(
    change: GuardedChange,
    invitations: Invitations,
    row: InvitationInput,
    field: string,
  ): Promise<InvitationResult> {
    try {
      const groups = parseGroups(invitations.groups, row, field)
      refuseToGive(change.caller, groups)
      const attributes = parseAttributes(row.attributes, `${field}.attributes`)
      await this.#refuseKnown(change, row.email)
      const { id, link } = await this.#send(change, invitations, { email: row.email, groups, attributes })
      const invitation = (await invitationStore.find(change.db, change.accountId, id)) as Invitation
      return { email: row.email, invitation, link: this.links.handedOver ? link : null, error: null }
    } catch (error) {
      if (!(error instanceof ClustergateError)) throw error
      change.record({ id: null, label: row.email, error })
      return { email: row.email, invitation: null, link: null, error: toRowError(error) }
    }
  }

  async #send(change: Change, invitations: Invitations, invitee: Invitee): Promise<{ id: string; link: string }> {
    const { db, accountId, at } = change
    const { email, groups, attributes } = invitee
    const { sender, lifeMilliseconds, expiresAt, letterhead, limits } = invitations
    await expectRoom(change, 'invitations')
    const id = newId('invitation')
    const mailed = await this.mailer.send(change, letterhead, { email, groups, expiresAt }, limits)
    await invitationStore.insert(db, accountId, {
      id,
      email,
      attributes: printAttributes(attributes),
      groupIds: groups.map((group) => group.id),
      createdAt: at,
      lifeMilliseconds,
      ...sender,
      ...mailed,
    })
    const changes = differences({}, { email, ...offerView(groups, attributes) })
    change.record({ id, label: email, changes })
    return { id, link: mailed.link }
  }

  async #prepare(change: Change, sender: Sender, lifeMilliseconds: number): Promise<Invitations> {
    return {
      sender,
      lifeMilliseconds,
      expiresAt: Math.min(change.at + lifeMilliseconds, sender.until),
      groups: await groupStore.list(change.db, change.accountId),
      letterhead: await this.mailer.letterhead(change, sender.name),
    }
  }

  /** The person who invites; a token invites in the name of its creator. */
  async #sender({ db, accountId, caller }: GuardedChange): Promise<Sender> {
    const invitedById = personBehind(caller)
    const user = await userStore.find(db, accountId, invitedById)
    const isToken = caller.kind === 'token'
    return {
      invitedById,
      name: user?.name ?? null,
      managementTokenId: isToken ? caller.id : null,
      until: (isToken ? caller.expiresAt : null) ?? Number.POSITIVE_INFINITY,
    }
  }

  async #known({ db, accountId }: Change, id: string): Promise<Invitation> {
    const invitation = isId('invitation', id) ? await invitationStore.find(db, accountId, id) : undefined
    if (!invitation) throw notFound('invitation', 'id')
    return invitation
  }

  async #refuseKnown(change: Change, email: string): Promise<void> {
    await refuseMember(change, email)
    await this.#refusePending(change, email)
  }

  async #refusePending({ db, accountId, at }: Change, email: string): Promise<void> {
    if (!(await invitationStore.isPending(db, accountId, email, at))) return
    throw conflict('This address has a pending invitation. Send that again, or revoke it first.')
  }
}

const toRowError = ({ code, message, details }: ClustergateError): RowError => ({
  code,
  message,
  field: details.field ?? null,
  missingPermissions: details.missingPermissions ?? null,
  wouldBeGrantedBy: details.wouldBeGrantedBy ?? null,
  retryAfterSeconds: details.retryAfterSeconds ?? null,
})

function parseLife(given: number | null | undefined): number {
  const life = given ?? lifeSecondsDefault
  if (life < lifeSecondsMin || life > lifeSecondsMax) {
    throw badInput('input.expiresIn', 'An invitation lives 1h to 30d.')
  }
  return life
}

const sentView = ({ sentCount, expiresAt, invitedById }: Invitation) => ({
  sentCount,
  expiresAt: printDateTime(expiresAt),
  invitedBy: invitedById,
})
