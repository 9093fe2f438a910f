import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { isHere } from '../../programs.ts'
import { useWorld } from '../../world.ts'
import { type Influxd, startInfluxd } from '../influxd.ts'
import { clusterCommands, secretFile, serverForTest } from './linking.ts'

const password = 'canary-7f3a of the administrator'
const wrong = 'canary-91be is not the password'

const { gateway, account } = useWorld()
const commands = clusterCommands(gateway, account)

const linkOf = (at = 0) => linkStore.find(gateway.db, account.id, account.clusterIds[at] as string)
const auditOf = async (action: string) => {
  const { auditEvents } = await account.admin.run(
    `{ auditEvents(filter: { actions: ["${action}"] }) { nodes {
      action actorLabel resourceLabel outcome changes { field before after } } } }`,
  )
  return auditEvents.nodes
}

describe.runIf(isHere('influxd'))('cluster connect, with InfluxDB 1.x', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true, password })
    await influxd.run('CREATE DATABASE theirs')
  })
  afterAll(() => influxd?.stop())

  it('changes nothing on the cluster, says what it found, and is noticed by a gateway that runs', async () => {
    const before = await influxd.run('SHOW DATABASES; SHOW USERS')
    const connected = await commands.connect('primary', influxd.url, password, '--enforcement', 'native')
    expect(connected).toMatchObject({ code: 0, stderr: '' })
    expect(connected.stdout).toContain('InfluxDB 1.x, version 1.')
    expect(await influxd.run('SHOW DATABASES; SHOW USERS')).toEqual(before)
    expect(await linkOf()).toMatchObject({
      kind: 'INFLUXDB_1',
      enforcement: 'NATIVE',
      managementUrl: influxd.url,
      settings: { username: 'root' },
      credentialPrefix: 'cana',
      health: 'HEALTHY',
      version: expect.stringMatching(/^1\./),
      error: null,
    })
    const [event] = await auditOf('cluster.connect')
    expect(event).toMatchObject({ actorLabel: 'operator', resourceLabel: 'primary', outcome: 'SUCCEEDED' })
    expect(event.changes).toContainEqual({ field: 'managementUrl', before: null, after: influxd.url })
  })

  it('tries a new credential before the old one is replaced', async () => {
    const before = await linkOf()
    const refused = await commands.connect('primary', influxd.url, wrong, '--enforcement', 'native')
    expect(refused).toMatchObject({ code: 3, stdout: '' })
    expect(refused.stderr).toMatch(
      /^primary: The cluster does not take the credential.*\(CREDENTIAL_REFUSED\) Nothing was stored\.\n$/,
    )
    // The gateway, which runs, probes the cluster meanwhile.
    expect(await linkOf()).toEqual({ ...before, checkedAt: expect.any(Number) })

    await influxd.run(`CREATE USER second WITH PASSWORD 'another one' WITH ALL PRIVILEGES`)
    const credential = await secretFile(gateway, 'another one\n')
    const target = ['primary', '--kind', 'influxdb-1', '--management-url', influxd.url, '--enforcement', 'native']
    const replaced = await commands.run('connect', ...target, '--username', 'second', '--credential-file', credential)
    expect(replaced).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('in place of before') })
    expect(await linkOf()).toMatchObject({ settings: { username: 'second' }, credentialPrefix: 'an' })
    const events = await auditOf('cluster.connect')
    expect(events[0].changes.map(({ field }: { field: string }) => field).sort()).toEqual([
      'credentialPrefix',
      'username',
    ])
    expect((await commands.connect('primary', influxd.url, password, '--enforcement', 'native')).code).toBe(0)
  })

  it('keeps the kind, and the way tokens are enforced, of what is connected', async () => {
    const attempt = await commands.connect('primary', influxd.url, password, '--enforcement', 'forward-auth')
    expect(attempt).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('disconnect it first') })
    expect(await linkOf()).toMatchObject({ enforcement: 'NATIVE' })
  })

  it('takes the secret for JWTs along', async () => {
    const secret = await secretFile(gateway, 'canary-55aa shared secret')
    const connected = await commands.connect('secondary', influxd.url, password, '--jwt-secret-file', secret)
    expect(connected.code).toBe(0)
    expect(await linkOf(1)).toMatchObject({ enforcement: 'FORWARD_AUTH', verifiesJwt: true })
    expect(await auditOf('cluster.set_jwt_secret')).toMatchObject([{ resourceLabel: 'secondary' }])
  })

  it('warns of a cluster that checks no credentials', async () => {
    const open = await startInfluxd()
    try {
      const connected = await commands.connect('secondary', open.url, password)
      expect(connected).toMatchObject({ code: 0, stderr: expect.stringContaining('checks no credentials') })
      expect(await linkOf(1)).toMatchObject({
        health: 'HEALTHY',
        warning: expect.stringContaining('checks no credentials'),
      })
      const { code, stdout } = await commands.check('secondary', '--format', 'json')
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        name: 'secondary',
        kind: 'InfluxDB 1.x',
        isHealthy: true,
        warning: expect.stringContaining('checks no credentials'),
        error: null,
      })
    } finally {
      await open.stop()
    }
    const gone = await commands.check('secondary')
    expect(gone).toMatchObject({ code: 5, stdout: expect.stringContaining('cannot be reached') })
    expect(gone.stderr).toContain('(UNREACHABLE)')
  })

  it('is told by check whether the cluster is well', async () => {
    const well = await commands.check('primary')
    expect(well).toMatchObject({ code: 0, stderr: '' })
    expect(well.stdout).toMatch(
      /kind {7}InfluxDB 1\.x\naddress {4}http:.*\nhealth {5}healthy, in \d+ ms\nversion {4}1\./,
    )

    await influxd.run(`SET PASSWORD FOR root = 'a third one'`)
    const refused = await commands.check('primary')
    expect(refused).toMatchObject({ code: 3, stdout: expect.stringContaining('refuses the credential') })
    expect(refused.stderr).toContain('clustergate cluster connect')
    expect(
      (await influxd.ask(`SET PASSWORD FOR root = '${password}'`, { user: 'second', password: 'another one' })).status,
    ).toBe(200)
  })

  it('is undone by disconnect, which leaves the cluster as it is, and a cluster is removed only then', async () => {
    const connected = await commands.run('remove', 'primary')
    expect(connected).toMatchObject({ code: 1, stderr: expect.stringContaining('cluster disconnect') })
    const before = await influxd.run('SHOW DATABASES; SHOW USERS')
    const disconnected = await commands.disconnect('primary')
    expect(disconnected).toMatchObject({ code: 0, stderr: '' })
    expect(await linkOf()).toBeUndefined()
    expect(await influxd.run('SHOW DATABASES; SHOW USERS')).toEqual(before)
    expect(await auditOf('cluster.disconnect')).toMatchObject([{ resourceLabel: 'primary', outcome: 'SUCCEEDED' }])
    for (const again of [await commands.disconnect('primary'), await commands.check('primary')])
      expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is not connected') })
    expect((await commands.run('remove', 'primary')).code).toBe(0)
  })

  it('leaves its credential in no audit event, log or file of the gateway, nor in the log of the cluster', async () => {
    const { auditEvents } = await account.admin.run(
      '{ auditEvents(first: 100) { nodes { changes { before after } resourceLabel errorCode } } }',
    )
    for (const text of [JSON.stringify(auditEvents), JSON.stringify(gateway.log), influxd.log()])
      expect(text).not.toMatch(/canary-/)
    const rows = [
      await gateway.db.selectFrom('cluster_links').selectAll().execute(),
      await gateway.db.selectFrom('clusters').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toMatch(/canary-/)
    for (const file of ['clustergate.db', 'clustergate.db-wal'])
      if (gateway.store.databaseUrl === undefined)
        expect(readFileSync(`${gateway.store.dataDirectory}/${file}`).includes('canary-')).toBe(false)
  })
})

