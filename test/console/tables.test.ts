import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser
let databaseId: string

beforeAll(async () => {
  databaseId = (await createDatabase(account, { name: 'plants' })).id
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('an Admin makes a table on the page of its database, renames it, deletes it by its name, and brings it back', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin, { width: 375 })
  await goto(`/databases/${databaseId}`)
  await page.getByText('No tables yet.').waitFor()
  await page.getByRole('button', { name: 'Create table' }).click()
  const creating = page.getByRole('dialog', { name: 'Create a table' })
  await creating.getByLabel('Partition by').selectOption('Tags and time')
  await creating.getByRole('button', { name: 'Add tag in buckets' }).click()
  await creating.getByLabel('Part 1: tag').fill('room')
  await creating.getByLabel('Part 3: tag').fill('room')
  await creating.getByLabel('Name').fill('cpu')
  await creating.getByRole('button', { name: 'Create table' }).click()
  await creating.getByRole('alert').getByText('Each tag key may appear once').waitFor()
  await creating.getByLabel('Part 3: tag').fill('customer')
  await creating.getByRole('button', { name: 'Move part 3 up' }).click()
  await creating.getByRole('button', { name: 'Create table' }).click()
  await page.getByText('tag room, tag customer in 100 buckets, day').waitFor()

  await act(page, 'cpu', 'Rename')
  await page.getByRole('dialog').getByLabel('Name').fill('processor')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await act(page, 'processor', 'Delete')
  await page.getByLabel('Type “processor” to confirm').fill('processor')
  await page.getByRole('button', { name: 'Delete table' }).click()
  await page.getByText('No tables yet.').waitFor()

  await page.getByRole('button', { name: 'Filters' }).click()
  await page.getByLabel('Status').selectOption('Deleted')
  await act(page, 'processor', 'Undelete')
  await page.getByRole('dialog').getByRole('button', { name: 'Undelete' }).click()
  await page.getByText('No table matches.').waitFor()
  const { database } = await account.admin.run('query ($id: ID!) { database(id: $id) { tables { nodes { name } } } }', {
    id: databaseId,
  })
  expect(database.tables.nodes).toEqual([{ name: 'processor' }])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('a table has a page, to which sentences lead: an Admin renames, deletes and undeletes it there', async () => {
  const { createTable } = await account.admin.run(
    'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
    { input: { databaseId, name: 'rain' } },
  )
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/audit?action=table.create')
  await page.getByRole('link', { name: 'rain', exact: true }).click()
  await page.waitForURL(`**/tables/${createTable.table.id}`)
  await page.getByRole('heading', { level: 1, name: 'rain' }).waitFor()
  const menu = page.getByRole('navigation', { name: 'Pages' })
  expect(await menu.locator('[aria-current="page"]').allTextContents()).toEqual(['Databases'])
  await page.getByRole('button', { name: 'Rename rain' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('snow')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { level: 1, name: 'snow' }).waitFor()
  await page.getByRole('button', { name: 'Delete snow' }).click()
  await page.getByLabel('Type “snow” to confirm').fill('snow')
  await page.getByRole('button', { name: 'Delete table' }).click()
  await page.getByText('can be undeleted for 7 days').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  await page.getByRole('button', { name: 'Undelete snow' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undelete' }).click()
  await page.getByRole('region', { name: 'History' }).getByText('Ada undeleted the table snow').waitFor()
  await page.getByRole('link', { name: 'plants', exact: true }).click()
  await page.getByRole('table', { name: 'Tables' }).getByRole('link', { name: 'snow' }).click()
  await page.waitForURL(`**/tables/${createTable.table.id}`)
  expect(complaints).toEqual([])
})

it('a Member sees the tables and may change none', async () => {
  await account.admin.run('mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }', {
    input: { databaseId, name: 'seen' },
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, await account.join('mel@example.com', ['member']))
  await goto(`/databases/${databaseId}`)
  await page.getByRole('cell', { name: 'seen' }).waitFor()
  expect(await page.getByRole('button', { name: /Create|Actions for/ }).count()).toBe(0)
  expect(complaints).toEqual([])
})
