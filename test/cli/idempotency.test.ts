import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LossyProxy, openLossyProxy } from '../clusters/lossy-proxy.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'

const { gateway, account, admin } = useWorld()
let ada: CommandLine
let way: LossyProxy
beforeAll(async () => {
  way = await openLossyProxy(new URL(gateway.url).origin)
  ada = await openCommandLine({ CLUSTERGATE_TOKEN: admin.token, CLUSTERGATE_URL: way.url })
})
afterAll(async () => {
  await ada?.remove()
  await way?.close()
})

const isMutation = ({ body }: { readonly body: string }) => /^\s*mutation\b/.test(JSON.parse(body).query)

/** Loses the answer to the first mutation of the next command. */
const loseOne = () => {
  let isLost = false
  way.forget()
  way.decide((call) => {
    if (isLost || !isMutation(call)) return 'ANSWERED'
    isLost = true
    return 'ANSWER_LOST'
  })
}
const mutations = () => way.calls.filter(isMutation).length

describe('a command whose answer is lost on the way', () => {
  it('asks again, and nothing is made twice', async () => {
    loseOne()
    const made = await ada.json(['database', 'create', 'metrics', '--cluster', 'primary'])
    expect(mutations()).toBe(2)
    const { databases } = await admin.run('{ databases { nodes { id } } }')
    expect(databases.nodes).toEqual([{ id: made.id }])
  })

  it('that would have shown a new secret says which token that is, and what to do; and that works', async () => {
    loseOne()
    const { code, stdout, stderr } = await ada.run(['token', 'create', 'ingest', '--cluster', 'primary'])
    const { databaseTokens } = await admin.run('{ databaseTokens { nodes { id } } }')
    expect(databaseTokens.nodes).toHaveLength(1)
    const [{ id }] = databaseTokens.nodes
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`clustergate token rotate ${id} --overlap 0s makes another secret`)
    expect(stderr).toContain(`clustergate token revoke ${id}`)
    expect(stderr).toContain('IDEMPOTENCY_KEY_REUSED')

    const rotated = await ada.run(['token', 'rotate', id, '--overlap', '0s'])
    expect([rotated.code, rotated.stdout]).toEqual([0, expect.stringMatching(/^apiv1_/)])

    loseOne()
    const lost = await ada.run(['management', 'create', '--description', 'ci', '--permission', 'database-read'])
    const named = /clustergate management revoke (\S+), and create another/.exec(lost.stderr)?.[1] ?? ''
    expect(lost.code).toBe(1)
    const revoked = await ada.run(['management', 'revoke', named, '--force'])
    expect([revoked.code, revoked.stderr]).toEqual([0, ''])
  })

  it('has a key for each change, not for each command', async () => {
    way.decide()
    for (const name of ['one', 'two']) await ada.json(['database', 'create', name, '--cluster', 'primary'])
    await ada.run(['database', 'delete', 'one', 'two', '--cluster', 'primary', '--force'])
    const keys = await gateway.db
      .selectFrom('idempotency_keys')
      .select('key')
      .where('action', '=', 'database.delete')
      .execute()
    expect(new Set(keys.map(({ key }) => key)).size).toBe(2)
  })
})

it('a sign-in, which takes no key, works as before', async () => {
  way.decide()
  const { password, email } = account.admin
  const args = ['auth', 'login', email, '--url', way.url, '--password-stdin', '--account', account.id]
  const { code, stderr } = await ada.run(args, { stdin: password, environment: { CLUSTERGATE_TOKEN: '' } })
  expect([code, stderr]).toMatchObject([0, expect.not.stringContaining('BAD_INPUT')])
})
