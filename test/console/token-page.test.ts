import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, createToken, rotateDocument } from '../database-tokens/documents.ts'
import { scopedPerson } from '../reach/scoped.ts'
import { useWorld } from '../world.ts'
import { openBrowser, settled, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser
let plants: string
let rooms: string

beforeAll(async () => {
  plants = await createDatabase(account, 'plants')
  rooms = await createDatabase(account, 'rooms')
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const both = (databaseId: string) => (['READ', 'WRITE'] as const).map((action) => ({ action, databaseId }))

it('tells what a token may do on each database, with the way there, until when, and how programs use it', async () => {
  const expiresAt = new Date(Date.now() + 30 * 24 * 3_600_000 + 60_000).toISOString()
  const permissions = [...both(plants), { action: 'READ', databaseId: rooms }]
  const { token, secret } = await createToken(account.admin, account, { permissions, expiresAt })
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto(`/database-tokens/${token.id}`)
  const allowed = page.getByRole('region', { name: 'What it may do', exact: true })
  await expect
    .poll(() => allowed.getByRole('listitem').allTextContents())
    .toEqual(['Reads and writes to plants', 'Reads rooms'])
  await page.getByText('30 days left').waitFor()
  // No proxy of this cluster has asked for a check.
  await page.getByText('Not reported', { exact: true }).waitFor()
  const use = page.getByRole('region', { name: 'How programs use it' })
  expect(await use.getByRole('tabpanel').textContent()).toContain('/write?db=plants')
  expect(await page.content()).not.toContain(secret)

  await allowed.getByRole('link', { name: 'plants' }).click()
  await page.getByRole('heading', { level: 1, name: 'plants' }).waitFor()
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('rotates the token, shows the new secret once, and leads from each token of the series to the next', async () => {
  const { token } = await createToken(account.admin, account, { description: 'billing', permissions: both(plants) })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/database-tokens/${token.id}`)
  await page.getByRole('button', { name: 'Rotate' }).click()
  const rotating = page.getByRole('dialog', { name: 'Rotate billing' })
  await rotating.getByRole('button', { name: 'Rotate', exact: true }).click()
  const secret = (await rotating.locator('[data-secret]').textContent()) ?? ''
  await rotating.getByText(`export INFLUX_TOKEN='${secret}'`).waitFor()
  await rotating.getByRole('button', { name: 'Done' }).click()
  await rotating.waitFor({ state: 'detached' })

  const series = page.getByRole('list', { name: 'Tokens that replaced each other' })
  await series.getByText('(this token)').waitFor()
  // A token has one successor.
  expect(await page.getByRole('button', { name: 'Rotate' }).count()).toBe(0)
  await series.getByRole('link').click()
  await page.getByRole('button', { name: 'Rotate' }).waitFor()
  expect(await series.getByRole('listitem').count()).toBe(2)
  expect(await series.getByRole('listitem').nth(1).textContent()).toContain('(this token)')
  expect(await page.content()).not.toContain(secret)

  // While the first one is accepted, the second is rotated only without an overlap, and the way to the first is shown.
  await page.getByRole('button', { name: 'Rotate' }).click()
  const confirm = rotating.getByRole('button', { name: 'Rotate', exact: true })
  await rotating.getByRole('note').getByText('Revoke it first').waitFor()
  expect(await confirm.isDisabled()).toBe(true)
  await rotating.getByLabel('Old token stays valid for').selectOption('No overlap: it expires at once')
  await rotating.getByRole('note').waitFor({ state: 'detached' })
  await expect.poll(() => confirm.isEnabled()).toBe(true)
  await rotating.getByLabel('Old token stays valid for').selectOption('7 days')
  await rotating.getByRole('link').click()
  await series.getByRole('listitem').first().getByText('(this token)').waitFor()
  expect(complaints).toEqual([])
})

it('a link opens the dialog of an action, and back closes it; a token that is over has no actions', async () => {
  const { token } = await createToken(account.admin, account, { description: 'short' })
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/database-tokens/${token.id}?dialog=revoke`)
  const revoking = page.getByRole('dialog', { name: 'Revoke short' })
  await revoking.getByRole('button', { name: 'Revoke' }).click()
  await revoking.waitFor({ state: 'detached' })
  await page.getByText('Revoked', { exact: true }).first().waitFor()
  expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke/ }).count()).toBe(0)
  await goto(`/database-tokens/${token.id}?dialog=rotate`)
  await settled(page)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

it('what changed since a dialog was opened is not overwritten', async () => {
  const { token } = await createToken(account.admin, account, { description: 'shared' })
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/database-tokens/${token.id}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit shared' })
  await editing.getByLabel('Description').fill('mine')
  await account.admin.run(
    'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }',
    { input: { id: token.id, description: 'theirs' } },
  )
  await editing.getByRole('button', { name: 'Save' }).click()
  await editing.getByRole('alert').getByRole('button', { name: 'Reload' }).click()
  await page.getByRole('heading', { level: 1, name: 'theirs' }).waitFor()
})

it('a Member reads it and why they may not change it; to somebody else it is as if there were none', async () => {
  const { token } = await createToken(account.admin, account, { description: 'seen', permissions: both(plants) })
  const member = await account.join('mel@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, member)
  await goto(`/database-tokens/${token.id}`)
  await page.getByRole('button', { name: /^Why not more with / }).waitFor()
  expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke/ }).count()).toBe(0)
  expect(complaints).toEqual([])

  const stranger = await gateway.account('Elsewhere')
  const other = await visitAs(browser, gateway, stranger.admin)
  await other.goto(`/database-tokens/${token.id}`)
  await other.page.getByRole('heading', { level: 1, name: 'Token not found' }).waitFor()
  await other.page.getByRole('link', { name: 'All database tokens' }).click()
  await other.page.getByRole('heading', { level: 1, name: 'Database tokens' }).waitFor()
})

it('somebody limited to some databases sees of a token what lies on these, and that it reaches more', async () => {
  const person = await scopedPerson(gateway, account, [
    {
      permissions: ['DATABASE_READ', 'DATABASE_TOKEN_READ', 'DATABASE_TOKEN_UPDATE', 'DATABASE_TOKEN_REVOKE'],
      on: { databaseIds: [plants] },
    },
  ])
  const { token } = await createToken(account.admin, account, { permissions: [...both(plants), ...both(rooms)] })
  const { page, goto } = await visitAs(browser, gateway, person)
  await goto(`/database-tokens/${token.id}`)
  await page.getByText('It also reaches databases that you may not see').waitFor()
  expect(await page.getByText('rooms').count()).toBe(0)
  expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke/ }).count()).toBe(0)
})

