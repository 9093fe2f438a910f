import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { eventually, gatewayForTest, password, secretOf, type TestGateway } from '../gateway.ts'
import { inviteDocument, resendDocument, revokeDocument, rowOf } from '../invitations/documents.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { refusal, startMailServer } from '../mail/mail-server.ts'
import { onPostgres } from '../store.ts'
import { minute } from '../times.ts'
import { revokeSessionDocument, signIn, signInDocument, trySignIn } from './documents.ts'

/** Every value of every row of the store, as text. */
async function everyRow({ db }: TestGateway): Promise<string> {
  const tables = await db.introspection.getTables()
  expect(tables.length).toBeGreaterThan(15)
  const rows = await Promise.all(
    tables.map(async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(db)).rows),
  )
  return JSON.stringify(rows)
}

/** The bytes of every file of the data directory but the mails, which carry links by their nature. */
async function everyFile({ store }: TestGateway): Promise<Buffer> {
  const entries = await readdir(store.dataDirectory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith('mail'))
  return Buffer.concat(await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))))
}

it('no secret, link or password that anybody has seen lies in the store or in the log', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account('Analytical Engines')
  const { admin } = account
  const seen = new Set<string>([password, admin.token])
  const see = (...secrets: string[]) => {
    for (const secret of secrets) seen.add(secret)
  }

  // Invitations: accepted, sent again, revoked, pending; a link in each of two mails.
  const { inviteUsers } = await admin.run(inviteDocument, {
    input: { invitations: ['mel', 'tom', 'zoe'].map((name) => rowOf(account, `${name}@example.com`)) },
  })
  const [first, second, third] = inviteUsers.results
  see(first.link, second.link, third.link)
  const resent = await admin.run(resendDocument, { id: second.invitation.id })
  see(resent.resendInvitation.link)
  await admin.run(revokeDocument, { id: third.invitation.id })
  await gateway.anonymous.send('query ($secret: String!) { invitationPreview(secret: $secret) { email } }', {
    secret: secretOf(first.link),
  })
  const joined = await gateway.anonymous.run(
    `mutation Join($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { accessToken user { id } } }`,
    { input: { secret: secretOf(first.link), name: 'Mel', password: 'Wuthering heights 47' } },
  )
  see('Wuthering heights 47', joined.acceptInvitation.accessToken)
  const mel = gateway.as(joined.acceptInvitation.accessToken)

  // Passwords: wrong, too weak, changed, reset; literals and variables.
  see('wrong Pass-phrase 99', 'shorty77', 'Sense & sensibility 1', 'Pride & prejudice 2', 'literal Phrase 5!')
  await trySignIn(gateway, { email: 'mel@example.com', password: 'wrong Pass-phrase 99' })
  await gateway.anonymous.send(
    'mutation { signIn(input: { email: "mel@example.com", password: "literal Phrase 5!" }) { accessToken } }',
  )
  await gateway.anonymous.send('mutation { signIn(input: { email: "mel@example.com", password: "literal Phrase 5!" } }')
  await gateway.anonymous.send(signInDocument, { input: { email: 'mel@example.com', password: { x: 'shorty77' } } })
  const change = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { ok } }'
  await mel.send(change, { input: { currentPassword: 'Wuthering heights 47', newPassword: 'shorty77' } })
  await mel.run(change, { input: { currentPassword: 'Wuthering heights 47', newPassword: 'Sense & sensibility 1' } })
  await gateway.anonymous.run('mutation { requestPasswordReset(input: { email: "mel@example.com" }) { ok } }')
  const mails = await mailsTo(gateway, 'mel@example.com', 3)
  const reset = linkIn(mails.find(({ subject }) => subject?.startsWith('Set a new')))
  see(reset)
  const { resetPassword } = await gateway.anonymous.run(
    'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { accessToken } }',
    { input: { secret: secretOf(reset), password: 'Pride & prejudice 2' } },
  )
  see(resetPassword.accessToken)

  // Tokens of both kinds, and sessions that were ended.
  const { createManagementToken } = await admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }',
    { input: { description: 'automation', permissions: ['CLUSTER_READ'] } },
  )
  const { createDatabaseToken } = await admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret token { id } } }',
    { input: { clusterId: account.clusterIds[0], description: 'ingest', permissions: [] } },
  )
  const { rotateDatabaseToken } = await admin.run(
    'mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { secret } }',
    { input: { id: createDatabaseToken.token.id } },
  )
  see(createManagementToken.secret, createDatabaseToken.secret, rotateDatabaseToken.secret)
  await gateway.as(createManagementToken.secret).send('{ clusters { totalCount } }')
  await gateway.as(createDatabaseToken.secret).send('{ clusters { totalCount } }')
  await gateway.as(`${createManagementToken.secret.slice(0, -1)}x`).send('{ clusters { totalCount } }')
  const session = await signIn(gateway, account, admin)
  see(session.token)
  await admin.run(revokeSessionDocument, { id: session.sessionId })
  // Secrets where an id or a name is expected.
  await admin.send(revokeSessionDocument, { id: session.token })
  await admin.send('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: createManagementToken.secret })
  await gateway.anonymous.send(`query Q { user(id: "${session.token}") { ${session.token} } }`)

  // Links are found by their secret, in any form in which they are kept.
  for (const link of [...seen].filter((text) => text.includes('#'))) see(secretOf(link))
  expect(seen.size).toBeGreaterThan(20)
  await eventually(async () => {
    const queued = gateway.db.selectFrom('outbox').select('id').where('status', '=', 'QUEUED')
    return (await queued.execute()).length === 0
  })
  // Else its file may come while the directory is read.
  gateway.app.core.checkpoints.flush()
  const rows = await everyRow(gateway)
  const bytes = await everyFile(gateway)
  const log = JSON.stringify(gateway.log)
  expect(gateway.log.length).toBeGreaterThan(25)
  // What is no secret is found, so the search works.
  expect([rows, bytes, log].map((text) => text.includes(createDatabaseToken.token.id))).toEqual([
    true,
    !onPostgres,
    false,
  ])
  expect(log).toContain(account.id)
  for (const secret of seen) {
    // What follows the prefix and the four characters that a token is recognised by.
    const core = /^(cg[smirep]_|apiv1_)/.test(secret) ? secret.slice(12, 44) : secret
    for (const text of [core, JSON.stringify(core).slice(1, -1), Buffer.from(core).toString('base64').slice(0, -4)]) {
      expect([rows.includes(text), bytes.includes(text), log.includes(text)], core).toEqual([false, false, false])
    }
  }
})

