import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const hostile = '<img src=x onerror="document.title=1">{{7*7}}'
const tokens = `query ($filter: TokenFilter) { databaseTokens(filter: $filter) { nodes {
  description status expiresAt permissions { action allDatabases database { name } } } } }`

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  await createDatabase(account, { name: 'plants' })
  await createDatabase(account, { name: 'rooms' })
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const make = (description: string) =>
  account.admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id prefix } } }',
    { input: { clusterId: account.clusterIds[0], description, permissions: [{ action: 'READ', databaseId: '*' }] } },
  )

it('an Admin makes a token by a grid, gets its secret once, changes it, rotates it with an overlap, and revokes it', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/database-tokens')
  await page.getByRole('button', { name: 'Create token' }).click()
  const creating = page.getByRole('dialog', { name: 'Create a database token' })
  await creating.getByLabel('Cluster').selectOption('primary')
  await creating.getByRole('checkbox', { name: 'Write plants' }).check()
  await creating.getByRole('button', { name: 'Create token' }).click()
  await creating.getByText('A description has 1 to 512').waitFor()

  await creating.getByLabel('Description').fill('Ingest')
  await creating.getByLabel('Find databases').fill('rooms')
  // It finds, and makes nothing.
  await creating.getByLabel('Find databases').press('Enter')
  await creating.getByRole('checkbox', { name: 'Read rooms' }).check()
  expect(await creating.getByRole('checkbox', { name: 'Write plants' }).isChecked()).toBe(true)
  await creating.getByLabel('Expires').selectOption(String(30 * day))
  await creating.getByRole('button', { name: 'Create token' }).click()
  const secret = (await creating.locator('[data-secret]').textContent()) ?? ''
  expect(secret.length).toBeGreaterThan(20)
  await creating.getByRole('button', { name: 'Copy the secret' }).click()
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(secret)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    creating.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toBe(secret)
  // How to use it is told beside it, with the secret in the one line that sets the variable.
  await creating.getByText('export INFLUX_TOKEN=').waitFor()
  await creating.getByRole('button', { name: 'Copy the variables' }).click()
  await expect
    .poll(() => page.evaluate('navigator.clipboard.readText()'))
    .toBe(
      `export INFLUX_TOKEN='${secret}'\nexport INFLUX_URL='https://primary.example.com'\nexport INFLUX_DATABASE='plants'`,
    )
  for (const program of ['Telegraf', 'Python', 'Node.js', 'Grafana', 'curl']) {
    await creating.getByRole('tab', { name: program }).click()
    expect(await creating.getByRole('tabpanel').textContent(), program).not.toContain(secret)
  }
  expect(await creating.getByRole('tabpanel').textContent()).toContain('/write?db=plants')
  // A slip does not close it: only its buttons do.
  await page.keyboard.press('Escape')
  await creating.getByRole('button', { name: 'Done' }).click()
  await creating.waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('table').getByText('write plants').waitFor()

  await act(page, 'Ingest', 'Edit')
  const editing = page.getByRole('dialog', { name: 'Edit Ingest' })
  await editing.getByLabel('Description').fill('Ingest of Graz')
  await editing.getByRole('checkbox', { name: 'Read rooms' }).uncheck()
  await editing.getByRole('checkbox', { name: /^Read All databases/ }).check()
  await editing.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('table').getByText('read all databases').waitFor()

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Begins with' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Rotate Ingest of Graz' }).click()
  const rotating = page.getByRole('dialog', { name: 'Rotate Ingest of Graz' })
  await rotating.getByLabel('Old token stays valid for').selectOption('No overlap: it expires at once')
  await rotating.getByRole('button', { name: 'Rotate', exact: true }).click()
  const successor = (await rotating.locator('[data-secret]').textContent()) ?? ''
  expect(successor).not.toBe(secret)
  await rotating.getByText(`export INFLUX_TOKEN='${successor}'`).waitFor()
  await rotating.getByRole('button', { name: 'Done' }).click()
  await rotating.waitFor({ state: 'detached' })
  // The old one has the same name for as long as it is still shown.
  await page.getByText(`${successor.slice(0, 'apiv1_'.length + 4)}…`).waitFor()

  await act(page, 'Ingest of Graz', 'Revoke')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('No active tokens yet.').waitFor()

  const { databaseTokens } = await account.admin.run(tokens, { filter: { statuses: ['REVOKED', 'EXPIRED'] } })
  const permissions = [
    { action: 'WRITE', allDatabases: false, database: { name: 'plants' } },
    { action: 'READ', allDatabases: true, database: null },
  ]
  expect(databaseTokens.nodes).toEqual([
    {
      description: 'Ingest of Graz',
      status: 'REVOKED',
      expiresAt: expect.any(String),
      permissions: expect.arrayContaining(permissions),
    },
    {
      description: 'Ingest of Graz',
      status: 'EXPIRED',
      expiresAt: expect.any(String),
      permissions: expect.arrayContaining(permissions),
    },
  ])
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('the address holds the filters, a hostile description is text, and a change made in between is not overwritten', async () => {
  const { createDatabaseToken } = await make(hostile)
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin, { width: 375 })
  await goto('/database-tokens?search=onerror')
  await page.getByRole('table').getByText(hostile).waitFor()
  await page.getByRole('button', { name: 'Filters' }).press('Enter')
  await page.getByLabel('Usage or expiry').selectOption('Unused for 30 days')
  await page.getByText('No token matches.').waitFor()
  await page.getByLabel('Usage or expiry').selectOption('Any usage or expiry')
  await page.getByRole('combobox', { name: 'Database', exact: true }).click()
  await page.getByRole('option', { name: 'plants (primary)' }).click()
  await act(page, hostile, 'Edit')
  expect(new URL(page.url()).searchParams.get('database')).toMatch(/^database_/)

  await account.admin.run(
    'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }',
    { input: { id: createDatabaseToken.token.id, permissions: [] } },
  )
  const editing = page.getByRole('dialog')
  await editing.getByRole('button', { name: 'Save' }).click()
  await editing.getByRole('alert').waitFor()
  await editing.getByRole('button', { name: 'Save' }).click()
  await editing.getByRole('alert').waitFor()
  const { databaseTokens } = await account.admin.run(tokens)
  expect(databaseTokens.nodes[0].permissions).toEqual([])
  expect(await page.title()).not.toBe('1')
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('a token that was rotated and its successor each name the other, and say when that one is over', async () => {
  const { createDatabaseToken: first } = await make('turbine')
  const { rotateDatabaseToken: second } = await account.admin.run(
    'mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { token { id prefix } } }',
    { input: { id: first.token.id, overlap: '1h' } },
  )
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/database-tokens?search=turbine')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Rotation' }).click()
  await page.keyboard.press('Escape')
  const rows = page.getByRole('table').getByRole('row')
  const row = (text: string) => rows.filter({ hasText: text })
  await row(`Replaced by ${second.token.prefix}…`).getByText('Replaced', { exact: true }).waitFor()
  await row(`Replaces ${first.token.prefix}…`).getByText('Active', { exact: true }).waitFor()
  // One token is rotated once.
  expect(await page.getByRole('button', { name: 'Rotate turbine' }).count()).toBe(1)

  await account.admin.run('mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }', {
    id: first.token.id,
  })
  await page.reload()
  await row(`Replaces ${first.token.prefix}…, revoked`).waitFor()
})

it('a Member may make tokens but not touch others; an Auditor only looks; both read why', async () => {
  await make('seen')
  const people = [
    { person: await account.join('mel@example.com', ['member']), creates: 1 },
    { person: await account.join('ann@example.com', ['auditor']), creates: 0 },
  ]
  for (const { person, creates } of people) {
    const { page, goto, complaints } = await visitAs(browser, gateway, person)
    await goto('/database-tokens')
    await page.getByText('seen').waitFor()
    await page.getByRole('note').getByText('Admin would').waitFor()
    expect(await page.getByRole('button', { name: 'Create token', exact: true }).count()).toBe(creates)
    expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke|Actions for/ }).count()).toBe(0)
    expect(complaints).toEqual([])
  }
})
