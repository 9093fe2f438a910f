import type { Keys } from '../auth/keys.ts'
import { type ClaimedMail, claim, giveUp, markSent, putOff, unseal } from '../changes/outbox.ts'
import type { Sql } from '../store/tables.ts'
import { failureInWords } from './failure-words.ts'
import type { Mail } from './messages.ts'
import { render } from './render.ts'
import { DeliveryError, sendMillisecondsMax, type Transport } from './transport.ts'

export interface PostmanLog {
  info(data: object, text: string): void
  warn(data: object, text: string): void
  error(data: object, text: string): void
}

export interface PostmanOptions {
  /** How long mail lies that nobody announced by `kick`: what was put off, or what another process queued. */
  readonly pollMilliseconds?: number
  /** How long `stop` waits for the mail in hand before it drops the connection. */
  readonly drainMilliseconds?: number
}

/** For as long a mail server may be away (RFC 5321, 4.5.4.1: at least four to five days). */
export const patienceMilliseconds = 5 * 86_400_000
/** More than fit into that time: what is begun and never ended must end, too. */
const attemptsMax = 80

const delayMin = 5_000
const delayMax = 4 * 3_600_000
/** The last attempt comes while the link is still good for a moment. */
const lastMilliseconds = 60_000

/** Longer than any sending takes, so that what comes back has lost its worker. */
const hiddenMilliseconds = 2 * sendMillisecondsMax

/** What became of a mail this time; a failure is a code, never text. */
type Outcome =
  | { readonly kind: 'SENT' }
  | { readonly kind: 'FAILED'; readonly failure: string }
  | { readonly kind: 'PUT_OFF'; readonly failure: string; readonly until: number }

/** Takes mail out of the outbox and sends it, one after the other; any number of processes may have one. */
export class Postman {
  readonly #pollMilliseconds: number
  readonly #drainMilliseconds: number
  #working: Promise<void> | undefined
  #stopped = false
  #kicked = false
  #wake: () => void = () => {}

  constructor(
    private readonly db: Sql,
    private readonly keys: Keys,
    private readonly transport: Transport,
    private readonly clock: () => number,
    private readonly log: PostmanLog,
    { pollMilliseconds = 1_000, drainMilliseconds = 4_000 }: PostmanOptions = {},
  ) {
    this.#pollMilliseconds = pollMilliseconds
    this.#drainMilliseconds = drainMilliseconds
  }

  start(): void {
    this.#working ??= this.#work()
  }

  /** Looks into the outbox now; called after a commit that queued mail. */
  kick(): void {
    this.#kicked = true
    this.#wake()
  }

  /** Finishes the mail in hand, or puts it off when that takes too long, and closes the transport. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake()
    await within(this.#drainMilliseconds, this.#working)
    this.transport.close()
    // A mail whose connection was just closed is still put off.
    await within(1_000, this.#working)
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      this.#kicked = false
      const worked = await this.#deliverNext()
      if (!worked && !this.#kicked) await this.#pause()
    }
  }

  /** True when there was a mail, and so may be another. Never rejects. */
  async #deliverNext(): Promise<boolean> {
    try {
      const now = this.clock()
      const claimed = await claim(this.db, now, now + hiddenMilliseconds)
      if (!claimed) return false
      await this.#deliver(claimed)
      return true
    } catch (error) {
      this.#logFault(error)
      return false
    }
  }

  #logFault(error: unknown): void {
    this.log.error({ error: nameOf(error) }, 'the outbox cannot be read or written; trying again')
  }

  async #deliver(claimed: ClaimedMail): Promise<void> {
    const mail = this.#open(claimed)
    const outcome = mail ? await this.#send(claimed, mail) : ({ kind: 'FAILED', failure: 'UNSEAL' } as const)
    const data = {
      mailId: claimed.id,
      kind: mail?.kind,
      attempt: claimed.attempt,
      outcome: outcome.kind,
      ...(outcome.kind !== 'SENT' && { failure: outcome.failure, reason: failureInWords(outcome.failure) }),
    }
    if (outcome.kind === 'SENT')
      this.log.info(data, this.transport.deliversByMail ? 'mail sent' : 'mail written to a file, to be handed over')
    else if (outcome.kind === 'PUT_OFF') this.log.warn(data, 'mail put off')
    else this.log.error(data, mail ? 'mail given up' : 'mail given up: it was sealed with another key')
    await this.#settle(claimed, outcome)
  }

  #open(claimed: ClaimedMail): Mail | undefined {
    try {
      return unseal(this.keys, claimed)
    } catch {
      return undefined
    }
  }

  async #send(claimed: ClaimedMail, mail: Mail): Promise<Outcome> {
    if (claimed.attempt > attemptsMax) return { kind: 'FAILED', failure: 'INTERRUPTED' }
    if ('expiresAt' in mail && mail.expiresAt <= this.clock()) return { kind: 'FAILED', failure: 'EXPIRED' }
    try {
      await this.transport.send({ id: claimed.id, to: mail.to, ...render(mail) })
      return { kind: 'SENT' }
    } catch (error) {
      const { code, isPermanent } = error instanceof DeliveryError ? error : { code: 'UNKNOWN', isPermanent: false }
      const now = this.clock()
      const lastAt = lastAttemptAt(claimed, mail)
      if (isPermanent || now >= lastAt) return { kind: 'FAILED', failure: code }
      return { kind: 'PUT_OFF', failure: code, until: Math.min(now + retryDelay(claimed.attempt), lastAt) }
    }
  }

  /** Writes the outcome down; tries until the claim runs out, because a sent mail that is not marked is sent again. */
  async #settle(claimed: ClaimedMail, outcome: Outcome): Promise<void> {
    for (;;) {
      try {
        switch (outcome.kind) {
          case 'SENT':
            return await markSent(this.db, claimed, !this.transport.deliversByMail, this.clock())
          case 'FAILED':
            return await giveUp(this.db, claimed, outcome.failure, this.clock())
          case 'PUT_OFF':
            return await putOff(this.db, claimed, outcome.failure, outcome.until)
        }
      } catch (error) {
        if (this.#stopped || this.clock() >= claimed.hiddenUntil) throw error
        this.#logFault(error)
        await this.#pause()
      }
    }
  }

  async #pause(): Promise<void> {
    if (this.#stopped) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#pollMilliseconds).unref()
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = () => {}
  }
}

/** Never beyond the time that the link is good for. */
function lastAttemptAt({ createdAt }: ClaimedMail, mail: Mail): number {
  const end = createdAt + patienceMilliseconds
  return 'expiresAt' in mail ? Math.min(end, mail.expiresAt - lastMilliseconds) : end
}

/** 5 s, doubled with every attempt up to four hours; a random part keeps many mails from coming back at once. */
export function retryDelay(attempt: number): number {
  const delay = Math.min(delayMin * 2 ** (attempt - 1), delayMax)
  return Math.round(delay * (0.75 + Math.random() / 4))
}

async function within(milliseconds: number, work: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, limit])
  clearTimeout(timer)
}

/** A database's own words may quote a row. */
const nameOf = (error: unknown) =>
  (error as { code?: unknown }).code ?? (error instanceof Error ? error.name : typeof error)
