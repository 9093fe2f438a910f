import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { simpleParser } from 'mailparser'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Keys } from '../../src/auth/keys.ts'
import { MailDelivery, mailRetry, patienceMilliseconds } from '../../src/mail/deliver.ts'
import type { Mail } from '../../src/mail/messages.ts'
import { Outbox } from '../../src/mail/outbox.ts'
import { DeliveryError, openTransport, type Transport } from '../../src/mail/transport.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import type { Sql } from '../../src/store/tables.ts'
import { enqueue } from '../../src/tasks/task.store.ts'
import { retryDelay } from '../../src/tasks/task.ts'
import { Worker } from '../../src/tasks/worker.ts'
import { newId } from '../../src/values/id.ts'
import { closedPort } from '../programs.ts'
import { type MailServer, refusal, startMailServer } from './mail-server.ts'
import { invitation, now, passwordReset } from './mails.ts'

const keys = new Keys(randomBytes(32))
const accountId = newId('account')

const day = 86_400_000

const nowhere = `smtp://127.0.0.1:${closedPort}`

let directory: string
let store: Store
let clock: number
let logged: string[]
const closing: (() => unknown)[] = []

const record = (level: string) => (data: object, text: string) => {
  logged.push(JSON.stringify({ level, ...data, text }))
}
const log = { info: record('info'), warn: record('warn'), error: record('error') }

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clustergate-mail-'))
  store = await openStore({ databaseUrl: undefined, dataDirectory: directory })
  await store.db.insertInto('accounts').values({ id: accountId, name: 'Engines', created_at: now }).execute()
  clock = now
  logged = []
  closing.push(
    () => rm(directory, { recursive: true, force: true }),
    () => store.close(),
  )
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serving(options?: SMTPServerOptions): Promise<MailServer> {
  const server = await startMailServer(options)
  closing.push(server.close)
  return server
}

const workerFor = (transport: Transport, by: Keys = keys, options = {}) =>
  new Worker(store, () => clock, [new MailDelivery(store.db, by, transport, () => clock, log)], log, options)

function started(transport: string | Transport, by: Keys = keys, drainMilliseconds = 200) {
  const opened =
    typeof transport === 'string'
      ? openTransport({ smtpUrl: transport, from: 'clustergate@example.com', directory })
      : transport
  const worker = workerFor(opened, by, { pollMilliseconds: 10, drainMilliseconds })
  closing.push(() => opened.close())
  closing.push(() => worker.stop())
  worker.start()
  return worker
}

const addTo = (db: Sql, mail: Mail, sealedWith = keys) =>
  new Outbox(sealedWith).add(
    { db, accountId, at: clock, enqueue: (kind, id) => enqueue(db, accountId, kind, id, clock), noteMail() {} },
    mail,
  )

const queue = (mail: Mail = invitation, sealedWith = keys) => addTo(store.db, mail, sealedWith)

/** A mail with its task: its attempts, and when it is due, as long as it has one. */
const row = (id: string) =>
  store.db
    .selectFrom('outbox')
    .leftJoin('tasks', 'tasks.id', 'outbox.id')
    .select(['status', 'message', 'failure', 'finished_at', 'is_written'])
    .select((select) => [
      select.fn.coalesce('tasks.attempts', 'outbox.attempts').as('attempts'),
      select.fn.coalesce('tasks.next_attempt_at', 'outbox.next_attempt_at').as('next_attempt_at'),
    ])
    .where('outbox.id', '=', id)
    .executeTakeFirstOrThrow()

const patience = { timeout: 20_000, interval: 5 }

/** Waits until the mail is as described. */
const becomes = (id: string, expected: object) =>
  vi.waitFor(async () => expect(await row(id)).toMatchObject(expected), patience)

/** Waits until the nth attempt has failed, and lets the time pass until the next. */
async function passOver(id: string, attempts: number, failure: string): Promise<number> {
  await becomes(id, { status: 'QUEUED', attempts, failure })
  const { next_attempt_at: next } = await row(id)
  // Forgotten, so that the next failure is not mistaken for this one.
  await store.db.updateTable('outbox').set({ failure: null }).where('id', '=', id).execute()
  const delay = next - clock
  clock = next
  return delay
}

it('sends what was queued, and erases its text', async () => {
  const server = await serving()
  const id = await queue()
  started(server.url)
  await becomes(id, { status: 'SENT', attempts: 1, message: null, failure: null, finished_at: now })
  expect(server.received).toHaveLength(1)
  expect(server.received[0]?.text).toContain(invitation.link)
})

it('sends what is queued later, announced or not', async () => {
  const server = await serving()
  const worker = started(server.url)
  await becomes(await queue(), { status: 'SENT' })
  const announced = await queue()
  worker.wake()
  await becomes(announced, { status: 'SENT' })
  expect(server.received).toHaveLength(2)
})

