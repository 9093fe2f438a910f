import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ManagementApiEmulator, openManagementApi } from '../clusters/emulators/management-api.ts'
import { link } from '../clusters/link.ts'
import { linkUnreachable } from '../clusters/links/linking.ts'
import { gatewayForTest } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type CommandLine, commandLineForTest, openCommandLine } from './command-line.ts'

describe('where a real cluster stands behind', () => {
  const { gateway, account } = useWorld()
  let cluster: ManagementApiEmulator
  let ada: CommandLine

  beforeAll(async () => {
    cluster = await openManagementApi()
    const { kind, connection, url } = cluster
    await link(gateway, account, { kind, url, credential: connection.credential, settings: connection.settings })
    await linkUnreachable(gateway, account, account.clusterIds[1] as string)
    ada = await openCommandLine({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token })
  })
  beforeEach(() => {
    cluster.before = undefined
  })
  afterAll(async () => {
    await ada?.remove()
    await cluster?.close()
  })

  const create = (name: string, ...options: string[]) =>
    ada.run(['database', 'create', name, '--cluster', 'primary', '--format', 'json', ...options])
  const failing = () => {
    cluster.before = () => 500
  }
  /** With the date where midnight has passed since. */
  const clock = /(?:\d{4}-\d\d-\d\d )?\d\d:\d\d/.source

  it('says nothing of what the cluster has', async () => {
    const { code, stdout, stderr } = await create('orders')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout).sync).toMatchObject({ state: 'APPLIED', appliedAt: expect.any(String) })
    const { stdout: told } = await ada.run(['database', 'get', 'orders'])
    expect(told).toMatch(/^SYNC APPLIED AT +just now$/m)
    expect(told).not.toMatch(/^SYNC (?!APPLIED)/m)
  })

  it('exits with 6 for what is accepted and not on the cluster yet, and shows why', async () => {
    failing()
    const { code, stdout, stderr } = await create('late')
    expect(code).toBe(6)
    expect(JSON.parse(stdout).sync).toMatchObject({ state: 'PENDING', lastError: { code: 'CLUSTER_FAULT' } })
    expect(stderr).toBe(
      '"late": accepted, not on primary yet: The cluster failed (HTTP 500). It is tried again by itself.\n',
    )
    const { stdout: list } = await ada.run(['database', 'list', '--search', 'late', '--columns', 'name,sync'])
    expect(list).toBe('NAME  SYNC\nlate  PENDING: fault of the cluster\n')
    const { stdout: told } = await ada.run(['database', 'get', 'late'])
    expect(told).toMatch(/^SYNC +PENDING: fault of the cluster$/m)
    expect(told).toMatch(/^SYNC REASON +The cluster failed \(HTTP 500\)\.$/m)
    expect(told).toMatch(/^SYNC ATTEMPTS +\d+$/m)
  })

  it('does not look, and exits with 0, with --no-wait', async () => {
    failing()
    expect(await create('unwatched', '--no-wait')).toMatchObject({ code: 0, stderr: '' })
  })

  it('waits with --wait until the cluster has it', async () => {
    let asked = 0
    cluster.before = () => (asked++ === 0 ? 500 : undefined)
    const { code, stdout, stderr } = await create('awaited', '--wait', '2m')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout).sync).toMatchObject({ state: 'APPLIED' })
    expect(asked).toBeGreaterThan(1)
  })

  it('gives up waiting when the time is over', async () => {
    failing()
    expect(await create('too-late', '--wait', '1s')).toMatchObject({ code: 6 })
    expect(await create('never', '--wait', 'long')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('such as 30s or 5m'),
    })
  })

  it('exits with 1 for what the cluster refused, and says that it is recorded', async () => {
    const defaults = { maxTables: 500n, maxColumnsPerTable: 250n, retentionPeriod: 0n, tables: [] }
    cluster.cluster.databases.push({ ...defaults, id: cluster.cluster.nextId(), name: 'theirs' })
    const { code, stdout, stderr } = await create('theirs')
    const { id, sync } = JSON.parse(stdout)
    expect(code).toBe(1)
    expect(sync).toMatchObject({ state: 'FAILED', lastError: { code: 'EXISTS_ON_CLUSTER' } })
    expect(stderr).toBe(
      `"theirs": recorded here, not on primary: ${sync.lastError.message} clustergate sync retry ${id} tries it again.\n`,
    )
  })

  it('tries again what was refused, when it is told to', async () => {
    const refused = await ada.json(['database', 'list', '--search', 'theirs'])
    const { databases } = cluster.cluster
    databases.splice(
      databases.findIndex(({ name }) => name === 'theirs'),
      1,
    )
    const args = ['sync', 'retry', refused[0].id, '--format', 'plain', '--columns', 'name,state']
    expect(await ada.run(args)).toEqual({ code: 0, stdout: 'theirs\tAPPLIED\n', stderr: '' })
    expect(await ada.run(['sync', 'retry', 'database_x'])).toMatchObject({ code: 4 })
  })

  it('imports what lies on a cluster, row by row, after a dry run', async () => {
    const defaults = { maxTables: 500n, maxColumnsPerTable: 250n, retentionPeriod: 0n, tables: [] }
    cluster.cluster.databases.push({ ...defaults, id: cluster.cluster.nextId(), name: 'before' })
    const found = await ada.run(['cluster', 'unmanaged', 'primary', '--format', 'plain', '--columns', 'type,importAs'])
    expect(found).toMatchObject({ code: 0, stdout: 'database\tbefore\n' })
    const args = ['cluster', 'import', 'primary', '--format', 'plain', '--columns', 'name,error']
    const both = ['--database', 'before', '--database', 'nowhere']
    const tried = await ada.run([...args, ...both, '--dry-run'])
    expect(tried).toEqual({
      code: 1,
      stdout: 'before\t\nnowhere\tNOT_FOUND\n',
      stderr: '1 of 2 would not be imported.\n',
    })
    expect(await ada.json(['database', 'list', '--search', 'before'])).toEqual([])
    expect(await ada.run([...args, '--all'])).toEqual({ code: 0, stdout: 'before\t\n', stderr: '' })
    expect(await ada.json(['database', 'list', '--search', 'before'])).toHaveLength(1)
    expect(await ada.run(args)).toMatchObject({ code: 2, stderr: expect.stringContaining('Say what to import') })
  })

  it('tells what differs where somebody changed the cluster', async () => {
    const { stdout } = await create('changed')
    const differences = JSON.stringify([{ field: 'retentionPeriod', here: null, onCluster: '7d' }])
    await gateway.db
      .updateTable('cluster_work')
      .set({ state: 'DRIFTED', differences })
      .where('id', '=', JSON.parse(stdout).id)
      .execute()
    const args = ['database', 'list', '--search', 'changed', '--format', 'plain']
    expect((await ada.run([...args, '--columns', 'sync,syncDifferences'])).stdout).toBe(
      'DRIFTED: retentionPeriod\tretentionPeriod is none here, 7d on the cluster\n',
    )
    const restore = ['sync', 'restore', JSON.parse(stdout).id, '--format', 'plain', '--columns', 'name,state']
    expect(await ada.run(restore)).toEqual({ code: 0, stdout: 'changed\tAPPLIED\n', stderr: '' })
    expect(await ada.run(['sync', 'accept', JSON.parse(stdout).id])).toMatchObject({ code: 1 })
  })

  it('takes what the cluster has, when it is told to', async () => {
    const { id } = JSON.parse((await create('kept-there')).stdout)
    const there = cluster.cluster.databases.find(({ name }) => name === 'kept-there') as { retentionPeriod: bigint }
    there.retentionPeriod = 604_800_000_000_000n
    const differences = JSON.stringify([{ field: 'retentionPeriod', here: null, onCluster: '7d' }])
    await gateway.db.updateTable('cluster_work').set({ state: 'DRIFTED', differences }).where('id', '=', id).execute()
    const accept = ['sync', 'accept', id, '--format', 'plain', '--columns', 'name,state']
    expect(await ada.run(accept)).toEqual({ code: 0, stdout: 'kept-there\tAPPLIED\n', stderr: '' })
    expect(await ada.json(['database', 'get', 'kept-there'])).toMatchObject({ retentionPeriod: '7d' })
  })

  it('tells of tables what it tells of databases, and tries them again', async () => {
    await create('tabled')
    failing()
    const made = await ada.run(['table', 'create', 'tabled', 'lines', '--cluster', 'primary', '--format', 'json'])
    expect(made).toMatchObject({ code: 6, stderr: expect.stringContaining('"lines": accepted, not on primary yet') })
    cluster.before = undefined
    const retry = ['sync', 'retry', JSON.parse(made.stdout).id, '--format', 'plain', '--columns', 'name,state']
    expect(await ada.run(retry)).toEqual({ code: 0, stdout: 'lines\tAPPLIED\n', stderr: '' })
    expect(cluster.cluster.databases.find(({ name }) => name === 'tabled')?.tables.map(({ name }) => name)).toEqual([
      'lines',
    ])
  })

  it('says in which cluster a thing that has ended here may live on', async () => {
    await create('closing')
    const secret = await ada.run(['token', 'create', 'shop', '--cluster', 'primary', '--write-database', 'closing'])
    expect(secret).toMatchObject({ code: 0 })
    await cluster.close()
    const revoked = await ada.run(['token', 'revoke', 'shop', '--force'])
    expect(revoked.code).toBe(6)
    const sentence = `revoked here; primary may still accept it: not reachable since ${clock}`
    expect(revoked.stderr).toMatch(
      new RegExp(`^"shop": ${sentence}\\. It is told by itself, as soon as that is possible\\.\n$`),
    )
    const list = await ada.run(['token', 'list', '--include-revoked', '--columns', 'description,sync'])
    expect(list.stdout).toMatch(new RegExp(`^shop +${sentence}$`, 'm'))
    const deleted = await ada.run(['database', 'delete', 'closing', 'orders', '--force'])
    expect(deleted.code).toBe(6)
    for (const name of ['closing', 'orders']) {
      expect(deleted.stderr).toMatch(
        new RegExp(`^"${name}": deleted here; primary may still serve it: not reachable since ${clock}\\.`, 'm'),
      )
    }
    // A failure is worse than what only takes its time.
    expect(await ada.run(['database', 'delete', 'late', 'no-such', '--force'])).toMatchObject({ code: 4 })
  })

  it('lists clusters with their health, and tells one of them in words', async () => {
    const columns = ['--columns', 'name,kind,health,driftedCount', '--format', 'plain']
    expect((await ada.run(['cluster', 'list', ...columns])).stdout).toBe(
      'primary\tCloud Dedicated\tUNREACHABLE\t0\nsecondary\tInfluxDB 3 Core\tUNREACHABLE\t0\n',
    )
    const { stdout } = await ada.run(['cluster', 'get', 'secondary'])
    expect(stdout).toMatch(/^HEALTH +cannot be reached; what is wanted of it waits \(since \d\d:\d\d\): The cluster /m)
    expect(stdout).toMatch(/^WARNING +The cluster checks no credentials\.$/m)
    expect(stdout).toMatch(/^CLUSTER VERSION +3\.11\.2$/m)
    expect(stdout).toMatch(/^CAPABILITIES .*; not: rename databases, .*; .*at most 5 databases$/m)
  })

  it('says where to read what a cluster can do, when it cannot do something', async () => {
    const refused = await ada.run(['database', 'create', 'small', '--cluster', 'secondary', '--max-tables', '5'])
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(/clustergate cluster get tells what a cluster can do\. \(UNSUPPORTED at input\./)
  })
})

