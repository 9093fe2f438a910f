import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OutgoingMessage, openTransport, smtpOptions, type Transport } from '../../src/mail/transport.ts'
import { refusal, startMailServer } from './mail-server.ts'

const message: OutgoingMessage = {
  id: 'mail_0d9c',
  to: 'grace@example.com',
  subject: 'You are invited to Clustergate',
  text: 'Grüße.\n.\nA line of one dot is above, and a long link: https://gateway.example.com/invitation#secret=cgi_1234567890123456789012345678901234567890\n',
  html: '<p>Grüße.</p>',
}

const from = 'clustergate@mail.example.com'

const closing: (() => unknown)[] = []
let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clustergate-mail-'))
  closing.push(() => rm(directory, { recursive: true, force: true }))
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function opened(smtpUrl: string | undefined, folder = join(directory, 'mail')): Transport {
  const transport = openTransport({ smtpUrl, from, directory: folder })
  closing.push(() => transport.close())
  return transport
}

async function serving(options: SMTPServerOptions = {}) {
  const server = await startMailServer(options)
  closing.push(server.close)
  return server
}

describe('without a mail server', () => {
  it('writes each mail to a file of its own, with both parts and all headers', async () => {
    const transport = opened(undefined)
    await transport.send(message)

    const [name, ...others] = await readdir(join(directory, 'mail'))
    expect(others).toEqual([])
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-mail_0d9c\.eml$/)
    const mail = await simpleParser(await readFile(join(directory, 'mail', name as string)))
    expect(mail.text).toBe(message.text)
    expect(mail.html).toBe(message.html)
    expect(mail.subject).toBe(message.subject)
    expect(mail.from?.value).toEqual([{ name: 'Clustergate', address: from }])
    expect(mail.to).toMatchObject({ value: [{ address: 'grace@example.com' }] })
    expect(mail.messageId).toBe('<mail_0d9c@mail.example.com>')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.date).toBeInstanceOf(Date)
    expect(transport.deliversByMail).toBe(false)
  })

  it('lets nobody but its owner read the files', async () => {
    await opened(undefined).send(message)
    const folder = join(directory, 'mail')
    const [name] = await readdir(folder)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, name as string))).mode & 0o777).toBe(0o600)
  })

  it('fails with a code when the directory cannot be made, for another try', async () => {
    const file = join(directory, 'file')
    await writeFile(file, '')
    await expect(opened(undefined, file).send(message)).rejects.toMatchObject({
      name: 'DeliveryError',
      code: 'EEXIST',
      isPermanent: false,
    })
  })
})

describe('with a mail server', () => {
  it('delivers both parts, to one address, under a Message-ID made of the mail’s id', async () => {
    const envelopes: unknown[] = []
    const server = await serving({
      onRcptTo(address, session, done) {
        envelopes.push([session.envelope.mailFrom, address.address])
        done()
      },
    })
    const transport = opened(server.url)
    await transport.send(message)

    expect(transport.deliversByMail).toBe(true)
    expect(envelopes).toMatchObject([[{ address: from }, 'grace@example.com']])
    expect(server.received).toHaveLength(1)
    expect(server.received[0]).toMatchObject({
      subject: message.subject,
      text: message.text,
      html: message.html,
      messageId: '<mail_0d9c@mail.example.com>',
    })
  })

  it('makes no second recipient and no header of what stands in an address', async () => {
    const recipients: string[] = []
    const server = await serving({
      onRcptTo(address, _session, done) {
        recipients.push(address.address)
        done()
      },
    })
    const transport = opened(server.url)
    const hostile = 'grace@example.com, eve@example.com\r\nBcc: mallory@example.com'
    await transport.send({ ...message, to: hostile }).catch(() => {})

    expect(recipients).not.toContain('eve@example.com')
    expect(recipients).not.toContain('mallory@example.com')
    expect(recipients.length).toBeLessThanOrEqual(1)
    for (const mail of server.received) expect(mail.bcc).toBeUndefined()
  })

  it.each([
    ['a recipient for good', 550, true, 'onRcptTo'],
    ['a recipient for now', 451, false, 'onRcptTo'],
    ['the sender, which the operator mends', 550, false, 'onMailFrom'],
    ['a recipient until one signs in', 530, false, 'onRcptTo'],
  ] as const)('tells when the server refuses %s', async (_what, code, isPermanent, step) => {
    const server = await serving({
      [step]: (_address: unknown, _session: unknown, done: (error: Error) => void) => done(refusal(code)),
    })
    await expect(opened(server.url).send(message)).rejects.toMatchObject({ code: String(code), isPermanent })
  })

  it.each([
    [554, true],
    [452, false],
  ])('tells when the server refuses the text with %i', async (code, isPermanent) => {
    const server = await serving({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(refusal(code)))
      },
    })
    await expect(opened(server.url).send(message)).rejects.toMatchObject({ code: String(code), isPermanent })
  })

  it('holds a wrong password to be the operator’s fault, not the mail’s', async () => {
    const server = await serving({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(refusal(535)),
    })
    const url = server.url.replace('//', '//gateway:wrong@')
    await expect(opened(url).send(message)).rejects.toMatchObject({ code: '535', isPermanent: false })
  })

  it('holds an unreachable server to be a passing fault', async () => {
    const server = await startMailServer()
    await server.close()
    await expect(opened(server.url).send(message)).rejects.toMatchObject({ code: 'ECONNREFUSED', isPermanent: false })
  })

  it('tells nothing of the server’s words, which may quote the address', async () => {
    const server = await serving({ onRcptTo: (_address, _session, done) => done(refusal(550)) })
    const error = await opened(server.url)
      .send(message)
      .catch((error: Error) => error)
    expect(`${(error as Error).stack} ${JSON.stringify(error)}`).not.toContain('grace')
  })

  it('talks to a server on this machine over the TLS that it offers, whatever its certificate', async () => {
    const secure: boolean[] = []
    const server = await serving({
      disabledCommands: [],
      onMailFrom(_address, session, done) {
        secure.push(session.secure)
        done()
      },
    })
    await opened(server.url).send(message)
    expect(secure).toEqual([true])
  })

  it('sends nothing in clear text where TLS is required', async () => {
    const server = await serving()
    const transport = opened(`${server.url}?requireTLS=true`)
    await expect(transport.send(message)).rejects.toMatchObject({ isPermanent: false })
    expect(server.received).toEqual([])
  })

  it('requires TLS of a server elsewhere, and its certificate, unless the URL says otherwise', () => {
    expect(smtpOptions('smtp://user:pass@mail.example.com:587')).toMatchObject({
      requireTLS: true,
      tls: { rejectUnauthorized: true },
    })
    const url = 'smtp://mail.example.com?requireTLS=false&tls.rejectUnauthorized=false'
    expect(smtpOptions(url)).toMatchObject({ requireTLS: false, tls: { rejectUnauthorized: false } })
  })

  it('logs no mail, whatever the URL asks for', () => {
    const url = 'smtp://mail.example.com?logger=true&debug=true&transactionLog=true'
    expect(smtpOptions(url)).toMatchObject({ logger: false, debug: false, transactionLog: false })
  })

  it('gives up a mail in hand when it is closed', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket))
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    closing.push(() => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => silent.close(resolve))
    })
    const transport = opened(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`)
    const sending = transport.send(message)
    const outcome = expect(sending).rejects.toMatchObject({ isPermanent: false })
    await new Promise((resolve) => silent.once('connection', resolve))
    transport.close()
    await outcome
  })
})