it('keeps a rolled-back change’s mail to itself', async () => {
  const server = await serving()
  started(server.url)
  const rolledBack = store.transaction(async (db) => {
    await addTo(db, passwordReset)
    throw new Error('refused')
  })
  await expect(rolledBack).rejects.toThrow('refused')
  await becomes(await queue(), { status: 'SENT' })
  expect(server.received.map((mail) => mail.subject)).toEqual(['You are invited to Clustergate'])
})

it('gives up at once when the recipient is refused, and erases the text', async () => {
  const server = await serving({ onRcptTo: (_address, _session, done) => done(refusal(550)) })
  const id = await queue()
  started(server.url)
  await becomes(id, { status: 'FAILED', attempts: 1, failure: '550', message: null, finished_at: now })
})

it('tries again when the server says “later”, and then sends', async () => {
  let refusals = 2
  const server = await serving({ onRcptTo: (_address, _session, done) => done(refusals-- > 0 ? refusal(451) : null) })
  const id = await queue()
  started(server.url)
  await passOver(id, 1, '451')
  await passOver(id, 2, '451')
  await becomes(id, { status: 'SENT', attempts: 3, failure: null, message: null })
  expect(server.received).toHaveLength(1)
})

it('tries again after a wrong password of its own, which the operator mends', async () => {
  let mended = false
  const server = await serving({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => (mended ? done(null, { user: 'gateway' }) : done(refusal(535))),
  })
  const id = await queue()
  started(server.url.replace('//', '//gateway:secret@'))
  await becomes(id, { attempts: 1, failure: '535' })
  mended = true
  await passOver(id, 1, '535')
  await becomes(id, { status: 'SENT' })
})

it('tries again when the connection breaks in mid-mail', async () => {
  let breaks = 1
  const server = await serving({
    onData(stream, _session, done) {
      if (breaks-- > 0) server.dropConnections()
      else
        simpleParser(stream).then((mail) => {
          whole.push(mail.messageId)
          done()
        }, done)
    },
  })
  const whole: (string | undefined)[] = []
  const id = await queue()
  started(server.url)
  await passOver(id, 1, 'ECONNECTION')
  await becomes(id, { status: 'SENT', attempts: 2 })
  expect(whole).toEqual([`<${id}@example.com>`])
})

it('sends at most one duplicate, under the same Message-ID, when the answer to a whole mail is lost', async () => {
  let losses = 1
  const { url, messageIds } = await losing(() => losses-- > 0)
  const id = await queue()
  started(url)
  await passOver(id, 1, 'ECONNECTION')
  await becomes(id, { status: 'SENT', attempts: 2 })
  expect(messageIds).toEqual([`<${id}@example.com>`, `<${id}@example.com>`])
})

it('keeps mail while the server is down, with longer and longer pauses, and sends it when it is back', async () => {
  const down = await startMailServer()
  await down.close()
  const id = await queue()
  started(down.url)
  const delays: number[] = []
  for (let attempt = 1; attempt <= 4; attempt++) delays.push(await passOver(id, attempt, 'ECONNREFUSED'))
  expect(delays).toEqual([...delays].sort((a, b) => a - b))

  await becomes(id, { attempts: 5, failure: 'ECONNREFUSED' })
  const back = await startMailServer({}, down.port)
  closing.push(back.close)
  await passOver(id, 5, 'ECONNREFUSED')
  await becomes(id, { status: 'SENT', attempts: 6 })
})

it('keeps mail for five days while the server is down, with longer and longer pauses, and then gives it up', async () => {
  const id = await queue({ ...invitation, expiresAt: now + 7 * day })
  started(nowhere)
  let attempt = 1
  for (; clock < now + patienceMilliseconds; attempt++) await passOver(id, attempt, 'ECONNREFUSED')
  expect(clock).toBe(now + 5 * day)
  await becomes(id, { status: 'FAILED', attempts: attempt, failure: 'ECONNREFUSED', message: null })
  expect(attempt).toBeLessThan(80)
})

it('tries for the last time while the link is still good, and not beyond', async () => {
  const id = await queue({ ...invitation, expiresAt: now + 3_600_000 })
  started(nowhere)
  let attempt = 1
  for (; clock < now + 3_540_000; attempt++) await passOver(id, attempt, 'ECONNREFUSED')
  expect(clock).toBe(now + 3_540_000)
  await becomes(id, { status: 'FAILED', attempts: attempt, failure: 'ECONNREFUSED', message: null })
})

