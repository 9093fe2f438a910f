import { describe, expect, it, onTestFinished } from 'vitest'
import { type BuiltInKey, clientOf, gatewayForTest, openGateway } from '../gateway.ts'
import { makeStore, onPostgres } from '../store.ts'
import { hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { signIn, trySignIn, whoAmI } from './documents.ts'

const { gateway, account, mel, person } = useWorld()
const both = person('both@example.com', ['member', 'auditor'])
const bob = person('bob@example.com', ['admin'])

const isOver = async (token: string, of = gateway) => (await of.as(token).send(whoAmI)).status === 401
const expiryOf = async (token: string): Promise<number> => {
  const { viewer } = await gateway.as(token).run('{ viewer { session { expiresAt } } }')
  return Date.parse(viewer.session.expiresAt)
}

describe('a session', () => {
  it('ends an hour after its last use, as bearer and as cookie', async () => {
    for (const asCookie of [false, true]) {
      const { token } = await signIn(gateway, account, mel)
      const client = asCookie ? clientOf(gateway.url, { cookie: `${gateway.cookieName}=${token}` }) : gateway.as(token)
      gateway.advance(55 * minute)
      expect((await client.send(whoAmI)).status).toBe(200)
      gateway.advance(55 * minute)
      expect((await client.send(whoAmI)).status).toBe(200)
      gateway.advance(hour)
      expect((await client.send(whoAmI)).status).toBe(401)
    }
  })

  it('ends twelve hours after the sign-in, however much it is used', async () => {
    const { token } = await signIn(gateway, account, mel)
    for (let at = 0; at < 24; at++) {
      expect(await isOver(token), `${at} half hours`).toBe(false)
      gateway.advance(30 * minute)
    }
    expect(await isOver(token)).toBe(true)
  })

  it('says when it ends unless it is used, and that moment moves on with each use, up to the last', async () => {
    const { token } = await signIn(gateway, account, mel)
    const begun = await expiryOf(token)
    gateway.advance(50 * minute)
    expect(Math.round(((await expiryOf(token)) - begun) / minute)).toBe(50)
    for (let at = 0; at < 13; at++) {
      gateway.advance(50 * minute)
      await expiryOf(token)
    }
    expect((await expiryOf(token)) - begun).toBe(11 * hour)
  })

  it('says when it ends at the latest, which no use moves', async () => {
    const { token, run } = await signIn(gateway, account, mel)
    const ends = async () => (await run('{ viewer { session { createdAt endsAt } } }')).viewer.session
    const { createdAt, endsAt } = await ends()
    expect(Date.parse(endsAt) - Date.parse(createdAt)).toBe(12 * hour)
    gateway.advance(50 * minute)
    expect((await ends()).endsAt).toBe(endsAt)
    expect((await expiryOf(token)) < Date.parse(endsAt)).toBe(true)
  })

  it.skipIf(!onPostgres)('lasts by its use at any instance, for all of them', async () => {
    const first = await gatewayForTest()
    const other = await gatewayForTest({ store: first.store })
    const inc = await first.account()
    const { token } = await signIn(first, inc, inc.admin)
    const advance = (milliseconds: number) => [first, other].map((one) => one.advance(milliseconds))
    advance(50 * minute)
    expect(await isOver(token, other)).toBe(false)
    advance(50 * minute)
    expect(await isOver(token, first)).toBe(false)
    advance(hour)
    expect([await isOver(token, first), await isOver(token, other)]).toEqual([true, true])
  })

  it('is over at once where the operator has shortened the maximum below its age', async () => {
    const store = await makeStore()
    onTestFinished(() => store.remove())
    const before = await openGateway({ store })
    const inc = await before.account()
    const old = await signIn(before, inc, inc.admin)
    before.advance(40 * minute)
    const young = await signIn(before, inc, inc.admin)
    await before.close()
    const after = await openGateway({
      store,
      environment: { CLUSTERGATE_SESSION_IDLE: '20m', CLUSTERGATE_SESSION_MAX: '30m' },
    })
    after.advance(40 * minute)
    expect([await isOver(old.token, after), await isOver(young.token, after)]).toEqual([true, false])
    await after.close()
  })

  it('is written once a minute at most, however much it is used', async () => {
    const { token } = await signIn(gateway, account, mel)
    gateway.advance(2 * minute)
    const from = gateway.statements.length
    for (let at = 0; at < 5; at++) await gateway.as(token).run(whoAmI)
    const writes = gateway.statements.slice(from).filter((text) => text.startsWith('update "sessions"'))
    expect(writes).toHaveLength(1)
  })

  it('has a cookie that lasts as long as the session may', async () => {
    const { email } = mel
    const { headers, data } = await trySignIn(gateway, { email })
    const ends = /Expires=([^;]+)/.exec(headers.getSetCookie()[0] as string)?.[1] as string
    expect(Date.parse(ends)).toBe(Math.floor((Date.parse(data.signIn.session.createdAt) + 12 * hour) / 1000) * 1000)
  })

  it('lasts as the operator says', async () => {
    const own = await gatewayForTest({
      environment: { CLUSTERGATE_SESSION_IDLE: '15m', CLUSTERGATE_SESSION_MAX: '1h30m' },
    })
    const inc = await own.account()
    const [used, unused] = [await signIn(own, inc, inc.admin), await signIn(own, inc, inc.admin)]
    for (let at = 0; at < 9; at++) {
      expect(await isOver(used.token, own)).toBe(false)
      own.advance(10 * minute)
    }
    expect([await isOver(used.token, own), await isOver(unused.token, own)]).toEqual([true, true])
  })
})

describe('somebody who is given more rights', () => {
  const setGroups = async (userId: string, keys: BuiltInKey[]) =>
    (await signIn(gateway, account, account.admin)).run(
      'mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }',
      {
        input: { userId, groupIds: keys.map((key) => account.groupIds[key]) },
      },
    )

  it('signs in again: no secret from before is good, and the refusal says why', async () => {
    const opened = [await signIn(gateway, account, mel), await signIn(gateway, account, mel)]
    await setGroups(mel.id, ['member', 'auditor'])
    for (const { token } of opened) {
      const { status, errors } = await gateway.as(token).send(whoAmI)
      expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
      expect(errors[0]?.message).toBe('This session has ended because your groups now grant more. Sign in again.')
      expect(errors[0]?.extensions.sessionEndReason).toBe('RIGHTS_GREW')
    }
    const again = await signIn(gateway, account, mel)
    expect((await again.run('{ auditEvents(first: 1) { nodes { id } } }')).auditEvents.nodes).toHaveLength(1)
  })

  it('keeps the sessions where the groups grant no more than before, or less', async () => {
    const ofBoth = await signIn(gateway, account, both)
    await setGroups(both.id, ['auditor'])
    await setGroups(both.id, ['auditor'])
    expect(await isOver(ofBoth.token)).toBe(false)
    const ofBob = await signIn(gateway, account, bob)
    await setGroups(bob.id, ['admin', 'auditor'])
    await setGroups(bob.id, ['member'])
    expect(await isOver(ofBob.token)).toBe(false)
    await setGroups(bob.id, ['admin'])
    expect(await isOver(ofBob.token)).toBe(true)
  })

  it('is told no more than that a session is over where it ended for another reason', async () => {
    const { token, run } = await signIn(gateway, account, mel)
    await run('mutation { signOut { ok } }')
    const { errors } = await gateway.as(token).send(whoAmI)
    expect(errors[0]?.message).toBe('The credential is not valid, or no longer. Sign in again.')
    expect(errors[0]?.extensions.sessionEndReason).toBeUndefined()
  })
})
