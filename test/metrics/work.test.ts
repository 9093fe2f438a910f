import { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { link } from '../clusters/link.ts'
import { type Cluster, openCluster } from '../dataplane/checks.ts'
import { clientOf, eventually } from '../gateway.ts'
import { closedPort } from '../programs.ts'
import { planOf } from '../store/plans.ts'
import { onPostgres } from '../store.ts'
import { day, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { type Scrape, scrape } from './scrape.ts'

const { gateway } = useWorld({
  environment: {
    CLUSTERGATE_METRICS_PORT: '0',
    CLUSTERGATE_CHECK_PORT: '0',
    CLUSTERGATE_CLUSTER_WAIT: '0s',
    // Mail waits, and the cluster cannot be reached.
    SMTP_URL: `smtp://127.0.0.1:${closedPort}`,
  },
})

/** Scrapes until the metrics are so. */
const metricsThat = (isSo: (scraped: Scrape) => boolean): Promise<Scrape> =>
  eventually(async () => {
    const scraped = await scrape(gateway)
    return isSo(scraped) && scraped
  })

/** An account whose first Admin has joined without a mail. */
let cluster: Cluster

describe('the metrics of what is done beside requests', () => {
  it('count checks by outcome and kind, and introspections', async () => {
    cluster = await openCluster(gateway)
    const mine = await cluster.database('mine')
    const { secret } = await cluster.token([{ action: 'WRITE', databaseId: mine }])
    const authorization = `Token ${secret}`
    const write = { method: 'POST', target: '/write?db=mine', length: '10' }
    await cluster.check({ ...write, authorization })
    await cluster.check({ ...write, authorization, target: '/write?db=theirs' })
    await cluster.check({ ...write, authorization: 'Token unknown' })
    const port = gateway.app.checkPort
    await fetch(`http://127.0.0.1:${port}${cluster.path}`)
    const introspect = (password: string) =>
      fetch(`http://127.0.0.1:${port}/introspect`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${cluster.id}:${password}`).toString('base64')}` },
        body: new URLSearchParams({ token: secret }),
      })
    await introspect(cluster.proxySecret)
    await introspect('unknown')

    const { value } = await scrape(gateway)
    const checks = (outcome: string, kind: string) => value('clustergate_checks_total', { outcome, kind })
    expect(checks('allowed', 'write')).toBe(1)
    expect(checks('refused', 'permission')).toBe(1)
    expect(checks('unauthenticated', 'none')).toBe(1)
    expect(checks('unknown_proxy', 'none')).toBe(1)
    expect(checks('unavailable', 'none')).toBe(0)
    expect(value('clustergate_check_duration_seconds_count')).toBe(4)
    expect(value('clustergate_introspections_total', { outcome: 'active' })).toBe(1)
    expect(value('clustergate_introspections_total', { outcome: 'unknown_proxy' })).toBe(1)
  })

  it('tell of clusters that cannot be reached, and of what waits for them', async () => {
    await link(gateway, cluster.account, {
      kind: 'INFLUXDB_2',
      url: `http://127.0.0.1:${closedPort}`,
      credential: 'not a secret of anybody',
    })
    expect((await scrape(gateway)).value('clustergate_clusters', { health: 'healthy' })).toBe(1)
    await cluster.database('waits')

    const { value } = await metricsThat((now) => now.value('clustergate_cluster_circuits_open') === 1)
    expect(value('clustergate_clusters', { health: 'unreachable' })).toBe(1)
    expect(value('clustergate_clusters')).toBe(1)
    expect(value('clustergate_cluster_objects', { state: 'pending' })).toBe(1)
    expect(value('clustergate_cluster_objects', { state: 'drifted' })).toBe(0)
    expect(value('clustergate_task_attempts_total', { kind: 'cluster_work', outcome: 'put_off' })).toBeGreaterThan(0)
    expect(value('clustergate_tasks', { kind: 'cluster_work' })).toBe(1)
  })

  it('tell how long mail waits, and that it was given up', async () => {
    const { account } = cluster
    const before = (await scrape(gateway)).value('clustergate_outbox_queued') as number
    await clientOf(gateway.url, { authorization: `Bearer ${account.admin.token}` }).run(
      'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }',
      { input: { invitations: [{ email: 'zoe@example.com', groupIds: [account.groupIds.member] }] } },
    )
    const waiting = await metricsThat((now) => now.value('clustergate_outbox_queued') === before + 1)
    expect(waiting.value('clustergate_outbox_oldest_seconds')).toBeGreaterThan(0)
    await metricsThat(
      (now) => (now.value('clustergate_task_attempts_total', { kind: 'mail', outcome: 'put_off' }) ?? 0) > 0,
    )
    gateway.advance(10 * minute)
    expect((await scrape(gateway)).value('clustergate_outbox_oldest_seconds')).toBeGreaterThan(600)
    gateway.advance(8 * day)

    // The figures are read one after the other, and attempts are counted when all is committed.
    const givenUp = ({ value }: Scrape) => [
      value('clustergate_outbox_given_up'),
      value('clustergate_task_attempts_total', { kind: 'mail', outcome: 'given_up' }),
    ]
    const { value } = await metricsThat((now) => givenUp(now).every((count) => count === before + 1))
    expect(value('clustergate_outbox_queued')).toBe(0)
    expect(value('clustergate_outbox_oldest_seconds')).toBe(0)
  })

  const countingStatements = async () => {
    const begun = gateway.statements.length
    await scrape(gateway)
    const counting = gateway.statements.slice(begun).filter((text) => /as counted|as "queued"/.test(text))
    expect(counting).toHaveLength(4)
    return counting
  }

  it.skipIf(!onPostgres)('are read by index of PostgreSQL, too, in the order of which the limits count', async () => {
    for (const text of await countingStatements()) {
      const plan = await planOf(gateway.db, text)
      const scanned = [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table as string)
      // One row for each account or connected cluster.
      expect(scanned.filter((table) => !/^(accounts|cluster_links)$/.test(table))).toEqual([])
      expect(plan).toContain('Index')
      expect(plan).not.toContain('Sort Key')
    }
  })

  it.skipIf(onPostgres)('are read by index, so that no table is gone through', async () => {
    const counting = await countingStatements()
    const bounded: string[] = []
    for (const text of counting) {
      const parameters = new Array(text.split('?').length - 1).fill('')
      const { rows } = await gateway.db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${text}`, parameters),
      )
      const scanned = rows.map(({ detail }) => detail).filter((detail) => /^SCAN /.test(detail))
      // One row for each account or connected cluster, and what has been counted.
      const known = /^SCAN (accounts|cluster_links|each|counted|queued|CONSTANT ROW)\b|USING (COVERING )?INDEX/
      expect(scanned.filter((detail) => !known.test(detail))).toEqual([])
      // What is limited comes in the order of the index, so that the limit bounds what is read.
      expect(rows.filter(({ detail }) => detail.includes('TEMP B-TREE FOR ORDER BY'))).toEqual([])
      // A condition beside a limit lies in the index; another one chooses among what was read.
      const limited = [...text.matchAll(/from\s+(sessions|outbox) where ([^()]*?) limit 10000/g)]
      for (const [, , condition] of limited) {
        expect(condition).toMatch(/^account_id = accounts\.id and id > \? order by id desc$/)
      }
      bounded.push(...limited.map(([, table]) => table as string))
    }
    expect(bounded.toSorted()).toEqual(['outbox', 'sessions'])
  })
})