it('waits 5 s before the second attempt, twice as long before each further one, and never more than four hours', () => {
  for (const [attempt, most] of [
    [1, 5_000],
    [2, 10_000],
    [5, 80_000],
    [13, 14_400_000],
    [40, 14_400_000],
  ] as const) {
    const delay = retryDelay(mailRetry, attempt)
    expect(delay).toBeLessThanOrEqual(most)
    expect(delay).toBeGreaterThanOrEqual(most * 0.75)
  }
})

it('says in words that the relay has no STARTTLS, and that a mail was only written to a file', async () => {
  const noTls = { deliversByMail: true, send: () => Promise.reject(new DeliveryError('ETLS', false)), close() {} }
  const id = await queue()
  const worker = started(noTls)
  await becomes(id, { attempts: 1, failure: 'ETLS' })
  await worker.stop()
  expect(logged[0]).toContain('The mail server offers no TLS (STARTTLS)')

  started(openTransport({ smtpUrl: undefined, from: 'clustergate@example.com', directory }))
  await becomes(await queue(), { status: 'SENT', is_written: 1 })
  expect(logged.at(-1)).toContain('written to a file')
})

it('sends no link that has expired', async () => {
  const server = await serving()
  const late = await queue(passwordReset)
  clock = passwordReset.expiresAt
  started(server.url)
  await becomes(late, { status: 'FAILED', failure: 'EXPIRED', message: null })
  expect(server.received).toEqual([])
})

it('gives up what it cannot unseal, says so, and goes on with the rest', async () => {
  const server = await serving()
  const foreign = await queue(invitation, new Keys(randomBytes(32)))
  const own = await queue()
  started(server.url)
  await becomes(foreign, { status: 'FAILED', failure: 'UNSEAL', message: null })
  await becomes(own, { status: 'SENT' })
  expect(logged.filter((line) => line.includes(foreign))).toEqual([expect.stringContaining('another key')])
})

it('sends each mail once when two work on one store', async () => {
  const server = await serving()
  const ids: string[] = []
  for (let mail = 0; mail < 20; mail++) ids.push(await queue())
  started(server.url)
  started(server.url)
  for (const id of ids) await becomes(id, { status: 'SENT', attempts: 1 })
  expect(server.received.map((mail) => mail.messageId).sort()).toEqual(ids.map((id) => `<${id}@example.com>`).sort())
})

it('takes up the mail of a worker that died', async () => {
  const server = await serving()
  const id = await queue()
  const dead = workerFor({ deliversByMail: true, send: () => new Promise(() => {}), close() {} })
  dead.start()
  await becomes(id, { status: 'QUEUED', attempts: 1 })
  expect((await row(id)).next_attempt_at).toBeGreaterThan(clock)

  started(server.url)
  await becomes(await queue(), { status: 'SENT' })
  expect(server.received).toHaveLength(1)
  clock = (await row(id)).next_attempt_at
  await becomes(id, { status: 'SENT', attempts: 2 })
  expect(server.received).toHaveLength(2)
})

