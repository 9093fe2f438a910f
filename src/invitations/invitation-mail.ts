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

/** What the mails of one change have in common. */
export type Letterhead = Pick<InvitationMail, 'accountId' | 'accountName' | 'clusters' | 'loginUrl' | 'invitedBy'>

/** Somebody to write to. */
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

  /** `invitedBy` is the name of the person who invites; null for the operator. */
  async letterhead({ db, accountId }: Change, invitedBy: string | null): Promise<Letterhead> {
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

  /** Mints the secret of a link and queues the mail that carries it, within the limits where there are any. */
  async send(change: Change, letterhead: Letterhead, { email, groups, expiresAt }: Addressee, limits?: SendingLimits) {
    limits?.check(email)
    const secret = mintSecret('invitation')
    const link = this.links.accept(secret)
    const groupNames = groups.map(({ name }) => name)
    const mail = { kind: 'invitation', to: email, ...letterhead, groupNames, link, expiresAt } as const
    const mailId = await this.outbox.add(change, mail)
    limits?.count(email, mailId)
    return { secretHash: this.keys.hashCredential(secret), mailId, link, expiresAt }
  }
}
