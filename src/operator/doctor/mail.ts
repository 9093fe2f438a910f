import { mailDirectory } from '../../config.ts'
import { failureInWords } from '../../mail/failure-words.ts'
import { DeliveryError, openTransport, verifySmtp } from '../../mail/transport.ts'
import { newId } from '../../values/id.ts'
import { type Check, failed, ok, skipped, type Verdict } from './check.ts'

/** Whether the mail server lets the gateway in, and takes a test letter where one is asked for. */
export const mail: Check = async ({ config, mailTo }) => {
  const { smtpUrl, mailFrom } = config
  if (smtpUrl === undefined) {
    return [skipped(`SMTP_URL is not set: mail is written to ${mailDirectory(config)}, and links must be handed over.`)]
  }
  const letIn = await attempt('The mail server lets the gateway in.', () => verifySmtp(smtpUrl))
  if (letIn.state !== 'OK' || mailTo === undefined) return [letIn]
  const sent = `The mail server took a test letter to ${mailTo}: look whether it arrives, and is not taken for spam.`
  return [letIn, await attempt(sent, () => sendLetter({ smtpUrl, from: mailFrom, directory: '' }, mailTo))]
}

async function attempt(success: string, work: () => Promise<void>): Promise<Verdict> {
  try {
    await work()
    return ok(success)
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error
    return failed(
      `Mail cannot be sent: ${failureInWords(error.code)} (${error.code})`,
      'Mend SMTP_URL, or the mail server. Mail that waits is sent then.',
    )
  }
}

const text =
  'This letter was sent by `clustergate doctor`, to see whether mail of the gateway arrives. There is nothing to do.'

async function sendLetter(options: Parameters<typeof openTransport>[0], to: string): Promise<void> {
  const transport = openTransport(options)
  try {
    const html = `<p>${text}</p>`
    await transport.send({ id: newId('mail'), to, subject: 'A test letter of Clustergate', text, html })
  } finally {
    transport.close()
  }
}