it('purges a deleted database whose name is repeated', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const ada = await commandLineForTest({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token })
  await ada.json(['database', 'create', 'old', '--cluster', 'primary'])
  expect(await ada.run(['database', 'purge', 'old', '--confirm', 'old'])).toMatchObject({ code: 4 })
  await ada.json(['database', 'delete', 'old', '--force'])
  expect(await ada.run(['database', 'purge', 'old'])).toMatchObject({ code: 2 })
  expect(await ada.run(['database', 'purge', 'old', '--confirm', 'other'])).toMatchObject({ code: 1 })
  expect(await ada.run(['database', 'purge', 'old', '--confirm', 'old'])).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^"old" is gone for good\./),
  })
  expect(await ada.json(['database', 'list', '--filter-status', 'deleted'])).toEqual([])
})

it('tells nothing of clusters behind which nothing stands', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const ada = await commandLineForTest({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token })
  expect(await ada.run(['cluster', 'list', '--format', 'plain', '--columns', 'name,kind,health'])).toMatchObject({
    code: 0,
    stdout: 'primary\t\t\nsecondary\t\t\n',
  })
  expect(await ada.run(['database', 'create', 'x', '--cluster', 'primary', '--wait', '30s'])).toMatchObject({
    code: 0,
    stderr: '',
  })
})