it('a series of many rotations is told two steps to either side, with the way to the tokens beyond', async () => {
  let { token } = await createToken(account.admin, account, { description: 'long' })
  const ids = [token.id]
  for (let at = 0; at < 4; at++) {
    const { rotateDatabaseToken } = await account.admin.run(rotateDocument, { input: { id: token.id, overlap: '0s' } })
    token = rotateDatabaseToken.token
    ids.push(token.id)
  }
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  const series = page.getByRole('list', { name: 'Tokens that replaced each other' })
  for (const [at, count] of [
    [0, 3],
    [2, 5],
    [4, 3],
  ] as const) {
    await goto(`/database-tokens/${ids[at]}`)
    await expect.poll(() => series.getByRole('listitem').count()).toBe(count)
  }
  expect(await page.getByText('Newer ones').count()).toBe(0)
  await page.getByText('Older ones').getByRole('link').click()
  await page.waitForURL(`**/${ids[1]}`)
  expect(await page.getByText('Older ones').count()).toBe(0)
  await page.getByText('Newer ones').getByRole('link').click()
  await page.waitForURL(`**/${ids[4]}`)
})

it('says after a token is made that nobody knows where programs reach its cluster, and how the operator sets it', async () => {
  const other = await gateway.account('Unaddressed')
  await gateway.db.updateTable('clusters').where('account_id', '=', other.id).set({ url: '' }).execute()
  const { page, goto, complaints } = await visitAs(browser, gateway, other.admin)
  await goto('/database-tokens?dialog=create')
  const creating = page.getByRole('dialog', { name: 'Create a database token' })
  await creating.getByLabel('Description').fill('ingest')
  await creating.getByLabel('Cluster').selectOption('primary')
  await creating.getByRole('button', { name: 'Create token' }).click()
  await creating.locator('[data-secret]').waitFor()
  const command = `clustergate cluster update ${other.clusterIds[0]} --account ${other.id} --url URL`
  await creating.getByText('The operator of this gateway sets it').waitFor()
  await creating.getByText(command).waitFor()
  await creating.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'ingest' }).click()
  await page.getByText(command).waitFor()
  await goto(`/clusters/${other.clusterIds[0]}`)
  await page.getByRole('region', { name: 'Address for programs' }).getByText(command).waitFor()
  expect(complaints).toEqual([])
})

