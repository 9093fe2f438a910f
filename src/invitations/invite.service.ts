import { expectRoom } from '../accounts/quotas.ts'
import { personBehind, type SignedIn } from '../auth/caller.ts'
import type { Change, Changes, GuardedChange } from '../changes/changes.ts'
import { badInput, ClustergateError, conflict } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { expectFitsPerson, forGood, parseGroups, refuseToGive } from '../groups/parse-groups.ts'
import { differences } from '../ledger/chain.ts'
import type { Links } from '../mail/links.ts'
import { toRowError } from '../policy/row-error.type.ts'
import { parseAttributes, printAttributes } from '../users/attributes.ts'
import * as userStore from '../users/user.store.ts'
import type { Attribute } from '../users/user.type.ts'
import { newId } from '../values/id.ts'
import { parseList } from '../values/text.ts'
import * as invitationStore from './invitation.store.ts'
import { lifetimeSecondsDefault, lifetimeSecondsMax, lifetimeSecondsMin, statusOf } from './invitation.ts'
import type {
  Invitation,
  InvitationInput,
  InvitationPayload,
  InvitationResult,
  InviteUsersInput,
} from './invitation.type.ts'
import type { InvitationMailer, MailContext } from './invitation-mail.ts'
import { auditView, refuseMember, sendingAuditView } from './invitation-terms.ts'
import { requireInvitation } from './require-invitation.ts'
import { revokeInvitations } from './revocation.ts'
import { refuseUnsendable } from './sender.ts'
import { SendingLimits } from './sending-limits.ts'

/** The sender of invitations: a user, perhaps through a management token, or the operator. */
interface Sender {
  readonly invitedById: string | null
  readonly name: string | null
  readonly managementTokenId: string | null
  /** The expiry of the token that sends them, which no link outlives. */
  readonly until: number
}

const operator: Sender = { invitedById: null, name: null, managementTokenId: null, until: Number.POSITIVE_INFINITY }

/** The facts that all invitations of one change share. */
interface InvitationBatch {
  readonly sender: Sender
  readonly lifetimeMilliseconds: number
  readonly expiresAt: number
  readonly groups: readonly Group[]
  readonly mailContext: MailContext
  /** Undefined for the operator, who has no limits. */
  readonly limits?: SendingLimits
}

/** A checked row of the input. */
interface Invitee {
  readonly email: string
  readonly groups: readonly Group[]
  readonly attributes: readonly Attribute[]
}

/** Sends invitations, for the first time and again. */
export class InviteService {
  constructor(
    private readonly changes: Changes,
    private readonly mailer: InvitationMailer,
    private readonly links: Links,
  ) {}

