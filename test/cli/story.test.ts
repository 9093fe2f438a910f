import { expect, it } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { gatewayForTest, password } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { commandLineForTest } from './command-line.ts'

it('lets an Admin, a Member and an Auditor do their work without anything but the command line', async () => {
  const gateway = await gatewayForTest()
  const { invitationLink } = await operatorOf(gateway.app.core).createAccount(
    'Nordgrid',
    [{ name: 'main', url: 'https://main.example.com' }],
    'ada@example.com',
  )
  const ada = await commandLineForTest()
  const mel = await commandLineForTest()
  const aud = await commandLineForTest()
  const url = gateway.url.replace('/graphql', '')
  const lines = (...texts: string[]) => ({ stdin: `${texts.join('\n')}\n` })

  // The first Admin joins by the operator's link, and signs in.
  const joined = await ada.run(
    ['invitation', 'accept', '--url', url, '--name', 'Ada', '--stdin'],
    lines(invitationLink, password),
  )
  expect(joined).toMatchObject({ code: 0, stdout: '' })
  expect(await ada.run(['logout'])).toMatchObject({ code: 0, stderr: `Signed out at ${url}.\n` })
  expect(await ada.run(['whoami'])).toMatchObject({ code: 3 })
  expect(await ada.run(['login', 'ada@example.com', '--password-stdin'], lines(password))).toMatchObject({ code: 0 })

  // A database, and a token that writes to it, whose secret is all there is on standard output.
  await ada.json(['database', 'create', 'telemetry', '--retention-period', '30d'])
  const made = await ada.run(['token', 'create', 'ingest', '--write-database', 'telemetry'])
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^apiv1_\S+\n$/) })
  expect(made.stderr).not.toContain(made.stdout.trim())

  // A Member is invited, and joins by the link of the mail.
  const invite = (email: string, group: string) =>
    ada.json(['user', 'invite', email, '--group', group, '--attribute', 'team=ops', '--expires', '2d'])
  await invite('mel@example.com', 'member')
  const [mail] = await mailsTo(gateway, 'mel@example.com')
  const link = linkIn(mail as NonNullable<typeof mail>)
  const accepted = await mel.run(
    ['invitation', 'accept', '--url', url, '--name', 'Mel', '--stdin'],
    lines(link, password),
  )
  expect(accepted.stderr).toContain('mel@example.com joins Nordgrid as Member.')
  expect(await mel.run(['login', 'mel@example.com', '--password-stdin'], lines(password))).toMatchObject({ code: 0 })

  // The Member creates a token, and is refused a database.
  expect(await mel.run(['token', 'create', 'report', '--read-database', '*'])).toMatchObject({ code: 0 })
  const refused = await mel.run(['database', 'create', 'mine'])
  expect(refused).toMatchObject({ code: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^You need DATABASE_CREATE; groups that grant it: Admin\. .*\(FORBIDDEN, request /)
  expect(await mel.run(['can', 'database-create'])).toMatchObject({
    code: 1,
    stdout:
      'You may not: no group of yours grants DATABASE_CREATE; Admin would.\nMembers of Admin can change groups.\n',
  })

  // The Auditor sees all of it.
  const [{ link: auditorsLink }] = await invite('aud@example.com', 'auditor')
  await aud.run(['invitation', 'accept', '--url', url, '--name', 'Aud', '--stdin'], lines(auditorsLink, password))
  const events: { action: string; outcome: string; actorLabel: string; resourceLabel: string | null }[] =
    await aud.json(['audit', 'list'])
  const told = events
    .reverse()
    .filter(({ action }) => action !== 'session.sign_in' && action !== 'session.sign_out' && action !== 'user.create')
    .map(({ action, outcome, actorLabel, resourceLabel }) => `${actorLabel} ${action} ${resourceLabel} ${outcome}`)
  expect(told.slice(told.indexOf('operator invitation.create ada@example.com SUCCEEDED') + 1)).toEqual([
    'ada@example.com invitation.accept ada@example.com SUCCEEDED',
    'ada@example.com database.create telemetry SUCCEEDED',
    'ada@example.com database_token.create ingest SUCCEEDED',
    'ada@example.com invitation.create mel@example.com SUCCEEDED',
    'mel@example.com invitation.accept mel@example.com SUCCEEDED',
    'mel@example.com database_token.create report SUCCEEDED',
    'mel@example.com database.create null DENIED',
    'ada@example.com invitation.create aud@example.com SUCCEEDED',
    'aud@example.com invitation.accept aud@example.com SUCCEEDED',
  ])
  expect(await aud.run(['audit', 'verify'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^INTACT +yes\n/) })
}, 120_000)
