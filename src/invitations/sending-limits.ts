import type { Change } from '../changes/changes.ts'
import { rateLimited } from '../errors.ts'
import * as sendingStore from './invitation-sending.store.ts'

export const perAddressMax = 5
export const perInviterMax = 500
const windowMilliseconds = 60 * 60_000

/**
 * What a change may still send to addresses that are nobody's yet, with invitations and to be confirmed: so many mails
 * to an address within an hour, whichever sender they have, and so many in the name of a person, by any of their
 * tokens. They are counted in the store, behind the account's lock.
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

  /** Reads what was sent to these addresses, and by the inviter; nobody is counted where that is null. */
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

  /** Counts a mail that is sent with this change. */
  count(email: string, mailId: string): void {
    const { at } = this.change
    this.times.set(email, [...(this.times.get(email) ?? []), at])
    this.#sent.push({ mailId, email, inviterId: this.inviterId, sentAt: at })
  }

  /** Writes down what was counted. */
  async save(): Promise<void> {
    if (this.#sent.length > 0) await sendingStore.insert(this.change.db, this.change.accountId, this.#sent)
  }

  #secondsUntilOver(sentAt: number | null | undefined): number {
    const { at } = this.change
    return Math.max(1, Math.ceil(((sentAt ?? at) + windowMilliseconds - at) / 1000))
  }
}
