import { afterAll, beforeAll, expect, it } from 'vitest'
import { openCore } from '../../src/core.ts'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { newId } from '../../src/values/id.ts'
import { eventsOf, faults } from '../answers.ts'
import { type Cluster, checkPortOf, openChecking, openCluster } from '../dataplane/checks.ts'
import { acceptDocument, clientOf, type Member, password, secretOf, type TestGateway } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { invitation } from '../mail/mails.ts'
import { signIn, signInDocument, trySignIn, whoAmI } from '../sessions/documents.ts'
import { minute } from '../times.ts'
import { giveKeys, keysOf, newKey, rotate, type WrittenKey } from './rotating.ts'

/** What was made before the key was changed. */
interface Earlier {
  readonly key: WrittenKey
  readonly tokenSecret: string
  readonly invitationLink: string
  readonly resetLink: string
  readonly emailLink: string
  readonly dataToken: string
  readonly cookies: string
  readonly cursor: string
  readonly sealedMail: string
}

let gateway: TestGateway
let cluster: Cluster
let mel: Member
let earlier: Earlier
let key: WrittenKey

const usersDocument =
  'query ($after: String) { users(first: 1, after: $after) { pageInfo { endCursor } nodes { id } } }'
const mail = { ...invitation, to: 'ned@example.com', expiresAt: Date.now() + 86_400_000 }

const rename = () =>
  clientOf(gateway.url, {
    authorization: `Bearer ${cluster.account.admin.token}`,
    'idempotency-key': 'rename-before-rotation',
  }).send('mutation { updateProfile(input: { name: "Ada L." }) { user { id } } }')
const checkIt = () =>
  cluster.check({ target: '/query?db=mine&q=SELECT+*+FROM+m', authorization: `Token ${earlier.dataToken}` })

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  const { account } = cluster
  const { admin } = account
  const { core } = gateway.app
  mel = await account.join('mel@example.com', ['member'])
  await clusterSecretsOf(core).setJwtSecret(account.id, cluster.id, 'the shared secret of the cluster')
  const databaseId = await cluster.database('mine')
  const { createManagementToken } = await admin.run(
    'mutation { createManagementToken(input: { description: "ci", permissions: [USER_READ] }) { secret } }',
  )
  const { inviteUsers } = await admin.run(
    `mutation { inviteUsers(input: { invitations: [{ email: "ivy@example.com", groupKeys: ["member"] }] }) {
      results { link } } }`,
  )
  const requestReset = `mutation { requestPasswordReset(input: { email: "mel@example.com" }) { ok } }`
  await gateway.anonymous.run(requestReset)
  const { changeEmail } = await admin.run(
    'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) { link } }',
    { input: { userId: mel.id, email: 'melody@example.com' } },
  )
  const signedIn = await gateway.anonymous.send(signInDocument, { input: { email: mel.email, password } })
  const page = await admin.run(usersDocument)
  await rename()
  const dataToken = (await cluster.token([{ action: 'READ', databaseId }])).secret
  earlier = {
    key: keysOf(gateway)[0] as WrittenKey,
    tokenSecret: createManagementToken.secret,
    invitationLink: inviteUsers.results[0].link,
    resetLink: linkIn((await mailsTo(gateway, mel.email)).find(({ subject }) => /new .* password/.test(subject ?? ''))),
    emailLink: changeEmail.link,
    dataToken,
    cookies: signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
    cursor: page.users.pageInfo.endCursor,
    sealedMail: core.keys.seal(JSON.stringify(mail)),
  }
  key = await rotate(gateway)
})
afterAll(() => gateway.close())

it('a new key in the file is taken by the running gateway, and told in the log of each account', async () => {
  expect(gateway.app.core.keys.ids).toEqual([key.id, earlier.key.id])
  expect(await eventsOf(cluster.account.admin, { actions: ['key.rotate'] })).toEqual([
    expect.objectContaining({
      outcome: 'SUCCEEDED',
      actorLabel: 'operator',
      resourceLabel: `master key ${key.id}`,
      changes: [{ field: 'current', before: earlier.key.id, after: key.id }],
    }),
  ])
})

it('a session and a management token go on, and get a hash of the new key when their use is noted', async () => {
  const use = async () => {
    expect((await mel.run(whoAmI)).viewer.user.email).toBe(mel.email)
    const { viewer } = await gateway.as(earlier.tokenSecret).run('{ viewer { permissions } }')
    expect(viewer.permissions).toEqual(['USER_READ'])
  }
  const keysOfRows = async () => {
    const hashOf = (secret: string) => gateway.app.core.keys.hashesOf(secret)
    const found = async (table: 'sessions' | 'management_tokens', secret: string) => {
      const { hash, others } = hashOf(secret)
      const query = gateway.db.selectFrom(table).select(['secret_key', 'secret_hash'])
      const row = await query.where('secret_hash', 'in', [hash, ...others]).executeTakeFirstOrThrow()
      return [row.secret_key, row.secret_hash === hash]
    }
    return [await found('sessions', mel.token), await found('management_tokens', earlier.tokenSecret)]
  }
  await use()
  gateway.advance(2 * minute)
  await use()
  expect(await keysOfRows()).toEqual([
    [key.id, true],
    [key.id, true],
  ])
  await use()
})

