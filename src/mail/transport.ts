import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport, type SendMailOptions, type SMTPPoolOptions } from 'nodemailer'
import { parseConnectionUrl } from 'nodemailer/lib/shared'
import { makeDirectory } from '../files/make-directory.ts'
import { writeWhole } from '../files/write-whole.ts'
import { isLoopback } from '../values/loopback.ts'

/** A rendered mail. The same id always makes the same Message-ID, by which a duplicate is recognised. */
export interface OutgoingMessage {
  readonly id: string
  /** One address. */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface Transport {
  /** False when mail is written to files, for an operator to pass on. */
  readonly deliversByMail: boolean
  /** Resolves once the server, or the disk, has accepted the mail; throws DeliveryError, and nothing else. */
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<void>
  /** Drops the connections. */
  close(): void
}

export interface TransportOptions {
  readonly smtpUrl: string | undefined
  /** One address. */
  readonly from: string
  /** The directory of .eml files, used when there is no mail server. */
  readonly directory: string
}

/** A failed delivery, described by a code alone: the server's own text may quote the address. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError'

  constructor(
    /** An SMTP reply code, or the code of a fault such as ECONNREFUSED. */
    readonly code: string,
    /** The same mail would be refused again. */
    readonly isPermanent: boolean,
  ) {
    super(`The mail was not delivered: ${code}.`)
  }
}

/** Sends by SMTP when a server is configured, else writes files. */
export const openTransport = ({ smtpUrl, from, directory }: TransportOptions): Transport =>
  smtpUrl === undefined ? openDirectory(directory, from) : openSmtp(smtpUrl, from)

/** The options of nodemailer: careful defaults, then those of the URL, then those that no URL may change. */
export function smtpOptions(smtpUrl: string): SMTPPoolOptions & { pool: true } {
  const url = parseConnectionUrl(smtpUrl)
  const isLocal = isLoopback(url.host ?? '')
  return {
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 30_000,
    // Passwords and links stay off the network in clear text, unless the URL says requireTLS=false.
    requireTLS: !isLocal,
    ...url,
    // On this machine: its mail server often has a self-signed certificate, and no certificate could name this machine.
    tls: { rejectUnauthorized: !isLocal, ...url.tls },
    pool: true,
    maxConnections: 2,
    // Once, for a connection that the server closed while it was idle; the task queue retries every other failure.
    maxRequeues: 1,
    idleTimeout: 10_000,
    // nodemailer's log would contain addresses and links.
    logger: false,
    debug: false,
    transactionLog: false,
  }
}

/** Connects to a mail server, and signs in where the URL says so. Throws DeliveryError. */
export async function verifySmtp(smtpUrl: string): Promise<void> {
  const smtp = createTransport({ ...smtpOptions(smtpUrl), pool: false })
  try {
    await smtp.verify()
  } catch (error) {
    throw smtpFailure(error)
  } finally {
    smtp.close()
  }
}

function openSmtp(smtpUrl: string, from: string): Transport {
  const smtp = createTransport(smtpOptions(smtpUrl))
  return {
    deliversByMail: true,
    async send(message, signal) {
      try {
        await smtp.sendMail({ ...compose(message, from), ...(signal && { signal }) })
      } catch (error) {
        throw signal?.aborted ? abortedBy(signal) : smtpFailure(error)
      }
    },
    close: () => smtp.close({ force: true }),
  }
}

function openDirectory(directory: string, from: string): Transport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    deliversByMail: false,
    async send(message) {
      try {
        const { message: eml } = await composer.sendMail(compose(message, from))
        const name = `${new Date().toISOString().replaceAll(':', '-')}-${message.id}.eml`
        makeDirectory(directory)
        chmodSync(directory, 0o700)
        writeWhole(join(directory, name), eml as Buffer)
      } catch (error) {
        throw new DeliveryError(codeOf(error), false)
      }
    },
    close() {},
  }
}

/** Addresses go in as objects, so that nothing in them is read as a list, a comment or a header. */
const compose = ({ id, to, subject, text, html }: OutgoingMessage, from: string): SendMailOptions => ({
  messageId: `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
  from: { name: 'Clustergate', address: from },
  to: { name: '', address: to },
  subject,
  text,
  html,
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
})

const abortedBy = ({ reason }: AbortSignal): DeliveryError =>
  new DeliveryError((reason as Error).name === 'TimeoutError' ? 'ETIMEDOUT' : 'ECONNECTION', false)

interface SmtpError {
  readonly code?: string
  readonly originalCode?: string
  readonly responseCode?: number
  readonly command?: string
}

/** Replies that ask for a sign-in; once the operator has corrected it, the mail is delivered. */
const signInReplies = new Set([530, 534, 535, 538])

function smtpFailure(error: unknown): DeliveryError {
  const { code, responseCode, command } = error as SmtpError
  // The reply code, such as 500, does not tell that TLS is missing.
  if (code === 'ETLS') return new DeliveryError('ETLS', false)
  const isAboutThisMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && command !== 'MAIL FROM'
  if (responseCode === undefined) return new DeliveryError(codeOf(error), isAboutThisMail)
  // 503 complains of the order of commands, not of the mail.
  const isRefusal = responseCode >= 500 && responseCode !== 503 && !signInReplies.has(responseCode)
  return new DeliveryError(String(responseCode), isAboutThisMail && isRefusal)
}

function codeOf(error: unknown): string {
  const { originalCode, code } = error as SmtpError
  const told = originalCode ?? code
  return typeof told === 'string' && /^[A-Z][A-Z0-9_]{0,39}$/.test(told) ? told : 'UNKNOWN'
}
