import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { driftTask } from '../../src/clusters/links/drift-task.ts'
import { enqueue } from '../../src/tasks/task.store.ts'
import { createUser, type Influxd, startInfluxd, usualPassword } from '../clusters/influxd.ts'
import { link } from '../clusters/link.ts'
import { isHere } from '../programs.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

describe.runIf(isHere('influxd'))('a real InfluxDB 1.x, in the console', () => {
  const { gateway, account } = useWorld({ accountName: 'Example Inc' })
  let browser: Browser
  let influxd: Influxd

  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    await link(gateway, account, {
      kind: 'INFLUXDB_1',
      url: influxd.url,
      credential: usualPassword,
      settings: { username: 'root' },
    })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await influxd?.stop()
  })

  const namesThere = async () => {
    const [result] = await influxd.run('SHOW DATABASES')
    return result?.series?.[0]?.values.flat()
  }
  const usersThere = async () => {
    const [result] = await influxd.run('SHOW USERS')
    return result?.series?.[0]?.values.map(([name]) => name)
  }

  it('an Admin makes a database that exists, revokes while the cluster is down, reads what that means, and tries again', async () => {
    const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
    await goto('/databases?dialog=create')
    const creating = page.getByRole('dialog', { name: 'Create a database' })
    await creating.getByLabel('Name').fill('orders')
    await creating.getByLabel('Cluster').selectOption('primary')
    await creating.getByLabel('Retention').selectOption('30 days')
    await creating.getByRole('button', { name: 'Create database' }).click()
    await page.getByRole('heading', { level: 1, name: 'orders' }).waitFor()
    expect(await namesThere()).toContain('orders')

    await goto('/database-tokens?dialog=create')
    const making = page.getByRole('dialog', { name: 'Create a database token' })
    await making.getByLabel('Description').fill('shop')
    await making.getByRole('checkbox', { name: 'Write orders' }).check()
    await making.getByRole('button', { name: 'Create token' }).click()
    await making.getByText('Shown only once').waitFor()
    expect(await making.getByText('Not on primary yet').count()).toBe(0)
    await making.getByRole('button', { name: 'Done' }).click()
    expect(await usersThere()).toHaveLength(2)

    await influxd.pause()
    await act(page, 'shop', 'Revoke')
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked here; primary may still accept it until it has been told.').waitFor()
    await goto('/database-tokens?status=REVOKED')
    await page.getByRole('button', { name: 'Pending: shop on primary' }).click()
    const details = page.getByRole('dialog', { name: 'shop on primary' })
    await details.getByText(/Revoked here; primary may still accept it: not reachable since/).waitFor()

    await influxd.start()
    await details.getByRole('button', { name: 'Try now' }).click()
    await details.waitFor({ state: 'detached' })
    await expect.poll(usersThere).toEqual(['root'])
    await goto('/database-tokens?status=REVOKED')
    await page.getByRole('cell', { name: 'shop', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: /shop on primary/ }).count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it('an Admin decides what drifted, with its loss of data in words, and imports what lies there, after a dry run', async () => {
    const clusterId = account.clusterIds[0] as string
    const { createDatabase } = await account.admin.run(
      'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
      { input: { clusterId, name: 'plants', retentionPeriod: '7d' } },
    )
    await influxd.run('ALTER RETENTION POLICY autogen ON plants DURATION 30d; CREATE DATABASE found')
    await influxd.run(createUser('grafana'))
    await enqueue(gateway.db, account.id, driftTask, clusterId, gateway.app.core.clock())
    await gateway.tasksDone()
    const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
    await goto(`/databases/${createDatabase.database.id}`)
    await page.getByRole('row', { name: 'Retention 7 days 30 days' }).waitFor()
    await page.getByRole('button', { name: 'Restore on the cluster' }).click()
    const restoring = page.getByRole('dialog', { name: 'Restore on primary' })
    await restoring.getByText('This deletes data on primary that is older than 7 days, for good.').waitFor()
    await restoring.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Accept from the cluster' }).click()
    const accepting = page.getByRole('dialog', { name: 'Accept from primary' })
    await accepting.getByText('Retention: from 7 days to 30 days').waitFor()
    await accepting.getByRole('button', { name: 'Accept from the cluster' }).click()
    await page.getByRole('region', { name: 'On primary' }).waitFor({ state: 'detached' })
    await page.getByText('30 days').waitFor()

    await goto(`/clusters/${clusterId}`)
    await page.getByRole('button', { name: 'Import' }).click()
    const importing = page.getByRole('dialog', { name: 'Import from primary' })
    expect(await importing.getByRole('checkbox', { name: 'root' }).isDisabled()).toBe(true)
    await importing.getByRole('checkbox', { name: 'found' }).check()
    await importing.getByRole('checkbox', { name: 'grafana' }).check()
    await importing.getByRole('button', { name: 'Check what would happen' }).click()
    await importing.getByRole('row', { name: 'found Can be imported' }).waitFor()
    await importing.getByRole('button', { name: 'Import' }).click()
    await importing.getByRole('row', { name: 'found Imported' }).waitFor()
    await importing.getByRole('row', { name: 'grafana Imported' }).waitFor()
    await importing.getByRole('button', { name: 'Done' }).click()
    const { databases } = await account.admin.run('{ databases(first: 10) { nodes { name } } }')
    expect(databases.nodes).toContainEqual({ name: 'found' })
    expect(complaints).toEqual([])
  })
})