it('a browser stays signed in, by the cookies that it has', async () => {
  const browser = clientOf(gateway.url, { cookie: earlier.cookies })
  expect((await browser.run(whoAmI)).viewer.user.email).toBe(mel.email)
  const devices = earlier.cookies.split('; ').find((cookie) => cookie.startsWith('clustergate-device'))
  const value = devices?.slice(devices.indexOf('=') + 1)
  const [id = '', userId = '', signature = ''] = decodeURIComponent(value ?? '').split('.')
  expect(gateway.app.core.keys.vouchesForDevice({ id, userId }, signature)).toBe(true)
})

it('a password signs in, is hashed anew by that, and no other one is accepted', async () => {
  const row = () =>
    gateway.db
      .selectFrom('users')
      .select(['password_hash', 'password_key'])
      .where('id', '=', mel.id)
      .executeTakeFirstOrThrow()
  const before = await row()
  expect(before.password_key).toBe(earlier.key.id)
  expect(faults(await trySignIn(gateway, { email: mel.email, password: 'not the pass-phrase' }))).toEqual([
    'INVALID_CREDENTIALS',
  ])
  expect(await row()).toEqual(before)
  await signIn(gateway, cluster.account, mel)
  const after = await row()
  expect(after).toEqual({ password_hash: expect.any(String), password_key: key.id })
  expect(after.password_hash).not.toBe(before.password_hash)
  await signIn(gateway, cluster.account, mel)
  expect(await row()).toEqual(after)
})

it('the proxy of a cluster asks on, and gets a JWT that was signed with a sealed secret', async () => {
  const answer = await checkIt()
  expect([answer.status, answer.headers['x-clustergate-authorization']]).toEqual([
    204,
    expect.stringMatching(/^Bearer ey/),
  ])
  const body = `token=${encodeURIComponent(earlier.dataToken)}`
  const introspected = await fetch(`http://127.0.0.1:${checkPortOf(gateway)}/introspect`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${cluster.id}:${cluster.proxySecret}`).toString('base64')}`,
    },
    body,
  })
  expect([introspected.status, ((await introspected.json()) as { active: boolean }).active]).toEqual([200, true])
})

it('mail that was queued before is sent', async () => {
  const id = newId('mail')
  await gateway.db
    .insertInto('outbox')
    .values({
      account_id: cluster.account.id,
      id,
      recipient: mail.to,
      message: earlier.sealedMail,
      status: 'QUEUED',
      attempts: 0,
      next_attempt_at: 0,
      created_at: Date.now(),
    })
    .execute()
  await gateway.db
    .insertInto('tasks')
    .values({
      account_id: cluster.account.id,
      kind: 'mail',
      id,
      wanted: 1,
      attempts: 0,
      next_attempt_at: 0,
      claimed_until: 0,
      created_at: Date.now(),
    })
    .execute()
  expect(await mailsTo(gateway, mail.to)).toHaveLength(1)
})

it('links that were mailed before work: an invitation, a change of address, a reset of the password', async () => {
  const confirm = 'mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { email } }'
  const reset = 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { email } } }'
  const { anonymous } = gateway
  const accepted = await anonymous.run(acceptDocument, {
    input: { secret: secretOf(earlier.invitationLink), name: 'Ivy', password },
  })
  expect(accepted.acceptInvitation.user.email).toBe('ivy@example.com')
  const input = { secret: secretOf(earlier.resetLink), password: 'quite another Phrase 3' }
  expect((await anonymous.run(reset, { input })).resetPassword.user.email).toBe(mel.email)
  expect(faults(await anonymous.send(confirm, { input: { secret: secretOf(earlier.emailLink) } }))).toEqual([
    // A new password withdraws a change of address, which was found by its link.
    'NOT_FOUND input.secret',
  ])
})

it('a request that was carried out before is answered from that under its Idempotency-Key', async () => {
  const answer = await rename()
  expect([faults(answer), JSON.parse(answer.text).extensions.idempotency]).toEqual([
    [],
    { replayed: true, firstAt: expect.any(String) },
  ])
})

it('a page in flight is continued, and the chain of the log is intact', async () => {
  const { users, verifyAuditLog } = await cluster.account.admin.run(
    'query ($after: String) { users(first: 1, after: $after) { nodes { id } } verifyAuditLog { intact } }',
    { after: earlier.cursor },
  )
  expect([users.nodes.length, verifyAuditLog]).toEqual([1, { intact: true }])
})

it('guesses at a password stay counted, however often the key is changed', async () => {
  const guess = async () =>
    faults(await trySignIn(gateway, { email: 'nobody@example.com', password: 'not the pass-phrase' }))
  const guessAll = async () => {
    for (let count = 0; count < 50; count++) if ((await guess()).includes('RATE_LIMITED')) return count
    throw new Error('Nothing limits the guesses.')
  }
  expect(await guessAll()).toBeGreaterThan(3)
  await rotate(gateway)
  expect(await guessAll()).toBe(0)
})

it('of two gateways that take a new key at once, one tells the logs of it', async () => {
  const next = newKey()
  const former = keysOf(gateway)
  await giveKeys(gateway, [...former, next])
  const cores = await Promise.all([0, 1].map(() => openCore(gateway.config)))
  try {
    const masters = [next, ...former].map(({ line }) => Buffer.from(line, 'base64'))
    await Promise.all(cores.map(({ ring }) => ring.take(masters)))
    const resourceLabel = `master key ${next.id}`
    const told = await eventsOf(cluster.account.admin, { actions: ['key.rotate'] })
    expect(told.filter((event: { resourceLabel: string }) => event.resourceLabel === resourceLabel)).toHaveLength(1)
  } finally {
    await Promise.all(cores.map((core) => core.close()))
  }
})
