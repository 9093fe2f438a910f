import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { mailDirectory } from '../../src/config.ts'
import { eventually, type TestGateway } from '../gateway.ts'

/** The mails to an address, oldest first, once there are `count` of them. */
export function mailsTo(gateway: Pick<TestGateway, 'config'>, email: string, count = 1): Promise<ParsedMail[]> {
  return eventually(async () => {
    const mails = await mailsOf(gateway, (eml) => eml.includes(`\r\nTo: ${email}\r\n`))
    return mails.length >= count && mails
  })
}

/** All mails that were ever written, or those of one kind, oldest first. */
export async function mailsOf(
  gateway: Pick<TestGateway, 'config'>,
  isWanted: (eml: string) => boolean = () => true,
): Promise<ParsedMail[]> {
  const directory = mailDirectory(gateway.config)
  const names = await readdir(directory).catch(() => [])
  const files = names.filter((name) => name.endsWith('.eml')).sort()
  const all = await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')))
  return Promise.all(all.filter(isWanted).map((eml) => simpleParser(eml)))
}

export const recipientOf = (mail: ParsedMail): string | undefined => [mail.to].flat()[0]?.value[0]?.address

/** The link that a mail carries, the same in its text and its HTML. */
export function linkIn(mail: ParsedMail | undefined): string {
  const [link] = /https?:\S+#\S+/.exec(mail?.text ?? '') ?? []
  if (!mail || !link) throw new Error(mail ? 'The mail carries no link.' : 'There is no mail.')
  if (typeof mail.html === 'string' && !mail.html.includes(`href="${link}"`)) throw new Error('The HTML differs.')
  return link
}