  /** Invites 1 to 100 people. Each row succeeds or fails by itself. Throws BAD_INPUT for the input as a whole. */
  invite(caller: SignedIn, input: InviteUsersInput): Promise<InvitationResult[]> {
    const rows = parseList(input.invitations, 'input.invitations', 'invitations', 1)
    const lifetimeMilliseconds = parseLifetime(input.expiresIn) * 1000
    return this.changes.run(caller, 'inviteUsers', async (change) => {
      const sender = await this.#sender(change)
      const emails = rows.map(({ email }) => email)
      const limits = await SendingLimits.read(change, sender.invitedById, emails)
      const batch = { ...(await this.#openBatch(change, sender, lifetimeMilliseconds)), limits }
      const results: InvitationResult[] = []
      for (const [at, row] of rows.entries()) {
        results.push(await this.#inviteRow(change, batch, row, `input.invitations.${at}`))
      }
      await limits.save()
      return results
    })
  }

  /**
   * Invites as the operator, within a change of theirs, and answers with the link. Revokes a pending invitation to the
   * address. Throws CONFLICT.
   */
  async inviteAsOperator(change: Change, email: string, groupKeys: readonly string[]): Promise<string> {
    const batch = await this.#openBatch(change, operator, lifetimeSecondsDefault * 1000)
    const groups = batch.groups.filter(({ key }) => groupKeys.includes(key))
    await refuseMember(change, email)
    // A new invitation replaces a pending one, whose link may be lost: this is how an operator gets back in.
    await revokeInvitations(change, { email }, null)
    return (await this.#send(change, batch, { email, groups, attributes: [] })).link
  }

  /**
   * Sends a pending or expired invitation again, in the caller's name, with a new secret and expiry. Throws NOT_FOUND,
   * CONFLICT, FORBIDDEN for groups beyond the caller's permissions, BAD_INPUT for more than a person can be in,
   * RATE_LIMITED.
   */
  resend(caller: SignedIn, id: string): Promise<InvitationPayload> {
    return this.changes.run(caller, 'resendInvitation', async (change) => {
      const { db, accountId, at } = change
      const before = await requireInvitation(change, id)
      const status = statusOf(before, at)
      if (status !== 'PENDING' && status !== 'EXPIRED')
        throw conflict(`This invitation is ${status.toLowerCase()}.`, 'id')
      await refuseMember(change, before.email)
      if (status === 'EXPIRED') {
        await this.#refusePending(change, before.email)
        await expectRoom(change, 'invitations')
      }
      const [groups = []] = await groupStore.ofInvitations(db, accountId, [id])
      // A group may be deleted while an invitation to it has expired; nobody joins without a group.
      if (groups.length === 0) throw conflict('The groups of this invitation are deleted: invite them anew.', 'id')
      refuseToGive(change.caller, forGood(groups))
      refuseUnsendable(change.caller, groups)
      expectFitsPerson(groups, 'id')
      const sender = await this.#sender(change)
      const limits = await SendingLimits.read(change, sender.invitedById, [before.email])
      const batch = await this.#openBatch(change, sender, before.lifetimeMilliseconds)
      await invitationStore.withdrawMails(db, accountId, [id], at)
      const addressee = { email: before.email, groups, expiresAt: batch.expiresAt }
      const mailed = await this.mailer.send(change, batch.mailContext, addressee, limits)
      await limits.save()
      // The caller becomes its sender, because they may have seen the new link.
      await invitationStore.renew(db, accountId, id, { ...mailed, ...sender })
      const invitation = (await invitationStore.find(db, accountId, id)) as Invitation
      change.record({
        id,
        label: before.email,
        changes: differences(sendingAuditView(before), sendingAuditView(invitation)),
      })
      return { invitation, link: this.links.handedOver ? mailed.link : null }
    })
  }

  async #inviteRow(
    change: GuardedChange,
    batch: InvitationBatch,
    row: InvitationInput,
    field: string,
  ): Promise<InvitationResult> {
    try {
      const groups = parseGroups(batch.groups, row, field)
      refuseToGive(change.caller, forGood(groups))
      refuseUnsendable(change.caller, groups)
      expectFitsPerson(groups, `${field}.groupIds`)
      const attributes = parseAttributes(row.attributes, `${field}.attributes`)
      await this.#refuseKnown(change, row.email)
      const { id, link } = await this.#send(change, batch, { email: row.email, groups, attributes })
      const invitation = (await invitationStore.find(change.db, change.accountId, id)) as Invitation
      return { email: row.email, invitation, link: this.links.handedOver ? link : null, error: null }
    } catch (error) {
      if (!(error instanceof ClustergateError)) throw error
      change.record({ id: null, label: row.email, error })
      return { email: row.email, invitation: null, link: null, error: toRowError(error) }
    }
  }

  async #send(change: Change, batch: InvitationBatch, invitee: Invitee): Promise<{ id: string; link: string }> {
    const { db, accountId, at } = change
    const { email, groups, attributes } = invitee
    const { sender, lifetimeMilliseconds, expiresAt, mailContext, limits } = batch
    await expectRoom(change, 'invitations')
    const id = newId('invitation')
    const mailed = await this.mailer.send(change, mailContext, { email, groups, expiresAt }, limits)
    await invitationStore.insert(db, accountId, {
      id,
      email,
      attributes: printAttributes(attributes),
      groupIds: groups.map((group) => group.id),
      createdAt: at,
      lifetimeMilliseconds,
      ...sender,
      ...mailed,
    })
    const changes = differences({}, { email, ...auditView(groups, attributes) })
    change.record({ id, label: email, changes, isNew: true })
    return { id, link: mailed.link }
  }

  async #openBatch(change: Change, sender: Sender, lifetimeMilliseconds: number): Promise<InvitationBatch> {
    return {
      sender,
      lifetimeMilliseconds,
      expiresAt: Math.min(change.at + lifetimeMilliseconds, sender.until),
      groups: await groupStore.list(change.db, change.accountId),
      mailContext: await this.mailer.mailContext(change, sender.name),
    }
  }

  /** The sender of this change; a token sends in the name of its creator. */
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

  async #refuseKnown(change: Change, email: string): Promise<void> {
    await refuseMember(change, email)
    await this.#refusePending(change, email)
  }

  async #refusePending({ db, accountId, at }: Change, email: string): Promise<void> {
    if (!(await invitationStore.isPending(db, accountId, email, at))) return
    throw conflict('This address has a pending invitation. Send that again, or revoke it first.')
  }
}

function parseLifetime(given: number | null | undefined): number {
  const lifetime = given ?? lifetimeSecondsDefault
  if (lifetime < lifetimeSecondsMin || lifetime > lifetimeSecondsMax) {
    throw badInput('input.expiresIn', 'An invitation lives 1h to 30d.')
  }
  return lifetime
}
