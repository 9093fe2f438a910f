import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createToken, updateDocument } from '../database-tokens/documents.ts'
import type { TestAccount } from '../gateway.ts'
import { customGroup } from '../groups/custom-groups.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway } = useWorld()
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** Holds the revocations of a page up from the second on, until they are let go. */
async function holdUp(page: Page) {
  let count = 0
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/graphql', async (route) => {
    const sent = route.request().postData() ?? ''
    if (sent.includes('mutation RevokeDatabaseToken') && !sent.includes('@dryRun') && ++count > 1) await held
    await route.continue()
  })
  return { letGo: () => letGo(), sent: () => count }
}

/** An Admin whose revocation of five tokens is held up at the second one. */
async function revokingFive(accountName: string) {
  const account = await gateway.account(accountName)
  for (let at = 1; at <= 5; at++) await createToken(account.admin, account, { description: `t${at}` })
  const visited = await visitAs(browser, gateway, account.admin)
  const { page, goto } = visited
  // A page to go back to.
  await goto('/databases')
  await page.getByRole('link', { name: 'Database tokens' }).click()
  await page.getByRole('link', { name: 't5' }).waitFor()
  const way = await holdUp(page)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('button', { name: 'Revoke' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke 5 tokens' })
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByText('1 of 5').waitFor()
  return { ...visited, ...way, account, dialog }
}

async function activeTokens({ admin }: TestAccount): Promise<number> {
  const { databaseTokens } = await admin.run('{ databaseTokens { totalCount } }')
  return databaseTokens.totalCount
}

it.for(['the button', 'Escape'])(
  'stops before the next one by %s, and tells what was done and what not',
  async (by) => {
    const { page, dialog, letGo, sent, account, complaints } = await revokingFive(`Stopped by ${by}`)
    if (by === 'Escape') await page.keyboard.press('Escape')
    else await dialog.getByRole('button', { name: 'Stop' }).click()
    letGo()
    const alert = dialog.getByRole('alert')
    await alert.getByText('2 revoked, 3 not tried').waitFor()
    expect(await alert.textContent()).toMatch(/It was stopped before t\d, t\d and t\d\./)
    expect(await barriers(page)).toEqual([])
    expect(sent()).toBe(2)
    expect(await activeTokens(account)).toBe(3)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('group', { name: 'Selected: Database tokens' }).getByText('3 selected').waitFor()
    expect(complaints).toEqual([])
  },
)

it('leaving the page stops it as well, says how far it came, and closes nothing of the next page', async () => {
  const { page, letGo, sent, account, complaints } = await revokingFive('Left')
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Databases' }).waitFor()
  await page.getByRole('button', { name: 'Create database' }).click()
  const creating = page.getByRole('dialog', { name: 'Create a database' })
  await creating.waitFor()
  letGo()
  await page.getByText('2 revoked, 3 not tried.').waitFor()
  await creating.waitFor()
  expect(sent()).toBe(2)
  expect(await activeTokens(account)).toBe(3)
  expect(complaints).toEqual([])
})

it('tells of each that is refused, also where two are called the same', async () => {
  const account = await gateway.account('Alike')
  const { admin } = account
  const ids: string[] = []
  for (let at = 0; at < 2; at++) {
    const { token } = await createToken(admin, account, { description: 'alike' })
    ids.push(token.id)
  }
  await createToken(admin, account, { description: 'other' })
  const { page, goto, complaints } = await visitAs(browser, gateway, admin)
  await goto('/database-tokens')
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  for (const id of ids) await admin.run(updateDocument, { input: { id, description: 'changed' } })
  await page.getByRole('button', { name: 'Revoke' }).click()
  const dialog = page.getByRole('dialog', { name: 'Revoke 3 tokens' })
  await expect.poll(() => dialog.getByText('alike would be refused: It has changed').count()).toBe(2)
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  const alert = dialog.getByRole('alert')
  await alert.getByText('1 revoked, 2 refused').waitFor()
  expect(await alert.getByRole('listitem').count()).toBe(2)
  expect(complaints).toEqual([])
})

it('deactivates those who are active, and reactivates those who are not', async () => {
  const account = await gateway.account('Half')
  const { id } = await account.join('p1@example.com', ['member'])
  await account.join('p2@example.com', ['member'])
  await account.admin.run(
    'mutation ($id: ID!) { updateUser(input: { id: $id, status: DEACTIVATED }) { user { id } } }',
    {
      id,
    },
  )
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/users?search=p')
  await page.getByRole('checkbox', { name: 'Select p1' }).click()
  await page.getByRole('checkbox', { name: 'Select p2' }).click()
  await page.getByRole('button', { name: 'Reactivate', exact: true }).click()
  const reactivating = page.getByRole('dialog', { name: 'Reactivate 1 user' })
  await reactivating.getByText('p1@example.com').waitFor()
  await reactivating.getByRole('button', { name: 'Cancel' }).click()
  await reactivating.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const deactivating = page.getByRole('dialog', { name: 'Deactivate 1 user' })
  await deactivating.getByText('p2@example.com').first().waitFor()
  await deactivating.getByRole('button', { name: 'Deactivate' }).click()
  await page.getByText('1 deactivated.').waitFor()
  const { users } = await account.admin.run('{ users { nodes { email status } } }')
  expect(users.nodes).toEqual([
    { email: 'ada@example.com', status: 'ACTIVE' },
    { email: 'p1@example.com', status: 'DEACTIVATED' },
    { email: 'p2@example.com', status: 'DEACTIVATED' },
  ])
  expect(complaints).toEqual([])
})

it('shows the groups of an account with more than a page of them, and takes nobody out of those', async () => {
  const account = await gateway.account('Many groups')
  const kim = await account.join('kim@example.com', ['member'])
  for (let at = 100; at < 199; at++) await customGroup(gateway, account, `crowd-${at}`, { grants: [] })
  await customGroup(gateway, account, 'zz-last', { grants: [] }, kim)
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/users')
  await page.getByRole('checkbox', { name: 'Select kim' }).click()
  await page.getByRole('button', { name: 'Change groups' }).click()
  await page.getByRole('menuitem', { name: 'Several groups…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the groups of 1 user' })
  await dialog.getByRole('checkbox', { name: 'zz-last', checked: true }).waitFor()
  await dialog.getByRole('checkbox', { name: 'Auditor' }).check()
  await dialog.getByRole('button', { name: 'Change the groups' }).click()
  await page.getByText('1 changed.').waitFor()
  const { user } = await account.admin.run('query ($id: ID!) { user(id: $id) { groups { key } } }', { id: kim.id })
  expect(user.groups.map(({ key }: { key: string }) => key).sort()).toEqual(['auditor', 'member', 'zz-last'])

  await goto('/groups')
  // Member is beyond the first hundred by its key.
  const matrix = page.getByRole('table', { name: 'Permissions of each group' })
  await expect
    .poll(() => matrix.getByRole('columnheader').allTextContents())
    .toEqual(['Resource', 'Adminyours', 'Auditor', 'Member'])
  expect(complaints).toEqual([])
})