it('stops while a server keeps it waiting for a greeting, and puts the mail off', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => silent.close(resolve))
  })
  const connected = new Promise((resolve) => silent.once('connection', resolve))
  const id = await queue()
  const worker = started(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`, keys, 20)
  await connected
  await worker.stop()
  await becomes(id, { status: 'QUEUED', attempts: 1, failure: 'ECONNECTION' })
})

it('finishes the mail in hand before it stops', async () => {
  let accept: (() => void) | undefined
  const server = await serving({
    onData(stream, _session, done) {
      stream.resume().on('end', () => {
        accept = () => done()
      })
    },
  })
  const id = await queue()
  const worker = started(server.url, keys, 4_000)
  await vi.waitFor(() => expect(accept).toBeDefined(), patience)
  const stopped = worker.stop()
  accept?.()
  await stopped
  expect(await row(id)).toMatchObject({ status: 'SENT' })
})

it('outlives a store that fails, and sends when it is back', async () => {
  const server = await serving()
  const failing = vi.spyOn(store.db, 'selectFrom').mockImplementation(() => {
    throw Object.assign(new Error(`no such row: ${invitation.to}`), { code: 'ECONNRESET' })
  })
  started(server.url)
  await vi.waitFor(() => expect(logged.length).toBeGreaterThan(1), patience)
  failing.mockRestore()
  await becomes(await queue(), { status: 'SENT' })
  expect(logged[0]).toContain('ECONNRESET')
  expect(logged.join()).not.toContain(invitation.to)
})

it('sends once although the store fails to note it for long', async () => {
  const server = await serving()
  const id = await queue()
  const transaction = store.transaction.bind(store)
  let attempts = 0
  vi.spyOn(store, 'transaction').mockImplementation(async (...given) => {
    attempts++
    // Those that would mark it sent fail until the claim has nearly run out.
    if (attempts === 19) clock += 119_000
    if (attempts <= 19) throw new Error('the connection is gone')
    return transaction(...given)
  })
  started(server.url)
  await becomes(id, { status: 'SENT', attempts: 1 })
  clock += 120_000
  started(server.url)
  await becomes(await queue(), { status: 'SENT' })
  expect(server.received.map((mail) => mail.messageId).filter((messageId) => messageId?.includes(id))).toHaveLength(1)
})

/** Until it is mended, the store lets mail be claimed, and notes nothing of what became of it. */
function failAfterClaim(onFailure: () => void = () => {}) {
  const failed = vi.fn(async (): Promise<never> => {
    onFailure()
    throw new Error('the connection is gone')
  })
  const failing = vi.spyOn(store, 'transaction').mockImplementation(failed)
  return { failed, mend: () => failing.mockRestore() }
}

it('goes on with other mail when the store cannot note an outcome until the claim has run out', async () => {
  const server = await serving()
  const id = await queue()
  const { failed, mend } = failAfterClaim(() => {
    clock = now + 120_000
  })
  started(server.url)
  await vi.waitFor(() => expect(failed.mock.calls.length).toBeGreaterThan(3), patience)
  mend()
  await becomes(id, { status: 'SENT', attempts: 2 })
})

it('stops although the store fails to note an outcome', async () => {
  const server = await serving()
  const id = await queue()
  const { failed, mend } = failAfterClaim()
  const worker = started(server.url)
  await vi.waitFor(() => expect(failed.mock.calls.length).toBeGreaterThan(3), patience)
  await worker.stop()
  const atStop = failed.mock.calls.length
  await delay(50)
  expect(failed).toHaveBeenCalledTimes(atStop)
  mend()
  expect(await row(id)).toMatchObject({ status: 'QUEUED', attempts: 1 })
})

it('waits for its next look when a mail that is due cannot be claimed, and leaves the store in peace', async () => {
  await sql`create trigger no_claim before update on tasks begin select raise(ignore); end`.execute(store.db)
  const server = await serving()
  const id = await queue()
  const looks = vi.spyOn(store.db, 'selectFrom')
  started(server.url)
  await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(2), patience)
  const seen = looks.mock.calls.length
  await delay(200)
  // One look every 10 ms at most; without the pause there are thousands.
  expect(looks.mock.calls.length - seen).toBeLessThan(40)

  await sql`drop trigger no_claim`.execute(store.db)
  await becomes(id, { status: 'SENT', attempts: 1 })
})

it('logs each mail’s id, kind, attempt and outcome, and neither address nor link nor text', async () => {
  let refusals = 1
  const server = await serving({ onRcptTo: (_address, _session, done) => done(refusals-- > 0 ? refusal(451) : null) })
  const id = await queue()
  started(server.url)
  await passOver(id, 1, '451')
  await becomes(id, { status: 'SENT' })

  const lines = logged.map((line) => JSON.parse(line))
  expect(lines).toEqual([
    {
      level: 'warn',
      mailId: id,
      kind: 'invitation',
      attempt: 1,
      outcome: 'PUT_OFF',
      failure: '451',
      reason: 'The mail server had a fault of its own, or wants the mail later.',
      text: 'mail put off',
    },
    { level: 'info', mailId: id, kind: 'invitation', attempt: 2, outcome: 'SENT', text: 'mail sent' },
  ])
  for (const secret of [invitation.to, 'cgi_s3cret', invitation.accountName, 'Ada']) {
    expect(logged.join()).not.toContain(secret)
  }
})

/** A server that takes every mail whole, and for some drops the connection instead of saying so. */
async function losing(loses: () => boolean): Promise<{ url: string; messageIds: string[] }> {
  const messageIds: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    takeMails(socket, (mail) => {
      messageIds.push(/^Message-ID: (\S+)/im.exec(mail)?.[1] ?? '')
      if (loses()) socket.destroy()
      else socket.write('250 taken\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, messageIds }
}

/** Speaks as much SMTP as takes mails; `onMail` answers each. */
function takeMails(socket: Socket, onMail: (mail: string) => void): void {
  let data: string | undefined
  socket.on('error', () => {})
  socket.write('220 ready\r\n')
  socket.on('data', (chunk) => {
    if (data === undefined) {
      data = /^DATA/im.test(chunk.toString()) ? '' : undefined
      socket.write(data === '' ? '354 go on\r\n' : '250 fine\r\n')
      return
    }
    data += chunk
    if (!data.endsWith('\r\n.\r\n')) return
    const mail = data
    data = undefined
    onMail(mail)
  })
}
