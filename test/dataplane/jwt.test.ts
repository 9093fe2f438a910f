import { createHmac } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { commandLineForTest } from '../cli/command-line.ts'
import type { TestGateway } from '../gateway.ts'
import { clustergate } from '../process/command.ts'
import { ask, type Cluster, checkPortOf, openChecking, openCluster } from './checks.ts'

const jwtSecret = 'shared by gateway and influxd 47'

let gateway: TestGateway
let cluster: Cluster
let token: { readonly id: string; readonly secret: string }

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  const databaseId = await cluster.database('mine')
  token = await cluster.token([{ action: 'WRITE', databaseId }])
  await clusterSecretsOf(gateway.app.core).setJwtSecret(cluster.account.id, 'primary', jwtSecret)
})

afterAll(() => gateway.close())

const partOf = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString())

describe('a check of a cluster with a JWT secret', () => {
  it('is answered with a token of a minute for the user of the database token’s id', async () => {
    const before = Math.floor(Date.now() / 1_000)
    const { status, headers } = await cluster.check({
      method: 'POST',
      target: '/write?db=mine',
      authorization: `Token ${token.secret}`,
    })
    expect(status).toBe(204)
    const [, header = '', claims = '', signature] =
      /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(headers['x-clustergate-authorization'] as string) ?? []
    expect(partOf(header)).toEqual({ alg: 'HS256', typ: 'JWT' })
    const { username, exp } = partOf(claims)
    expect(username).toBe(token.id)
    expect(exp - before).toBeGreaterThanOrEqual(60)
    expect(exp - before).toBeLessThan(120)
    expect(signature).toBe(createHmac('sha256', jwtSecret).update(`${header}.${claims}`).digest('base64url'))
  })

  it('refuses a token in the address from a proxy that cannot take it out', async () => {
    const target = `/write?db=mine&u=me&p=${encodeURIComponent(token.secret)}`
    expect(await cluster.check({ method: 'POST', target })).toMatchObject({
      status: 204,
      headers: { 'x-clustergate-args': 'db=mine' },
    })
    const proxy = ['X-Clustergate-Proxy', cluster.proxySecret]
    const byCaddy = ['X-Forwarded-Method', 'POST', 'X-Forwarded-Uri', target]
    expect(await ask(checkPortOf(gateway), cluster.path, [...proxy, ...byCaddy])).toMatchObject({ status: 401 })
    expect(await ask(checkPortOf(gateway), `${cluster.path}/envoy${target}`, proxy, { method: 'POST' })).toMatchObject({
      status: 401,
    })
  })

  it('gives nothing to what is open, denied or not authenticated', async () => {
    expect((await cluster.check({ target: '/ping' })).headers['x-clustergate-authorization']).toBe('')
    for (const authorization of [`Bearer ${token.secret}`, 'Bearer unknown']) {
      const { headers } = await cluster.check({ method: 'POST', target: '/write?db=theirs', authorization })
      expect(headers['x-clustergate-authorization']).toBeUndefined()
    }
  })
})

describe('cluster jwt-secret', () => {
  const run = (...args: string[]) =>
    clustergate(gateway.store, ['cluster', 'jwt-secret', 'secondary', '--account', cluster.account.id, ...args])
  const fileWith = async (text: string) => {
    const path = join(gateway.store.dataDirectory, 'jwt-secret')
    await writeFile(path, text, { mode: 0o600 })
    return path
  }

  it('sets the secret from a file, and removes it', async () => {
    const set = await run('--file', await fileWith('another shared secret, of 32\n'))
    expect(set).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('secondary') })
    const row = gateway.db
      .selectFrom('clusters')
      .select('jwt_secret')
      .where('id', '=', cluster.account.clusterIds[1] ?? '')
    const { jwt_secret: sealed } = await row.executeTakeFirstOrThrow()
    const { keys } = gateway.app.core
    const place = { accountId: cluster.account.id, id: cluster.account.clusterIds[1] as string }
    expect(keys.unsealForCluster(place, sealed as string)).toBe('another shared secret, of 32')
    // Moved to the row of another cluster, it does not open.
    expect(() => keys.unsealForCluster({ ...place, id: cluster.id }, sealed as string)).toThrow()
    expect(() => keys.unseal(sealed as string)).toThrow()
    // Nor does it open as the credential of the same cluster, or the reverse.
    expect(() => keys.unsealCredential(place, sealed as string)).toThrow()
    expect(() => keys.unsealForCluster(place, keys.sealCredential(place, 'a password'))).toThrow()

    expect(await run('--remove')).toMatchObject({ code: 0 })
    expect((await row.executeTakeFirstOrThrow()).jwt_secret).toBeNull()
    expect(await run('--remove')).toMatchObject({ code: 1, stderr: expect.stringContaining('has no JWT secret') })
  })

  it('reads the secret from standard input, too', async () => {
    const { dataDirectory, databaseUrl } = gateway.store
    const commandLine = await commandLineForTest({
      CLUSTERGATE_DATA_DIR: dataDirectory,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    })
    const args = ['cluster', 'jwt-secret', 'secondary', '--account', cluster.account.id, '--file', '-']
    const set = await commandLine.run(args, { stdin: 'a shared secret from a pipe\n' })
    expect(set).toMatchObject({ code: 0, stderr: '' })
    const large = await commandLine.run(args, { stdin: 'x'.repeat(5_000) })
    expect(large).toMatchObject({ code: 1, stderr: expect.stringContaining('larger than a secret can be') })
    expect(await run('--remove')).toMatchObject({ code: 0 })
  })

  it.each([
    ['neither', [], 'give the secret by --file, or --remove'],
    ['a secret that is too short', ['--file', 'short'], '16 to 512 characters'],
    ['a file that does not exist', ['--file', '/nowhere'], 'there is none of that name'],
    ['both', ['--file', 'x', '--remove'], 'cannot be used with'],
  ])('refuses %s', async (_what, args, message) => {
    const path = await fileWith('too short\n')
    const outcome = await run(...args.map((arg) => (arg === 'short' ? path : arg)))
    expect(outcome.code).not.toBe(0)
    expect(outcome.stderr).toContain(message)
  })

  it('is in the audit log without the secret', async () => {
    const { auditEvents } = await cluster.account.admin.run(
      '{ auditEvents(first: 50) { nodes { action actorLabel outcome changes { field before after } } } }',
    )
    expect(auditEvents.nodes).toContainEqual({
      action: 'cluster.set_jwt_secret',
      actorLabel: 'operator',
      outcome: 'SUCCEEDED',
      changes: [{ field: 'isSet', before: false, after: true }],
    })
    expect(JSON.stringify(auditEvents)).not.toContain('shared')
  })
})
