import * as accountStore from '../accounts/account.store.ts'
import type { Keys } from '../auth/keys.ts'
import { mintSecret } from '../auth/secret.ts'
import type { Change } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import type { Group } from '../groups/group.type.ts'
import type { Links } from '../mail/links.ts'
import type { InvitationMail } from '../mail/messages.ts'
import type { Outbox } from '../mail/outbox.ts'
import type { SendingLimits } from './sending-limits.ts'

/** The content that all invitation mails of one change share. */
export type MailContext = Pick<InvitationMail, 'accountId' | 'accountName' | 'clusters' | 'loginUrl' | 'invitedBy'>

/** The recipient of one mail, and the invitation that it is about. */
export interface Addressee {
  readonly email: string
  readonly groups: readonly Group[]
  readonly expiresAt: number
}

/** Writes the mails that carry the links of invitations. */
export class InvitationMailer {
  constructor(
    private readonly keys: Keys,
    private readonly links: Links,
    private readonly outbox: Outbox,
  ) {}

  /** `invitedBy` is the name of the inviting user; null for the operator. */
  async mailContext({ db, accountId }: Change, invitedBy: string | null): Promise<MailContext> {
    const account = await accountStore.find(db, accountId)
    const clusters = await clusterStore.list(db, accountId)
    return {
      accountId,
      accountName: account?.name ?? '',
      clusters: clusters.map(({ id, name, url }) => ({ id, name, url })),
      loginUrl: this.links.login,
      invitedBy,
    }
  }

  /**
   * Mints the secret of a link and queues the mail that carries it. Throws RATE_LIMITED when `limits` are given and
   * reached.
   */
  async send(
    change: Change,
    mailContext: MailContext,
    { email, groups, expiresAt }: Addressee,
    limits?: SendingLimits,
  ) {
    limits?.check(email)
    const secret = mintSecret('invitation')
    const link = this.links.accept(secret)
    const groupNames = groups.map(({ name }) => name)
    const mail = { kind: 'invitation', to: email, ...mailContext, groupNames, link, expiresAt } as const
    const mailId = await this.outbox.add(change, mail)
    limits?.count(email, mailId)
    return { ...this.keys.storedCredential(secret), mailId, link, expiresAt }
  }
}
