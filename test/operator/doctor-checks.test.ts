import { writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, request } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Row } from '../../src/operator/doctor/check.ts'
import { judgeRoom } from '../../src/operator/doctor/disk.ts'
import { daysFromNow, makeAuthority, type ServerCertificate } from '../cli/certificates.ts'
import { gatewayForTest, password, type TestGateway } from '../gateway.ts'
import { refusal, startMailServer } from '../mail/mail-server.ts'
import { clustergate, storeForTest } from '../process/command.ts'
import { onPostgres } from '../store.ts'
import { useWorld } from '../world.ts'
import { doctor, type Environment } from './examine.ts'

const { gateway, account } = useWorld()
const proxied = useWorld({ environment: { CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1,198.51.100.0/24' } })

/** The environment of somebody whose public URL is this. */
const at = (url: string, more: Environment = {}): Environment => ({ CLUSTERGATE_PUBLIC_URL: url, ...more })

const own = ({ app }: TestGateway): string => `http://127.0.0.1:${app.port}`

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createHttpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A proxy before a gateway, by HTTPS where it has a certificate; `forwardedFor` is the header that it sends on. */
async function openProxy(
  before: TestGateway,
  forwardedFor: (given: string | undefined) => string | undefined,
  certificate?: ServerCertificate,
): Promise<string> {
  const handle: Parameters<typeof createHttpServer>[1] = (incoming, outgoing) => {
    const { 'x-forwarded-for': given, ...headers } = incoming.headers
    const forwarded = forwardedFor(given as string | undefined)
    const options = {
      port: before.app.port,
      path: incoming.url,
      headers: { ...headers, ...(forwarded && { 'x-forwarded-for': forwarded }) },
    }
    request(options, (answer) => answer.pipe(outgoing.writeHead(answer.statusCode ?? 0, answer.headers))).end()
  }
  const server = certificate ? createHttpsServer(certificate, handle) : createHttpServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`
}

const appended = (given: string | undefined) => (given ? `${given}, 192.0.2.7` : '192.0.2.7')

describe('doctor', () => {
  beforeAll(async () => {
    await account.admin.run('{ viewer { permissions } }')
  })

  it('finds a set-up well, in words and as JSON, and changes nothing', async () => {
    const environment = at(own(gateway), { PORT: String(gateway.app.port) })
    const { code, stdout } = await clustergate(gateway.store, ['doctor'], environment)
    expect(code).toBe(0)
    // A PostgreSQL of tests may run without fsync.
    expect(stdout).toMatch(onPostgres ? /^(?:OK|WARNING) +store /m : /^OK +store /m)
    expect(stdout).toMatch(/^OK +master-key .* the gateway that runs has it, too\.$/m)
    expect(stdout).toMatch(/^OK +public-url .* leads to a gateway on this store/m)
    expect(stdout).toMatch(/^OK +trusted-proxies +Nothing stands between/m)
    expect(stdout).toMatch(/^OK +clock .* agrees/m)
    expect(stdout).toMatch(/^SKIPPED +mail /m)
    expect(stdout).not.toMatch(/^FAILED/m)
    expect(stdout).not.toContain(password)
    expect(await account.admin.run('{ verifyAuditLog { intact } }')).toEqual({ verifyAuditLog: { intact: true } })
  })

  it('says why the public URL leads to no gateway', async () => {
    for (const [url, message] of [
      [`http://127.0.0.1:${await closedPort()}`, /nothing listens there/],
      ['http://gateway.invalid', /host is unknown|name server/],
    ] as const) {
      const rows = await doctor(gateway, ['public-url'], at(url))
      expect(rows).toMatchObject([{ check: 'public-url', state: 'FAILED', message: expect.stringMatching(message) }])
      expect(rows[0]?.remedy).toContain('CLUSTERGATE_PUBLIC_URL')
    }
  })

  it('knows another gateway, and another server, from its own', async () => {
    const other = await gatewayForTest()
    expect(await doctor(gateway, ['public-url'], at(own(other)))).toMatchObject([
      { state: 'FAILED', message: expect.stringContaining('another master key') },
    ])
    const server = createHttpServer((_incoming, outgoing) => void outgoing.end('hello'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await doctor(gateway, ['public-url'], at(url))).toMatchObject([
      { state: 'FAILED', message: expect.stringContaining('is no gateway (status 200') },
    ])
  })

  it('tells which address the gateway sees, and asks for the header or for trust where a proxy hides all clients', async () => {
    const check = (of: TestGateway, url: string) =>
      doctor(of, ['trusted-proxies'], at(url, { PORT: String(of.app.port) }))
    const silent = await openProxy(gateway, () => undefined)
    expect(await check(gateway, silent)).toMatchObject([
      { state: 'WARNING', message: expect.stringContaining('sends no X-Forwarded-For') },
    ])
    const distrusted = await openProxy(gateway, appended)
    expect(await check(gateway, distrusted)).toMatchObject([
      { state: 'WARNING', remedy: expect.stringContaining('CLUSTERGATE_TRUSTED_PROXIES=127.0.0.1') },
    ])
    const right = await openProxy(proxied.gateway, appended)
    expect(await check(proxied.gateway, right)).toMatchObject([
      { state: 'OK', message: expect.stringContaining('this one’s is 192.0.2.7') },
    ])
  })

  it('finds a proxy out that lets clients claim any address', async () => {
    const credulous = await openProxy(proxied.gateway, (given) => given ?? '192.0.2.7')
    expect(await doctor(proxied.gateway, ['trusted-proxies'], at(credulous))).toMatchObject([
      { state: 'FAILED', message: expect.stringContaining('any address') },
    ])
  })

  it('warns where its own network is trusted, so that callers there may claim any address', async () => {
    const throughPod = (own: string) =>
      openProxy(proxied.gateway, (given) => [given, own].filter((one) => one !== undefined).join(', '))
    const check = async (own: string) => doctor(proxied.gateway, ['trusted-proxies'], at(await throughPod(own)))
    expect(await check('198.51.100.7')).toMatchObject([
      {
        state: 'WARNING',
        message: expect.stringContaining('198.51.100.7, is among the trusted proxies'),
        remedy: expect.stringContaining('CLUSTERGATE_TRUSTED_PROXIES'),
      },
    ])
    expect(await check('127.0.0.1')).toMatchObject([
      { state: 'SKIPPED', message: expect.stringContaining('run it on another one') },
    ])
  })

  it('tells nobody without the master key where a request comes from', async () => {
    for (const question of ['1.x.y', `${Date.now()}.x.${'a'.repeat(43)}`]) {
      const answer = await fetch(`${own(gateway)}/livez`, { headers: { 'x-clustergate-doctor': question } })
      expect(await answer.json()).toEqual({ status: 'live' })
    }
  })

  it('looks at the certificate of the public URL: trust, name and days', async () => {
    const authority = await makeAuthority()
    const file = join(gateway.store.dataDirectory, 'authority.pem')
    await writeFile(file, authority.certificate)
    const check = async (certificate: ServerCertificate) => {
      const environment = at(await openProxy(gateway, appended, certificate), { NODE_EXTRA_CA_CERTS: file })
      const words = ['doctor', '--only', 'certificate', 'public-url', '--format', 'json']
      const { code, stdout } = await clustergate(gateway.store, words, environment)
      return { code, rows: (JSON.parse(stdout) as { checks: Row[] }).checks }
    }
    const lasting = await authority.issue('localhost', { from: daysFromNow(-1), until: daysFromNow(25) })
    const old = await authority.issue('localhost', { from: daysFromNow(-9), until: daysFromNow(-2) })
    expect(await check(lasting)).toMatchObject({
      code: 0,
      rows: [{ state: 'OK', message: expect.stringContaining('leads to a gateway') }, { state: 'OK' }],
    })
    expect(await check(await authority.issue('localhost'))).toMatchObject({ code: 0, rows: [{}, { state: 'WARNING' }] })
    expect(await check(old)).toMatchObject({ code: 1, rows: [{}, { message: expect.stringContaining('has expired') }] })
    const elsewhere = await authority.issue('other.example.com')
    expect((await check(elsewhere)).rows[1]?.message).toContain('another name')
    // Nobody has told this process to trust the authority.
    const url = await openProxy(gateway, appended, lasting)
    expect(await doctor(gateway, ['certificate'], at(url))).toMatchObject([
      { state: 'FAILED', message: expect.stringContaining('does not trust') },
    ])
  })

  it('signs in to the mail server, sends a test letter, and quotes neither password nor refusal', async () => {
    const users: string[] = []
    const server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username = '', password: given }, _session, done) {
        users.push(username)
        if (given === 'right-secret') done(null, { user: username })
        else done(refusal(535))
      },
    })
    onTestFinished(() => server.close())
    const smtp = (secret: string) => ({ SMTP_URL: server.url.replace('//', `//ops:${secret}@`) })
    const sent = await doctor(gateway, ['mail'], smtp('right-secret'), 'grace@example.com')
    expect(sent).toMatchObject([{ state: 'OK' }, { state: 'OK' }])
    expect(server.received.map(({ subject }) => subject)).toEqual(['A test letter of Clustergate'])
    const refused = await doctor(gateway, ['mail'], smtp('wrong-secret'), 'grace@example.com')
    expect(refused).toMatchObject([
      { state: 'FAILED', message: expect.stringContaining('refused the user or the password') },
    ])
    expect(JSON.stringify(refused)).not.toMatch(/wrong-secret|refused: grace/)
    expect(server.received).toHaveLength(1)
    expect(users).toEqual(['ops', 'ops', 'ops'])
  })

  it('hands the last heads of the audit log to their second place, and says where that takes none', async () => {
    const checkpoints = gateway.app.core.checkpoints
    checkpoints.flush()
    const sink = join(gateway.store.dataDirectory, 'sink')
    expect(await doctor(gateway, ['audit-sink'], { CLUSTERGATE_AUDIT_SINK: sink })).toMatchObject([{ state: 'OK' }])
    const closed = { CLUSTERGATE_AUDIT_SINK: `https://127.0.0.1:${await closedPort()}/heads` }
    expect(await doctor(gateway, ['audit-sink'], closed)).toMatchObject([{ state: 'FAILED' }])
  })

  it('names the master key of another store, and looks at the rest all the same', async () => {
    const file = join(gateway.store.dataDirectory, 'other.key')
    await writeFile(file, `${Buffer.alloc(32, 7).toString('base64')}\n`, { mode: 0o600 })
    const { dataDirectory } = await storeForTest()
    const elsewhere = onPostgres ? { ...gateway.store, dataDirectory } : gateway.store
    const key = { CLUSTERGATE_MASTER_KEY_FILE: file }
    const rows = await doctor({ store: elsewhere }, ['store', 'master-key', 'disk'], key)
    expect(rows.map(({ check, state }) => [check, state])).toEqual([
      ['store', 'FAILED'],
      ['master-key', 'SKIPPED'],
      ['disk', expect.stringMatching('OK|WARNING')],
    ])
    expect(rows[0]?.message).toMatch(/another (?:master )?key/)
  })

  it('says that a store is not up to date, or is none, and leaves it so', async () => {
    const store = await storeForTest()
    const behind = await gatewayForTest({ store })
    await sql`delete from migrations where name = '0020-custom-groups'`.execute(behind.db)
    expect(await doctor({ store }, ['store', 'accounts'])).toMatchObject([
      { state: 'WARNING', message: expect.stringContaining('lacks 0020-custom-groups') },
      { state: 'SKIPPED' },
    ])
    const { rows: left } = await sql<{ name: string }>`select name from migrations where name like '0020%'`.execute(
      behind.db,
    )
    expect(left).toEqual([])
    const empty = await storeForTest(true)
    expect(await doctor({ store: empty }, ['store'])).toMatchObject([{ state: 'FAILED' }])
  })
})

it('a disk is judged by its share and by its bytes', () => {
  const gigabyte = 1_000_000_000
  const states = [
    [50, 100],
    [9, 100],
    [0.9, 2],
    [0.01, 100],
  ].map(([free = 0, size = 0]) => judgeRoom('/data', free * gigabyte, size * gigabyte).state)
  expect(states).toEqual(['OK', 'WARNING', 'WARNING', 'FAILED'])
})
