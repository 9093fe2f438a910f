import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { Keys } from '../../src/auth/keys.ts'
import { MailDelivery } from '../../src/mail/deliver.ts'
import { importLegacyMail } from '../../src/mail/legacy-outbox.ts'
import { Outbox, withdraw } from '../../src/mail/outbox.ts'
import { enqueue } from '../../src/tasks/task.store.ts'
import { newId } from '../../src/values/id.ts'
import { gatewayForTest } from '../gateway.ts'
import { openQueue, type TestQueue } from '../tasks/queue.ts'
import { invitation } from './mails.ts'

const keys = new Keys(randomBytes(32))
const day = 86_400_000

/** Queues a mail as versions before 0014 do, due at a time. */
async function queueAsBefore({ store, accountId, now }: TestQueue, dueAt: number, attempts = 0): Promise<string> {
  const id = newId('mail')
  await store.db
    .insertInto('outbox')
    .values({
      account_id: accountId,
      id,
      recipient: invitation.to,
      message: keys.seal(JSON.stringify({ ...invitation, expiresAt: now + 30 * day })),
      status: 'QUEUED',
      attempts,
      next_attempt_at: dueAt,
      created_at: now,
    })
    .execute()
  return id
}

function mailWorker(queue: TestQueue) {
  const sent: string[] = []
  const transport = {
    deliversByMail: true,
    send: async ({ id }: { id: string }) => {
      sent.push(id)
    },
    close() {},
  }
  const silent = { info() {}, warn() {}, error() {} }
  const delivery = new MailDelivery(queue.store.db, keys, transport, () => queue.now, silent)
  return { sent, worker: queue.worker([delivery]) }
}

const statusOf = async ({ store, accountId }: TestQueue, id: string) =>
  store.db
    .selectFrom('outbox')
    .select(['status', 'message'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()

it('mail that an earlier version queued is delivered once it is due, each once, also when several processes look', async () => {
  const queue = await openQueue()
  const due = [await queueAsBefore(queue, queue.now), await queueAsBefore(queue, queue.now - 1, 3)]
  // A process of that version has claimed this one, or has put it off.
  const later = await queueAsBefore(queue, queue.now + 60_000, 1)
  const { sent, worker } = mailWorker(queue)
  const another = await queue.openAnother()
  await Promise.all([importLegacyMail(queue.store, queue.now), importLegacyMail(another, queue.now)])
  await worker.runDue()
  expect(sent.toSorted()).toEqual(due.toSorted())
  for (const id of due) expect(await statusOf(queue, id)).toEqual({ status: 'SENT', message: null })
  expect(await statusOf(queue, later)).toMatchObject({ status: 'QUEUED' })

  queue.now += 60_000
  await importLegacyMail(queue.store, queue.now)
  await worker.runDue()
  expect(sent).toHaveLength(3)
  expect(await queue.rows()).toEqual([])
})

it('mail of this version is never due to a process of an earlier one', async () => {
  const queue = await openQueue()
  const { store, accountId, now } = queue
  await new Outbox(keys).add(
    {
      db: store.db,
      accountId,
      at: now,
      enqueue: (kind, id) => enqueue(store.db, accountId, kind, id, now),
      noteMail() {},
    },
    invitation,
  )
  const hundredYears = 36_525 * day
  expect(await importLegacyMail(store, now + hundredYears)).toBe(0)
})

it('mail that an earlier version queued is withdrawn, too, once its link is dead', async () => {
  const queue = await openQueue()
  const id = await queueAsBefore(queue, queue.now)
  await importLegacyMail(queue.store, queue.now)
  await withdraw(queue.store.db, queue.accountId, [id], queue.now)
  const { sent, worker } = mailWorker(queue)
  await worker.runDue()
  expect(sent).toEqual([])
  expect(await statusOf(queue, id)).toEqual({ status: 'FAILED', message: null })
  expect(await queue.rows()).toEqual([])
})

it('a gateway looks for such mail when it starts', async () => {
  const queue = await openQueue()
  const id = await queueAsBefore(queue, queue.now)
  const gateway = await gatewayForTest({ store: queue.place })
  // Sealed with a key that this gateway does not have: it is taken up, and given up.
  await expect.poll(() => statusOf(queue, id)).toEqual({ status: 'FAILED', message: null })
  expect(JSON.stringify(gateway.log)).toContain(id)
})