describe('cluster connect', () => {
  it('says that a web page is no InfluxDB', async () => {
    const url = await serverForTest((_request, answer) => answer.end('<!doctype html><title>Welcome</title>'))
    const refused = await commands.connect('secondary', url, password)
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('(PROTOCOL)') })
    expect(refused.stderr).toContain('something else answers there')
  })

  it('follows no redirect', async () => {
    let followed = false
    const elsewhere = await serverForTest((_request, answer) => {
      followed = true
      answer.end()
    })
    const url = await serverForTest((_request, answer) => answer.writeHead(302, { location: elsewhere }).end())
    const refused = await commands.connect('secondary', url, password)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('redirect') })
    expect(followed).toBe(false)
  })

  const usual = ['--kind', 'influxdb-1', '--username', 'root', '--management-url', 'http://127.0.0.1:1']
  it.each([
    ['a kind that there is not', ['--kind', 'influxdb-9'], /--kind .*influxdb-9.* is invalid/],
    [
      'plain HTTP to another machine',
      [...usual, '--management-url', 'http://influx.example.com'],
      /--management-url must begin with https:.*--allow-http/,
    ],
    [
      'a user in the URL',
      [...usual, '--management-url', 'http://me:canary-1@127.0.0.1:1'],
      /--management-url must not hold a user or a password/,
    ],
    [
      'a URL with a query',
      [...usual, '--management-url', 'http://127.0.0.1:1/?db=x'],
      /--management-url must be https:/,
    ],
    ['another scheme', [...usual, '--management-url', 'file:///etc/passwd'], /--management-url must be https:/],
    [
      'a missing setting',
      ['--kind', 'influxdb-1', '--management-url', 'http://127.0.0.1:1'],
      /--username is missing: InfluxDB 1\.x needs it/,
    ],
    [
      'a setting of another kind',
      [...usual, '--organization-id', '0123456789abcdef'],
      /--organization-id means nothing for InfluxDB 1\.x/,
    ],
    ['a user that HTTP cannot name', [...usual, '--username', 'a:b'], /--username must be .* without a colon/],
    [
      'a certificate that is none',
      [...usual, '--ca-file', new URL('../../../package.json', import.meta.url).pathname],
      /--ca-file must hold certificates in PEM/,
    ],
    ['another way to enforce tokens', [...usual, '--enforcement', 'none'], /--enforcement .*'none' is invalid/],
    [
      'two secrets on standard input',
      [...usual, '--credential-file', '-', '--jwt-secret-file', '-'],
      /standard input can hold/,
    ],
  ])('refuses %s by name', async (_case, args, message) => {
    const credential = args.includes('--credential-file')
      ? []
      : ['--credential-file', await secretFile(gateway, password)]
    const refused = await commands.run('connect', 'secondary', ...args, ...credential)
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(message)
    expect(refused.stderr).not.toContain('canary-')
  })

  it.each(['', ' x', 'two\nlines'])('refuses %j as a credential', async (text) => {
    const refused = await commands.connect('secondary', 'http://127.0.0.1:1', text)
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toContain('--credential-file must be 1 to 4096 characters, on one line')
  })

  it('refuses a cluster of another account', async () => {
    const refused = await commands.connect('tertiary', 'http://127.0.0.1:1', password)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('has no cluster tertiary') })
  })
})
