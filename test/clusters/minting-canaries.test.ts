import { describe, expect, it } from 'vitest'
import { revokeDocument, updateDocument } from '../database-tokens/documents.ts'
import { ask, checkPortOf, described, mintProxySecret } from '../dataplane/checks.ts'
import { filesOf } from '../dataplane/data-proxy.ts'
import { useWorld } from '../world.ts'
import { mintOperation, useMinting } from './minting.ts'

describe('the secret that a cluster has made for a token', () => {
  const world = useWorld({ environment: { CLUSTERGATE_CHECK_PORT: '0' } })
  const { gateway, account, admin } = world
  const minting = useMinting(world)
  const { create, rotate, token } = minting

  it('is in nothing that the gateway stores, logs or answers, but for the answer that hands it out', async () => {
    const said: string[] = []
    const met =
      <T>(fault: T) =>
      (operation: string) =>
        operation === mintOperation ? fault : undefined
    const old = await token()
    const successor = minting.held(await rotate(old.id))
    await admin.run(updateDocument, { input: { id: successor.id, description: 'other' } })
    for (const loss of ['LOST', 'TORN'] as const) {
      for (const ask of [() => create(), () => rotate(successor.id, admin, { overlap: '0s' })]) {
        minting.cluster.after = met(loss)
        said.push((await ask()).text)
        await minting.mend()
      }
    }
    minting.cluster.after = async (operation) => {
      if (operation !== mintOperation) return undefined
      minting.cluster.after = undefined
      const { databaseTokens } = await admin.run('{ databaseTokens(first: 1) { nodes { id } } }')
      await admin.run(revokeDocument, { id: databaseTokens.nodes[0].id })
      return undefined
    }
    said.push((await create()).text)
    await gateway.tasksDone()
    said.push(
      (await admin.send('{ databaseTokens { nodes { id prefix description } } }')).text,
      (
        await admin.send(
          '{ auditEvents(first: 100) { nodes { action resourceLabel changes { field before after } } } }',
        )
      ).text,
      JSON.stringify(gateway.log),
      await storeText(),
      filesOf(gateway.store.dataDirectory),
    )

    const secrets = minting.cluster.cluster.tokens.map(({ accessToken }) => accessToken)
    expect(secrets).toHaveLength(7)
    const text = said.join('\n')
    expect(text).toContain(successor.prefix)
    for (const secret of secrets) expect(text).not.toContain(secret.slice(10, 40))
  })

  it('is known to the check of the data plane, like any other', async () => {
    const { secret } = await token()
    const proxy = await mintProxySecret(gateway, account)
    const check = async (database: string, presented: string) => {
      const request = { method: 'POST', target: `/write?db=${database}`, authorization: `Token ${presented}` }
      const path = `/dataplane/${account.clusterIds[0]}/check`
      return (await ask(checkPortOf(gateway), path, ['X-Clustergate-Proxy', proxy, ...described(request)])).status
    }
    expect(await check('orders', secret)).toBe(204)
    expect(await check('other', secret)).toBe(403)
    const another = secret[20] === 'x' ? 'y' : 'x'
    expect(await check('orders', secret.slice(0, 20) + another + secret.slice(21))).toBe(401)
  })

  /** Every row of every table. */
  const storeText = async () => {
    const tables = await gateway.db.introspection.getTables()
    const rows = tables.map(({ name }) =>
      gateway.db
        .selectFrom(name as 'tokens' as never)
        .selectAll()
        .execute(),
    )
    return JSON.stringify(await Promise.all(rows), (_, value) => (typeof value === 'bigint' ? String(value) : value))
  }
})
