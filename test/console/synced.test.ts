import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkUnreachable } from '../clusters/links/linking.ts'
import { noteWork } from '../clusters/note-work.ts'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, settled, visitAs } from './browser.ts'
import { openRowMenu } from './rows.ts'

const { gateway, account, mel } = useWorld({ accountName: 'Example Inc' })
let browser: Browser
const databaseIds: string[] = []

beforeAll(async () => {
  for (const name of ['drifted', 'well', 'failed']) databaseIds.push(await createDatabase(account, name))
  const tableIds: string[] = []
  for (const name of ['waiting', 'there']) {
    const { createTable } = await account.admin.run(
      'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
      { input: { databaseId: databaseIds[0], name } },
    )
    tableIds.push(createTable.table.id)
  }
  const tokenIds: string[] = []
  for (const description of ['creating', 'second', 'third', 'revoked']) {
    const permissions = [{ action: 'READ', databaseId: databaseIds[0] as string }]
    tokenIds.push((await createToken(account.admin, account, { description, permissions })).token.id)
  }
  await account.admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { __typename } }', { id: tokenIds[3] })
  await linkUnreachable(gateway, account, account.clusterIds[0] as string)
  await noteWork(gateway, account, { databaseIds, tableIds, tokenIds })
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** What is wrong with a page for those who use it by other means, or on a telephone. */
async function wrongOf(page: Page): Promise<unknown[]> {
  const found: unknown[] = await barriers(page)
  await page.setViewportSize({ width: 375, height: 800 })
  const needed = await page.evaluate('document.documentElement.scrollWidth')
  await page.setViewportSize({ width: 1280, height: 900 })
  return needed === 375 ? found : [...found, needed]
}

it('an Admin reads what a cluster does not have, why, and since when, and what its kind cannot do', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const wrong: Record<string, unknown[]> = {}
  await goto('/')
  await page.getByText('1 revoked or expired token may still be accepted by primary.').waitFor()
  await page.getByText('4 databases, tables and tokens are not on primary yet.').waitFor()
  await page.getByText('1 database, table or token differs on primary.').waitFor()
  await settled(page)
  wrong['overview'] = await wrongOf(page)
  await page.getByRole('link', { name: /Look: 1 revoked/ }).click()

  await page.getByRole('button', { name: 'revoked on primary' }).click()
  const dialog = page.getByRole('dialog', { name: 'revoked on primary' })
  await dialog.getByText('and refused by the proxy of the cluster').waitFor()
  await dialog.getByText('not reachable since').waitFor()
  await dialog.getByRole('button', { name: 'Try now' }).waitFor()
  wrong['token'] = await wrongOf(page)

  await goto('/clusters')
  await page.getByText('3 pending, 1 failed, 1 drifted').waitFor()
  wrong['clusters'] = await wrongOf(page)
  await page.getByRole('link', { name: 'primary', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'primary' }).waitFor()
  for (const text of [
    'InfluxDB 3 Core',
    'Cannot be reached',
    '3.11.2',
    'The cluster checks no credentials.',
    'Databases cannot be renamed: InfluxDB 3 Core has no way to do it.',
    'At most 5 databases: InfluxDB 3 Core holds no more.',
    'http://127.0.0.1:1',
  ]) {
    await page.getByText(text).first().waitFor()
  }
  await page.getByLabel('Proxy', { exact: true }).selectOption('Caddy')
  await page.getByText(`proxy-config ${account.clusterIds[0]} --account ${account.id} --proxy caddy`).waitFor()
  wrong['cluster'] = await wrongOf(page)

  await page.getByRole('link', { name: 'Databases: Drifted' }).click()
  const row = page.getByRole('row').filter({ hasText: 'drifted' })
  await row.getByText('primary has something else').waitFor({ state: 'attached' })
  const menu = await openRowMenu(page, 'drifted')
  await menu.getByRole('menuitem', { name: 'Delete' }).waitFor()
  expect(await menu.getByRole('menuitem', { name: 'Rename' }).count()).toBe(0)
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  wrong['databases'] = await wrongOf(page)
  await row.getByRole('link', { name: 'drifted' }).click()
  await page.getByRole('row', { name: 'Retention 30 days 7 days' }).waitFor()
  await page.getByText('Databases cannot be renamed').waitFor()
  await page.getByRole('row').filter({ hasText: 'there' }).waitFor()
  expect(await page.getByRole('button', { name: /Create table|Rename/ }).count()).toBe(0)
  wrong['database'] = await wrongOf(page)

  await goto('/databases?dialog=create')
  const creating = page.getByRole('dialog', { name: 'Create a database' })
  await creating.getByLabel('Cluster').selectOption('primary')
  await creating.getByText('No partition templates: InfluxDB 3 Core has none.').waitFor()
  expect(await creating.getByLabel(/Partition by|limit/).count()).toBe(0)
  await creating.getByLabel('Cluster').selectOption('secondary')
  await creating.getByLabel('Partition by').waitFor()

  expect(wrong).toEqual(Object.fromEntries(Object.keys(wrong).map((name) => [name, []])))
  expect(complaints).toEqual([])
})

it('a Member sees where things stand, without a button that they may not use, nor where the cluster is managed', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, mel, { width: 375 })
  await goto(`/databases/${databaseIds[2]}`)
  await page.getByText('The cluster does not answer (ECONNREFUSED).').waitFor()
  expect(await page.getByRole('button', { name: /Try now|Restore|Accept|Purge/ }).count()).toBe(0)
  await goto(`/clusters/${account.clusterIds[0]}`)
  await page.getByText('Cannot be reached').waitFor()
  expect(await page.getByText('127.0.0.1:1').count()).toBe(0)
  expect(complaints).toEqual([])
})
