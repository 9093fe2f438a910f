import { expect, it } from 'vitest'
import { password } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, commandLineForTest } from './command-line.ts'
import { addressOf, signIn } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })

async function commandLineOf(email: string): Promise<CommandLine> {
  await account.join(email, ['member'])
  const commandLine = await commandLineForTest({ CLUSTERGATE_URL: addressOf(gateway) })
  await signIn(commandLine, gateway, account, email)
  return commandLine
}

it('people mend their name and their address on the command line, and leave', async () => {
  const mel = await commandLineOf('mel@example.com')
  expect((await mel.json(['profile', 'update', '--name', 'Mel Lane'])).name).toBe('Mel Lane')

  const asked = await mel.run(['profile', 'change-email', 'mel@example.org', '--password-stdin'], {
    stdin: `${password}\n`,
  })
  expect(asked).toMatchObject({ code: 0, stdout: '' })
  expect(asked.stderr).toContain('A mail to mel@example.org has the link')
  expect((await mel.run(['whoami'])).stdout).toMatch(/mel@example\.org/)
  const [mail] = await mailsTo(gateway, 'mel@example.org')
  const confirmed = await mel.run(['profile', 'confirm-email', '--stdin'], { stdin: `${linkIn(mail)}\n` })
  expect(confirmed).toMatchObject({ code: 0, stderr: 'The address is mel@example.org from now on.\n' })
  expect((await mel.json(['whoami'])).user.email).toBe('mel@example.org')

  expect((await mel.run(['profile', 'leave'])).code).toBe(2)
  expect(await mel.run(['profile', 'leave', '--force'])).toMatchObject({
    code: 0,
    stderr: 'You have left the account.\n',
  })
  expect((await mel.run(['whoami'])).code).toBe(3)
})

it('an Admin changes the address of somebody else, and gets the link to hand over', async () => {
  const kim = await account.join('kim@example.com', ['member'])
  const ada = await commandLineForTest({ CLUSTERGATE_URL: addressOf(gateway) })
  await signIn(ada, gateway, account)
  const { code, stdout } = await ada.run(['user', 'change-email', kim.email, 'kim@example.org'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^http:\/\/gateway\.test\/confirm-email#cge_[0-9a-f]{72}\n$/)

  expect((await ada.run(['user', 'get', kim.email])).stdout).toContain('kim@example.org')
  const listed = await ada.run(['user', 'list', '--format', 'plain', '--columns', 'email,pendingEmail'])
  expect(listed.stdout).toContain('kim@example.com\tkim@example.org\n')

  const refused = await ada.run(['user', 'change-email', kim.email, account.admin.email])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toContain('Somebody of this account has this address.')
})
