import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { day, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'
import { presses } from './presses.ts'

/**
 * How many presses the jobs take that are done most, from the overview on; typing is free. Moving and removing people are
 * counted in lists.test.ts, who deleted a database in audit.test.ts.
 */
const { gateway } = useWorld()
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** An Admin at the overview of an account of their own, which has two clusters, a database, and a token that ends soon. */
async function atWork(accountName: string) {
  const account = await gateway.account(accountName)
  const databaseId = await createDatabase(account, 'plants')
  const inAWeek = new Date(Date.now() + 7 * day + minute).toISOString()
  await createToken(account.admin, account, {
    description: 'billing run',
    permissions: [{ action: 'READ', databaseId }],
    expiresAt: inAWeek,
  })
  const visited = await visitAs(browser, gateway, account.admin)
  await visited.goto('/')
  return { ...visited, account, pressed: presses(visited.page) }
}

it('an Admin invites a person by three presses', async () => {
  const { page, pressed, account } = await atWork('Inviting')
  await pressed.press('Invite people', 'link')
  await page.getByLabel('Addresses').fill('bo@example.com')
  await pressed.press('Member', 'checkbox')
  await pressed.press('Invite')
  await page.getByRole('heading', { name: '1 of 1 invited' }).waitFor()
  expect(pressed.count).toBe(3)
  const { invitations } = await account.admin.run('{ invitations { nodes { email groups { key } } } }')
  expect(invitations.nodes).toContainEqual({ email: 'bo@example.com', groups: [{ key: 'member' }] })
})

it('an Admin makes a database by two presses, and gives a service a write token by three, once their cluster is known', async () => {
  const { page, goto, pressed, account } = await atWork('Making')
  const dialog = page.getByRole('dialog')
  // The first time, the cluster is chosen among two.
  await goto('/databases?dialog=create')
  await dialog.getByLabel('Name').fill('first')
  await dialog.getByLabel('Cluster').selectOption('primary')
  await dialog.getByLabel('Name').press('Enter')
  await page.getByRole('heading', { level: 1, name: 'first' }).waitFor()

  await goto('/')
  await pressed.press('Create database', 'link')
  await dialog.getByLabel('Name').fill('rooms')
  await pressed.press('Create database')
  await page.getByRole('heading', { level: 1, name: 'rooms' }).waitFor()
  expect(pressed.count).toBe(2)

  await goto('/')
  const forTheToken = presses(page)
  await forTheToken.press('Create token', 'link')
  await dialog.getByLabel('Description').fill('ingest')
  await forTheToken.press('Write rooms', 'checkbox')
  await forTheToken.press('Create token')
  await dialog.locator('[data-secret]').waitFor()
  expect(forTheToken.count).toBeLessThanOrEqual(4)
  const { databaseTokens } = await account.admin.run(
    '{ databaseTokens { nodes { description permissions { action database { name } } } } }',
  )
  expect(databaseTokens.nodes).toContainEqual({
    description: 'ingest',
    permissions: [{ action: 'WRITE', database: { name: 'rooms' } }],
  })
})

it('an Admin rotates a token by three presses', async () => {
  const { page, pressed, account } = await atWork('Rotating')
  await pressed.press('Database tokens', 'link')
  await pressed.press('Rotate billing run')
  await page.getByRole('dialog').getByText('billing run').first().waitFor()
  await pressed.press('Rotate')
  await page.getByRole('dialog').locator('[data-secret]').waitFor()
  expect(pressed.count).toBe(3)
  const { databaseTokens } = await account.admin.run('{ databaseTokens { nodes { rotatedFrom { description } } } }')
  expect(databaseTokens.nodes).toContainEqual({ rotatedFrom: { description: 'billing run' } })
})

it('tokens that end soon are seen at once; what a Member may do, by one press', async () => {
  const { page, pressed } = await atWork('Looking')
  await page.getByRole('link', { name: 'billing run', exact: true }).first().waitFor()
  await page.getByText('in 7 days').first().waitFor()
  expect(pressed.count).toBe(0)
  await pressed.press('Groups', 'link')
  const matrix = page.getByRole('table', { name: 'Permissions of each group' })
  await matrix.getByRole('columnheader', { name: 'Member' }).waitFor()
  expect(pressed.count).toBe(1)
})

it('an Admin exports the log by two presses', async () => {
  const { page, pressed } = await atWork('Exporting')
  await pressed.press('Audit log', 'link')
  const [download] = await Promise.all([page.waitForEvent('download'), pressed.press(/^Export (CSV|JSON lines)$/)])
  expect(download.suggestedFilename()).toMatch(/^audit-log/)
  expect(pressed.count).toBe(2)
})