it('a mail that waits to be sent lies sealed in the store, and is erased once it is sent or given up', async () => {
  let isRefused = false
  const server = await startMailServer({
    onRcptTo: (_address, _session, done) => done(isRefused ? refusal(550) : refusal(450)),
  })
  const gateway = await gatewayForTest({ environment: { SMTP_URL: server.url } })
  const account = await gateway.account()
  await account.admin.run(inviteDocument, { input: { invitations: [rowOf(account, 'mel@example.com')] } })
  const outbox = () =>
    gateway.db.selectFrom('outbox').selectAll().where('recipient', '=', 'mel@example.com').executeTakeFirstOrThrow()
  const waiting = await eventually(async () => {
    const row = await outbox()
    return row.attempts > 0 && row.failure !== null && row
  })
  expect(waiting.status).toBe('QUEUED')
  for (const text of [waiting.message ?? '', Buffer.from(waiting.message ?? '', 'base64').toString('latin1')]) {
    expect(text).not.toMatch(/cgi_|gateway\.test|mel@|invit/)
  }
  expect(JSON.parse(gateway.app.core.keys.unseal(waiting.message ?? '')).link).toMatch(/#cgi_/)
  isRefused = true
  gateway.advance(minute)
  const given = await eventually(async () => {
    const row = await outbox()
    return row.status === 'FAILED' && row
  })
  expect(given.message).toBeNull()
  expect(faults(await gateway.anonymous.send('{ viewer { permissions } }'))).toEqual([])
  await server.close()
})
