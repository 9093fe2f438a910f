import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, updateDatabase } from '../databases/documents.ts'
import { password } from '../gateway.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const { gateway, account, mel } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** The rehearsals that a page asks for from now on. */
function rehearsalsOf(page: Page): readonly string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    const body = request.postData()
    if (body?.includes('@dryRun')) asked.push(body)
  })
  return asked
}

const addToken = (description: string, databaseId: string) =>
  account.admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
    { input: { clusterId: account.clusterIds[0], description, permissions: [{ action: 'WRITE', databaseId }] } },
  )

it('a dialog opens with what would happen, by one rehearsal, and only then does anything', async () => {
  const { id } = await createDatabase(account, { name: 'plants' })
  for (const description of ['ingest', 'cron']) await addToken(description, id)
  await addToken('everywhere', '*')
  await gateway.db
    .updateTable('database_tokens')
    .set({ last_used_at: gateway.app.core.clock() - 4.5 * minute })
    .where('description', '=', 'ingest')
    .execute()
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const asked = rehearsalsOf(page)
  await goto('/databases')
  await page.getByRole('link', { name: 'plants' }).click()
  await page.getByRole('heading', { level: 1, name: 'plants' }).waitFor()
  expect(asked).toEqual([])

  await page.getByRole('button', { name: 'Delete plants' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete plants' })
  const told = dialog.getByRole('status')
  await told.getByText(/^3 active tokens write to it \(“ingest”, .*\), last used \d minutes ago\.$/).waitFor()
  expect(await barriers(page)).toEqual([])
  expect(asked).toHaveLength(1)
  const { database } = await account.admin.run('query ($id: ID!) { database(id: $id) { status version } }', { id })
  expect(database).toEqual({ status: 'ACTIVE', version: 1 })

  await dialog.getByLabel(/to confirm/).fill('plants')
  await dialog.getByRole('button', { name: 'Delete database' }).click()
  await page.getByRole('button', { name: 'Undelete plants' }).waitFor()
  expect(asked).toHaveLength(1)
  expect(complaints).toEqual([])
})

it('forms that may destroy open with it once something is taken away: a shorter retention, fewer permissions', async () => {
  const { id } = await createDatabase(account, { name: 'shortened', retentionPeriod: '30d' })
  await addToken('filling', id)
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const asked = rehearsalsOf(page)
  await goto(`/databases/${id}`)
  await page.getByRole('button', { name: 'Settings shortened' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings of shortened' })
  expect(asked).toEqual([])
  await settings.getByLabel('Retention').selectOption('7 days')
  await settings.getByText(/^2 active tokens write to it \(.*“filling”.*\)/).waitFor()
  await settings.getByRole('button', { name: 'Cancel' }).click()

  await goto('/database-tokens?search=filling')
  await act(page, 'filling', 'Edit')
  const editing = page.getByRole('dialog')
  await editing.getByRole('checkbox', { checked: true }).first().uncheck()
  await editing.getByText(/Programs that use the token lose what you take away\./).waitFor()
  await editing.getByRole('list', { name: 'What would happen' }).waitFor()
  expect(asked).toHaveLength(2)
  expect(complaints).toEqual([])
})

it('tells how many sessions end, where all others do', async () => {
  const lou = await account.join('lou@example.com', ['member'])
  const again = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
  for (let at = 0; at < 2; at++) await gateway.anonymous.run(again, { input: { email: lou.email, password } })
  const { page, goto } = await visitAs(browser, gateway, lou)
  await goto('/profile')
  await page.getByRole('button', { name: 'End all others' }).click()
  await page.getByRole('dialog').getByText('2 sessions end.', { exact: true }).waitFor()
})

it('tells what ends with a person, and whom a mail tells of other groups', async () => {
  const kim = await account.join('kim@example.com', ['admin'])
  await kim.run('mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }', {
    input: { description: 'ci', permissions: ['DATABASE_READ'] },
  })
  await kim.run('mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { email } } }', {
    input: { invitations: [{ email: 'new@example.com', groupKeys: ['member'] }] },
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${kim.id}`)
  await page.getByRole('button', { name: 'More actions on kim' }).click()
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('1 session ends, 1 management token and 1 invitation are revoked.').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect((await kim.run('{ viewer { user { email } } }')).viewer.user.email).toBe('kim@example.com')

  await goto(`/users/${mel.id}?dialog=groups`)
  await dialog.getByRole('checkbox', { name: 'Auditor' }).check()
  await dialog.getByText('1 session ends.').waitFor()
  await dialog.getByText('A mail goes to mel@example.com.').waitFor()
  await dialog.getByRole('checkbox', { name: 'Auditor' }).uncheck()
  await dialog.getByText('A mail goes to').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

it('shows what would be refused, with the reason, and offers nothing that cannot be done', async () => {
  const alone = await gateway.account('Alone')
  const { page, goto, complaints } = await visitAs(browser, gateway, alone.admin)
  await goto('/profile?dialog=leave')
  const dialog = page.getByRole('dialog', { name: 'Leave the account?' })
  await dialog.getByRole('alert').getByText('This is the last active Admin.').waitFor()
  await dialog.getByLabel(/to confirm/).fill('Alone')
  expect(await dialog.getByRole('button', { name: 'Leave' }).isDisabled()).toBe(true)
  expect(await barriers(page)).toEqual([])
  expect(complaints).toEqual([])
})

it('says at once that somebody has changed it since it was shown', async () => {
  const { id } = await createDatabase(account, { name: 'rooms' })
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${id}`)
  const opener = page.getByRole('button', { name: 'Delete rooms' })
  await opener.waitFor()
  await updateDatabase(account.admin, { id, maxTables: 88 })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Delete rooms' })
  await dialog.getByText('It has changed since you opened this').waitFor()
  await dialog.getByRole('button', { name: 'Reload' }).click()
  await page.getByText('88', { exact: true }).waitFor()
  await opener.click()
  await dialog.getByText(/active token/).waitFor()
})

it('lets people go on without a rehearsal that does not come, and says so', async () => {
  const { id } = await createDatabase(account, { name: 'doors' })
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('@dryRun') ? route.abort() : route.continue(),
  )
  await goto(`/databases/${id}`)
  await page.getByRole('button', { name: 'Delete doors' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete doors' })
  await dialog.getByRole('status').getByText('You can go on without it.').waitFor()
  await dialog.getByLabel(/to confirm/).fill('doors')
  await dialog.getByRole('button', { name: 'Delete database' }).click()
  await page.getByRole('button', { name: 'Undelete doors' }).waitFor()
})
