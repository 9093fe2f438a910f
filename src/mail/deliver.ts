import type { Keys } from '../auth/keys.ts'
import type { Sql } from '../store/tables.ts'
import type { Outcome, Settlement, Task, TaskKind } from '../tasks/task.ts'
import { linkMail } from '../traces/task-span.ts'
import { failureInWords } from './failure-words.ts'
import type { Mail } from './messages.ts'
import { findSealed, giveUp, mailTask, markSent, noteFailure } from './outbox.ts'
import { render } from './render.ts'
import { DeliveryError, type Transport } from './transport.ts'

export interface MailLog {
  info(data: object, text: string): void
  warn(data: object, text: string): void
  error(data: object, text: string): void
}

/** How long delivery is retried (RFC 5321, 4.5.4.1: at least four to five days). */
export const patienceMilliseconds = 5 * 86_400_000

export const mailRetry = {
  delayMin: 5_000,
  delayMax: 4 * 3_600_000,
  /** More than fit into five days; ends a mail whose delivery ends the process each time. */
  attemptsMax: 80,
}

/** The time limit of an attempt, whatever the mail server does. */
const sendMillisecondsMax = 60_000

/** The last attempt comes this long before the link expires. */
const lastMilliseconds = 60_000

/** An unsealed mail; null when it was sealed with another key, or altered. */
interface Opened {
  readonly mail: Mail | null
}

/** The delivery of mail, as a kind of task: one mail at a time, by the configured transport. */
export class MailDelivery implements TaskKind<Opened> {
  readonly name = mailTask
  readonly concurrency = 1
  readonly attemptMilliseconds = sendMillisecondsMax
  readonly retry = mailRetry

  constructor(
    private readonly db: Sql,
    private readonly keys: Keys,
    private readonly transport: Transport,
    private readonly clock: () => number,
    private readonly log: MailLog,
  ) {}

  /** Undefined when the mail was sent or withdrawn. */
  async read(task: Task): Promise<Opened | undefined> {
    const sealed = await findSealed(this.db, task)
    if (sealed === undefined) return undefined
    try {
      const mail = JSON.parse(this.keys.unseal(sealed)) as Mail
      linkMail(mail.kind, mail.traceparent)
      return { mail }
    } catch {
      return { mail: null }
    }
  }

  async attempt({ mail }: Opened, task: Task, signal: AbortSignal): Promise<Outcome> {
    if (!mail) return { result: 'REFUSED', failure: 'UNSEAL' }
    if ('expiresAt' in mail && mail.expiresAt <= this.clock()) return { result: 'REFUSED', failure: 'EXPIRED' }
    try {
      await this.transport.send({ id: task.id, to: mail.to, ...render(mail) }, signal)
      return { result: 'DONE' }
    } catch (error) {
      const { code, isPermanent } = error instanceof DeliveryError ? error : { code: 'UNKNOWN', isPermanent: false }
      if (isPermanent) return { result: 'REFUSED', failure: code }
      return { result: 'FAILED', failure: code, notAfter: lastAttemptAt(task, mail) }
    }
  }

  async settle(db: Sql, task: Task, settlement: Settlement, at: number): Promise<void> {
    switch (settlement.state) {
      case 'DONE':
        return markSent(db, task, !this.transport.deliversByMail, at)
      case 'GIVEN_UP':
        return giveUp(db, task, settlement.failure, at)
      case 'PUT_OFF':
        return noteFailure(db, task, settlement.failure)
    }
  }

  report(task: Task, settlement: Settlement, opened: Opened | undefined): void {
    const outcome = { DONE: 'SENT', GIVEN_UP: 'FAILED', PUT_OFF: 'PUT_OFF' }[settlement.state]
    const data = {
      mailId: task.id,
      kind: opened?.mail?.kind,
      attempt: task.attempt,
      outcome,
      ...('failure' in settlement && { failure: settlement.failure, reason: failureInWords(settlement.failure) }),
    }
    if (settlement.state === 'DONE')
      this.log.info(data, this.transport.deliversByMail ? 'mail sent' : 'mail written to a file, to be handed over')
    else if (settlement.state === 'PUT_OFF') this.log.warn(data, 'mail put off')
    else this.log.error(data, opened?.mail === null ? 'mail given up: it was sealed with another key' : 'mail given up')
  }
}

/** The time of the last attempt, shortly before the link expires at the latest. */
function lastAttemptAt({ createdAt }: Task, mail: Mail): number {
  const end = createdAt + patienceMilliseconds
  return 'expiresAt' in mail ? Math.min(end, mail.expiresAt - lastMilliseconds) : end
}