it('a description is text, whatever it holds', async () => {
  const description = '<img src=x onerror="document.title=1">{{7*7}}'
  const { token } = await createToken(account.admin, account, { description, permissions: both(plants) })
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto(`/database-tokens/${token.id}?dialog=rotate`)
  await page.getByRole('dialog', { name: `Rotate ${description}` }).waitFor()
  await page.goto(`/database-tokens/${token.id}`)
  await page.getByRole('heading', { level: 1, name: description }).waitFor()
  expect(await page.title()).toContain(description)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('the page of a management token tells in words what it may do, and revokes it', async () => {
  const { createManagementToken } = await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
    { input: { description: 'report', permissions: ['DATABASE_READ', 'DATABASE_CREATE', 'USER_READ'] } },
  )
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/management-tokens/${createManagementToken.token.id}`)
  const allowed = page.getByRole('region', { name: 'What it may do', exact: true })
  await allowed.getByText('read, create').waitFor()
  expect(await allowed.textContent()).not.toContain('_')
  await page.getByRole('button', { name: 'Revoke' }).click()
  const revoking = page.getByRole('dialog', { name: 'Revoke report' })
  await revoking.getByRole('button', { name: 'Revoke' }).click()
  await revoking.waitFor({ state: 'detached' })
  await expect.poll(() => page.getByRole('button', { name: 'Revoke' }).count()).toBe(0)
  await goto('/management-tokens/management_token_none')
  await page.getByRole('link', { name: 'All management tokens' }).waitFor()
  expect(complaints).toEqual([])
})

it('tells the history of a token to those who may read the audit log, and to nobody else', async () => {
  const { token } = await createToken(account.admin, account, { description: 'told', permissions: both(plants) })
  await account.admin.run(
    'mutation ($input: UpdateDatabaseTokenInput!) { updateDatabaseToken(input: $input) { token { id } } }',
    { input: { id: token.id, permissions: [] } },
  )
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/database-tokens/${token.id}`)
  const history = page.getByRole('region', { name: 'History' })
  await expect.poll(() => history.getByRole('listitem').count()).toBe(2)
  await history.getByRole('listitem').last().getByText('created').waitFor()
  await goto(`/databases/${plants}?tab=history`)
  await history.getByText('created').waitFor()
  expect(complaints).toEqual([])

  const member = await account.join('max@example.com', ['member'])
  const other = await visitAs(browser, gateway, member)
  for (const path of [`/database-tokens/${token.id}`, `/databases/${plants}?tab=history`]) {
    await other.goto(path)
    await settled(other.page)
    expect(await other.page.getByRole('region', { name: 'History' }).count()).toBe(0)
  }
})
