import type { Change } from '../changes/changes.ts'
import { rateLimited } from '../errors.ts'
import * as sendingStore from './invitation-sending.store.ts'

export const perAddressMax = 5
export const perInviterMax = 500
const windowMilliseconds = 60 * 60_000

/**
 * Limits on mails to unconfirmed addresses, which invitations and changes of address send: within an hour,
 * `perAddressMax` to one address from all senders together, and `perInviterMax` from one user with all their tokens.
 * Counted in the store, under the account's lock.
 */
export class SendingLimits {
  readonly #sent: sendingStore.Sending[] = []

  private constructor(
    private readonly change: Change,
    private readonly inviterId: string | null,
    /** When the mails of the hour to each address were sent, oldest first. */
    private readonly times: Map<string, number[]>,
    private readonly ofInviter: { readonly count: number; readonly first: number | null },
  ) {}

  /** Reads the mails of the last hour to these addresses and from the inviter; a null inviter has no limit. */
  static async read(change: Change, inviterId: string | null, emails: readonly string[]): Promise<SendingLimits> {
    const { db, accountId, at } = change
    await sendingStore.forget(db, accountId, at - windowMilliseconds)
    const times = new Map<string, number[]>(emails.map((email) => [email, []]))
    for (const { email, sentAt } of await sendingStore.findTo(db, accountId, emails)) times.get(email)?.push(sentAt)
    const nothing = { count: 0, first: null }
    const ofInviter = inviterId === null ? nothing : await sendingStore.countOf(db, accountId, inviterId)
    return new SendingLimits(change, inviterId, times, ofInviter)
  }

  /** Throws RATE_LIMITED when one more mail to an address would be too many. */
  check(email: string): void {
    const times = this.times.get(email) ?? []
    if (times.length >= perAddressMax) {
      const wait = this.#secondsUntilOver(times[times.length - perAddressMax])
      throw rateLimited(
        wait,
        `This address was sent ${perAddressMax} such mails within an hour; try again in ${wait} s.`,
      )
    }
    if (this.ofInviter.count + this.#sent.length >= perInviterMax) {
      const wait = this.#secondsUntilOver(this.ofInviter.first)
      throw rateLimited(wait, `You have sent ${perInviterMax} such mails within an hour; try again in ${wait} s.`)
    }
  }

  /** Counts a mail of this change. */
  count(email: string, mailId: string): void {
    const { at } = this.change
    this.times.set(email, [...(this.times.get(email) ?? []), at])
    this.#sent.push({ mailId, email, inviterId: this.inviterId, sentAt: at })
  }

  /** Stores the mails that were counted. */
  async save(): Promise<void> {
    if (this.#sent.length > 0) await sendingStore.insert(this.change.db, this.change.accountId, this.#sent)
  }

  #secondsUntilOver(sentAt: number | null | undefined): number {
    const { at } = this.change
    return Math.max(1, Math.ceil(((sentAt ?? at) + windowMilliseconds - at) / 1000))
  }
}
