import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faults } from '../answers.ts'
import { ask, checkPortOf, described, openChecking, openCluster } from '../dataplane/checks.ts'
import { eventually, type Member, type TestAccount, type TestGateway } from '../gateway.ts'
import { inviteDocument, rowOf } from '../invitations/documents.ts'
import { trySignIn } from '../sessions/documents.ts'
import { onPostgres } from '../store.ts'
import { minute } from '../times.ts'

const count = 3

describe.runIf(onPostgres)(`${count} gateways on one PostgreSQL`, () => {
  const gateways: TestGateway[] = []
  let home: TestGateway
  let account: TestAccount
  let mel: Member
  beforeAll(async () => {
    home = await openChecking()
    gateways.push(home)
    while (gateways.length < count) gateways.push(await openChecking({ store: home.store }))
    account = await home.account()
    mel = await account.join('mel@example.com', ['member'])
  })
  afterAll(async () => {
    for (const gateway of gateways.toReversed()) await gateway.close()
  })

  /** Does the same so many times, at one gateway after the other. */
  async function inTurns<T>(times: number, work: (gateway: TestGateway) => Promise<T>, among = gateways): Promise<T[]> {
    const done: T[] = []
    for (let at = 0; at < times; at++) done.push(await work(among[at % among.length] as TestGateway))
    return done
  }
  const eventsOf = (actorId: string, action: string) =>
    home.db
      .selectFrom('audit_events')
      .select('changes')
      .where('actor_id', '=', actorId)
      .where('action', '=', action)
      .orderBy('sequence')
      .execute()
  const mailsTo = (email: string) => home.db.selectFrom('outbox').select('id').where('recipient', '=', email).execute()

  it('look at five passwords of somebody unknown, as one of them does', async () => {
    const answers = await inTurns(3 * count, (gateway) => trySignIn(gateway, { email: mel.email, password: 'a guess' }))
    const evaluated = answers.flatMap(faults).filter((code) => code === 'INVALID_CREDENTIALS')
    expect(evaluated.length).toBeLessThanOrEqual(5)
  })

  it('mail three links to somebody who asks for a new password again and again', async () => {
    const before = (await mailsTo(mel.email)).length
    const document = 'mutation ($email: EmailAddress!) { requestPasswordReset(input: { email: $email }) { ok } }'
    await inTurns(count + 1, ({ anonymous }) => anonymous.run(document, { email: mel.email }))
    expect((await mailsTo(mel.email)).length - before).toBe(3)
  })

  it('mail five invitations to one address in an hour, reminders included', async () => {
    const email = 'nora@example.com'
    const invite = (gateway: TestGateway) =>
      gateway.as(account.admin.token).send(inviteDocument, { input: { invitations: [rowOf(account, email)] } })
    await invite(home)
    const document = 'mutation ($email: EmailAddress!) { requestPasswordReset(input: { email: $email }) { ok } }'
    await inTurns(5, ({ anonymous }) => anonymous.run(document, { email }))
    expect(await mailsTo(email)).toHaveLength(5)
  })

  it('record twenty attempts of a caller that fail alike within a minute, and count the others', async () => {
    const missing =
      'mutation { deleteDatabase(input: { id: "database_none", confirmName: "none" }) { database { id } } }'
    const times = 20 + 2 * count
    const refused = await inTurns(times, (gateway) => gateway.as(account.admin.token).send(missing))
    expect(new Set(refused.flatMap(faults))).toEqual(new Set(['NOT_FOUND input.id']))
    expect(await eventsOf(account.admin.id, 'database.delete')).toHaveLength(20)
  })

  it('record one denial of a token and reason within a minute, wherever its requests are denied', async () => {
    const { path, proxySecret, token } = await openCluster(home)
    const { secret, id } = await token([])
    const request = described({ method: 'POST', target: '/write?db=mine', authorization: `Bearer ${secret}` })
    const others = gateways.splice(1)
    const deny = async (gateway: TestGateway) =>
      (await ask(checkPortOf(gateway), path, ['X-Clustergate-Proxy', proxySecret, ...request])).status
    for (const denials of [1, 2]) {
      expect(await inTurns(4, deny, others)).toEqual([403, 403, 403, 403])
      await eventually(async () => (await eventsOf(id, 'dataplane.denied')).length === denials)
      for (const gateway of others) gateway.advance(minute)
    }
    // A gateway that closes writes first what it has to.
    for (const gateway of others) await gateway.close()
    expect(await eventsOf(id, 'dataplane.denied')).toHaveLength(2)
  })
})
