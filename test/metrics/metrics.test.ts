import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../src/metrics/catalogue.ts'
import type { Report } from '../../src/metrics/health.ts'
import { eventually, gatewayForTest, password } from '../gateway.ts'
import { onPostgres } from '../store.ts'
import { day, hour } from '../times.ts'
import { useWorld } from '../world.ts'
import { metricsUrl, scrape } from './scrape.ts'

const environment = { CLUSTERGATE_METRICS_PORT: '0' }
const { gateway, account, mel, stranger } = useWorld({ environment })

const signIn = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }'
const invite = 'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }'
const createToken =
  'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } secret } }'

describe('the listener of metrics', () => {
  it('answers /metrics and the probes, and nothing else', async () => {
    const answers = await Promise.all(
      [
        '/metrics',
        '/metrics?x=1',
        '/livez',
        '/readyz',
        '/',
        '/graphql',
        '/metrics/',
        '/users',
        '/dataplane/x/check',
      ].map(async (path) => [path, (await fetch(metricsUrl(gateway, path))).status]),
    )
    expect(answers).toEqual([
      ...['/metrics', '/metrics?x=1', '/livez', '/readyz'].map((path) => [path, 200]),
      ...['/', '/graphql', '/metrics/', '/users', '/dataplane/x/check'].map((path) => [path, 404]),
    ])
    const posted = await fetch(metricsUrl(gateway), { method: 'POST' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    const head = await fetch(metricsUrl(gateway), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('is not the public one, which has no metrics', async () => {
    expect((await fetch(new URL('/metrics', gateway.url))).status).toBe(404)
    expect(await (await fetch(new URL('/readyz?verbose', gateway.url))).json()).toEqual({ status: 'ready' })
  })

  it('tells in words and as JSON what readiness rests on', async () => {
    const url = metricsUrl(gateway, '/readyz?verbose')
    const lines = (await (await fetch(url)).text()).trimEnd().split('\n')
    const report = (await (await fetch(url, { headers: { accept: 'application/json' } })).json()) as Report
    const names = ['start', 'store', 'migrations', 'lock', 'keys', 'clock', 'audit_sink']
    expect(report.status).toBe('ready')
    expect(report.checks.map(({ name }) => name)).toEqual(names)
    expect(report.checks.map(({ state }) => state)).toEqual(names.map(() => 'ok'))
    expect(lines.map((line) => line.replace(/:.*/, ''))).toEqual([...names.map((name) => `[+] ${name}`), 'ready'])
  })

  it('says not ready while the tables are not those of this version, and names what is missing', async () => {
    const name = '0020-custom-groups'
    await sql`delete from migrations where name = ${name}`.execute(gateway.db)
    try {
      const answer = await fetch(metricsUrl(gateway, '/readyz?verbose'))
      expect(answer.status).toBe(503)
      expect(await answer.text()).toContain(`[-] migrations: The store lacks ${name}.`)
      expect((await scrape(gateway)).value('clustergate_ready')).toBe(0)
    } finally {
      await sql`insert into migrations (name) values (${name})`.execute(gateway.db)
    }
    expect((await fetch(metricsUrl(gateway, '/readyz'))).status).toBe(200)
  })
})

describe('the metrics', () => {
  it('are those of the catalogue, each with its help', async () => {
    const { text, series } = await scrape(gateway)
    for (const [name, { help, type }] of Object.entries(catalogue)) {
      expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}`)
    }
    const families = new Set(series.map(({ name }) => name.replace(/_(bucket|sum|count)$/, '')))
    expect([...families].filter((name) => !(name in catalogue))).toEqual([])
  })

  it('count requests by the operation that is shipped, by outcome, and by the way of the answer', async () => {
    const before = await scrape(gateway)
    const of = (way: string) => before.value('clustergate_requests_total', { way })
    await mel.run('query Groups { groups { nodes { key } } }')
    await mel.run('query Groups { groups { nodes { key } } }')
    await mel.run('query MyOwn { groups { nodes { key } } }')
    await mel.send('query Users { users { nodes { id } } }')
    await fetch(new URL('/users', gateway.url))
    await fetch(gateway.url, { method: 'DELETE' })

    const after = await eventually(async () => {
      const scraped = await scrape(gateway)
      const isWhole = (way: string) => (scraped.value('clustergate_requests_total', { way }) ?? 0) > (of(way) ?? 0)
      // A page is counted once it has been sent.
      return isWhole('site') && isWhole('refused') && scraped
    })
    const grown = (labels: Record<string, string>) =>
      (after.value('clustergate_requests_total', labels) ?? 0) -
      (before.value('clustergate_requests_total', labels) ?? 0)
    expect(grown({ operation: 'Groups', outcome: 'ok', way: 'apollo' })).toBe(1)
    expect(grown({ operation: 'Groups', outcome: 'ok', way: 'planned' })).toBe(1)
    expect(grown({ operation: 'other', outcome: 'ok', way: 'apollo' })).toBe(1)
    expect(grown({ operation: 'Users', outcome: 'FORBIDDEN', way: 'apollo' })).toBe(1)
    expect(grown({ way: 'site' })).toBe(1)
    expect(grown({ outcome: 'BAD_INPUT', way: 'refused' })).toBe(1)
    const counted = (scraped: typeof after) => scraped.value('clustergate_request_duration_seconds_count') ?? 0
    expect(counted(after) - counted(before)).toBe(6)
  })

  it('count changes and refused attempts as the audit log has them, and sign-ins by their outcome', async () => {
    const before = await scrape(gateway)
    const { admin } = account
    const input = { invitations: [{ email: 'zoe@example.com', groupIds: [account.groupIds.member] }] }
    await admin.run(invite, { input })
    await mel.send(invite, { input })
    await gateway.anonymous.run(signIn, { input: { email: mel.email, password } })
    await gateway.anonymous.send(signIn, { input: { email: mel.email, password: 'a wrong pass-phrase 7' } })
    await gateway.anonymous.send(signIn, { input: { email: 'nobody@example.com', password } })

    const after = await scrape(gateway)
    const grown = (name: string, labels: Record<string, string>) =>
      (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0)
    const changes = (action: string, outcome: string) => grown('clustergate_changes_total', { action, outcome })
    expect(changes('invitation.create', 'succeeded')).toBe(1)
    expect(changes('invitation.create', 'denied')).toBe(1)
    expect(changes('session.sign_in', 'succeeded')).toBe(1)
    expect(changes('session.sign_in', 'denied')).toBe(1)
    expect(grown('clustergate_sign_ins_total', { outcome: 'ok' })).toBe(1)
    expect(grown('clustergate_sign_ins_total', { outcome: 'INVALID_CREDENTIALS' })).toBe(2)
    const events = grown('clustergate_changes_total', {})
    expect(grown('clustergate_audit_events', {})).toBe(events)
  })

  it('count the statements of the store by verb, and how long changes waited for their turn', async () => {
    const before = await scrape(gateway)
    await mel.run('query Groups { groups { nodes { key } } }')
    const description = 'what statements it takes'
    const input = { clusterId: account.clusterIds[0], description, permissions: [] }
    await account.admin.run(createToken, { input })
    const after = await scrape(gateway)
    const grown = (name: string, labels: Record<string, string> = {}) =>
      (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0)
    expect(grown('clustergate_change_wait_seconds_count')).toBe(1)
    // Others may come from the worker of the gateway, which looks for tasks.
    for (const verb of ['select', 'insert', 'commit']) {
      const name = 'clustergate_store_statement_seconds'
      expect(grown(`${name}_count`, { verb })).toBeGreaterThan(0)
      expect(grown(`${name}_bucket`, { verb, le: '+Inf' })).toBe(grown(`${name}_count`, { verb }))
      expect(after.value(`${name}_sum`, { verb })).toBeGreaterThan(0)
    }
    const verbs = after.series.flatMap(({ labels: { verb } }) => verb ?? [])
    expect(
      [...new Set(verbs)].filter((verb) => !/^(select|insert|update|delete|begin|commit|rollback|other)$/.test(verb)),
    ).toEqual([])
  })

  it('tell how many passwords wait to be hashed', async () => {
    const attempts = Array.from({ length: 8 }, (_, at) =>
      gateway.anonymous.send(signIn, { input: { email: `nobody-${at}@example.com`, password } }),
    )
    await eventually(async () => ((await scrape(gateway)).value('clustergate_password_queue') ?? 0) > 0)
    await Promise.all(attempts)
    // Each scrape moves the clock, so that an attempt may be answered as overdue while its password still waits.
    await eventually(async () => (await scrape(gateway)).value('clustergate_password_queue') === 0)
  })

  it('tell whether an audit log was whole when it was verified last', async () => {
    const verify = 'query ($head: String) { verifyAuditLog(head: $head) { intact } }'
    const told = async () => (await scrape(gateway)).value('clustergate_audit_verify_ok')
    expect(await told()).toBeUndefined()
    expect((await account.admin.run(verify)).verifyAuditLog.intact).toBe(true)
    expect(await told()).toBe(1)
    // Any text may be sent as a head, which is no alarm.
    expect((await account.admin.run(verify, { head: '0'.repeat(63).concat('1') })).verifyAuditLog.intact).toBe(false)
    expect(await told()).toBe(1)

    const label = (actor_label: string) =>
      gateway.db
        .updateTable('audit_events')
        .set({ actor_label })
        .where('account_id', '=', stranger.id)
        .where('sequence', '=', 1)
        .execute()
    const { actor_label: right } = await gateway.db
      .selectFrom('audit_events')
      .select('actor_label')
      .where('account_id', '=', stranger.id)
      .where('sequence', '=', 1)
      .executeTakeFirstOrThrow()
    await label('somebody else')
    await stranger.admin.run(verify)
    await account.admin.run(verify)
    expect(await told()).toBe(0)
    await label(right)
    await stranger.admin.run(verify)
    expect(await told()).toBe(1)
  })

  it('tell of requests that were too many, and why', async () => {
    const narrow = await gatewayForTest({
      environment: { ...environment, CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '1' },
    })
    for (let at = 0; at < 3; at++) await narrow.anonymous.send('{ __schema { types { name } } }')
    const { value } = await scrape(narrow)
    expect(value('clustergate_refusals_total', { reason: 'limit' })).toBeGreaterThan(0)
    expect(value('clustergate_places_in_use')).toBe(0)
    expect(value('clustergate_places_waiting')).toBe(0)
  })

  it('tell what the store holds, over all accounts, in four statements that are run once in five seconds', async () => {
    const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()
    const before = await scrape(gateway)
    for (const expiresAt of [at(2 * hour), at(10 * day), at(60 * day)]) {
      for (const { admin, clusterIds } of [account, stranger]) {
        const input = { clusterId: clusterIds[0], description: `ends ${expiresAt}`, permissions: [], expiresAt }
        await admin.run(createToken, { input })
      }
    }
    await gateway.tasksDone()
    const after = await scrape(gateway)
    const grown = (name: string, labels: Record<string, string> = {}) =>
      (after.value(name, labels) ?? 0) - (before.value(name, labels) ?? 0)
    expect(after.value('clustergate_store_up')).toBe(1)
    expect(after.value('clustergate_accounts')).toBe(2)
    expect(after.value('clustergate_accounts_with_one_admin')).toBe(2)
    expect(after.value('clustergate_sessions')).toBe(Number(await liveSessions()))
    expect(grown('clustergate_tokens_ending', { kind: 'database', within: '7d' })).toBe(2)
    expect(grown('clustergate_tokens_ending', { kind: 'database', within: '30d' })).toBe(4)
    expect(grown('clustergate_audit_events')).toBe(6)
    expect(after.value('clustergate_outbox_queued')).toBe(0)
    expect(after.value('clustergate_tasks', { kind: 'mail' })).toBe(0)

    // In a process that has nothing else to do than to look for tasks.
    const isCounting = (text: string) => /as counted|as "queued"/.test(text)
    const isUsual = (text: string) => /"(key_holders|master_keys|tasks)"|storeNow|from migrations/.test(text)
    const begun = gateway.statements.length
    await scrape(gateway)
    const ofScrape = gateway.statements.slice(begun)
    expect(ofScrape.filter(isCounting)).toHaveLength(4)
    expect(ofScrape.filter((text) => !isCounting(text) && !isUsual(text) && !/"settings"/.test(text))).toEqual([])
    await fetch(metricsUrl(gateway))
    expect(gateway.statements.slice(begun).filter(isCounting)).toHaveLength(4)
  })

  it('count an account with two Admins as safe', async () => {
    const second = await stranger.join('second@example.com', ['admin'])
    expect((await scrape(gateway)).value('clustergate_accounts_with_one_admin')).toBe(1)
    await stranger.admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: second.id })
    expect((await scrape(gateway)).value('clustergate_accounts_with_one_admin')).toBe(2)
  })

  it('are without the figures of the store while it fails, and say so', async () => {
    await sql`alter table cluster_links rename to hidden_links`.execute(gateway.db)
    try {
      const { value, series } = await scrape(gateway)
      expect(value('clustergate_store_up')).toBe(0)
      const told = series.filter(({ name }) => name in catalogue && catalogue[name as never]['scope'] === 'store')
      expect(told).toEqual([])
      expect(value('clustergate_requests_total')).toBeGreaterThan(0)
    } finally {
      await sql`alter table hidden_links rename to cluster_links`.execute(gateway.db)
    }
    expect((await scrape(gateway)).value('clustergate_store_up')).toBe(1)
  })

  it.runIf(onPostgres)('do not wait for a store that is slow, and tell of the connections to it', async () => {
    await gateway.db.transaction().execute(async (transaction) => {
      await sql`lock table cluster_links in access exclusive mode`.execute(transaction)
      const { value } = await scrape(gateway)
      expect(value('clustergate_store_up')).toBe(0)
      expect(value('clustergate_store_connections', { state: 'in_use' })).toBeGreaterThan(0)
    })
    await eventually(async () => (await scrape(gateway)).value('clustergate_store_up') === 1)
  })

  it('have no series for what clients choose, however many requests', async () => {
    const count = Number(process.env['METRICS_REQUESTS'] ?? 300)
    const before = await scrape(gateway)
    const send = async (at: number) => mel.send(`query Q${at}x { viewer { user { name } } }`)
    for (let at = 0; at < count; at += 20) await Promise.all(Array.from({ length: 20 }, (_, next) => send(at + next)))
    const after = await scrape(gateway)
    const others = (scraped: typeof after) => scraped.value('clustergate_requests_total', { operation: 'other' }) ?? 0
    expect(others(after) - others(before)).toBe(count)
    expect(after.series.length).toBeLessThanOrEqual(2_000)
    expect(after.series.length - before.series.length).toBeLessThanOrEqual(1)
  })

  it('hold no address, id, name or secret of anybody', async () => {
    const { text } = await scrape(gateway)
    for (const canary of [
      'example.com',
      'zoe',
      'Ada',
      'mel@',
      'account_',
      'cluster_0',
      'user_0',
      'session_',
      '127.0.0.1',
      'cg',
    ]) {
      const found = text.split('\n').filter((line) => !line.startsWith('#') && line.includes(canary))
      expect(found, canary).toEqual([])
    }
  })
})

const liveSessions = async (): Promise<number> => {
  const rows = await gateway.db
    .selectFrom('sessions')
    .select('id')
    .where('ended_at', 'is', null)
    .where('expires_at', '>', gateway.app.core.clock())
    .execute()
  return rows.length
}
