import type { Origin } from '../auth/caller.ts'
import type { Change, Changes } from '../changes/changes.ts'
import { ClustergateError } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import { differences } from '../ledger/chain.ts'
import type { Sql } from '../store/tables.ts'
import * as userStore from '../users/user.store.ts'
import * as invitationStore from './invitation.store.ts'
import { refusalFor } from './invitation.ts'
import type { InvitationMailer } from './invitation-mail.ts'
import { refuseMember } from './invitation-terms.ts'
import { effectiveStatus } from './sender.ts'
import { SendingLimits } from './sending-limits.ts'

/**
 * Mails a pending invitation again when an invited person requests a password reset: they have no password to reset,
 * and need the invitation instead.
 */
export class ReminderService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly mailer: InvitationMailer,
    private readonly clock: () => number,
  ) {}

  /** The pending invitations to an address, in one account or, where `accountId` is null, in all. */
  findPendingTo(email: string, accountId: string | null): Promise<invitationStore.HeldInvitation[]> {
    return invitationStore.findPendingTo(this.db, email, accountId, this.clock())
  }

  /**
   * Mails an invitation again while it is pending. The client is not authenticated, so the sender's link stays valid
   * and the expiry does not change. A refusal, such as RATE_LIMITED, is recorded in the audit log and not thrown.
   */
  async remind(origin: Origin, { accountId, id, email }: invitationStore.HeldInvitation): Promise<void> {
    const actor = { id: null, label: email }
    try {
      await this.changes.runAs(accountId, actor, 'requestPasswordReset', origin, (change) => this.#send(change, id))
    } catch (error) {
      if (!(error instanceof ClustergateError)) throw error
      await this.changes.recordFailure(accountId, actor, 'requestPasswordReset', origin, error, { id, label: email })
    }
  }

  async #send(change: Change, id: string): Promise<void> {
    const { db, accountId, at } = change
    // Read again under the account's lock.
    const [invitation] = await invitationStore.findMany(db, accountId, [id])
    const [groups = []] = await groupStore.ofInvitations(db, accountId, [id])
    const status = invitation && (await effectiveStatus(db, { ...invitation, accountId }, groups, at))
    const refused = refusalFor(status ?? 'REVOKED')
    if (!invitation || refused) throw refused
    const { email, expiresAt, invitedById, sentCount } = invitation
    await refuseMember(change, email)
    const inviter = invitedById === null ? undefined : await userStore.find(db, accountId, invitedById)
    const mailContext = await this.mailer.mailContext(change, inviter?.name ?? null)
    const limits = await SendingLimits.read(change, null, [email])
    await invitationStore.withdrawMails(db, accountId, [id], at)
    const mailed = await this.mailer.send(change, mailContext, { email, groups, expiresAt }, limits)
    await limits.save()
    await invitationStore.addLink(db, accountId, id, mailed)
    const changes = differences({ sentCount }, { sentCount: sentCount + 1 })
    change.record({ id, label: email, action: 'invitation.resend', changes })
  }
}
