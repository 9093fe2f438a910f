import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { makeGroup } from '../groups/custom-groups.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway, account, mel } = useWorld({ accountName: 'Example Inc' })
let browser: Browser
let databaseId: string

beforeAll(async () => {
  browser = await openBrowser()
  databaseId = await createDatabase(account, 'ops-meters')
  await createToken(account.admin, account, {
    description: 'ingest',
    permissions: [{ action: 'WRITE', databaseId }],
  })
  await createToken(account.admin, account, {
    description: 'sees all',
    permissions: [{ action: 'READ', databaseId: '*' }],
  })
  await createToken(account.admin, account, { description: 'sees nothing', permissions: [] })
})
afterAll(() => browser?.close())

it('draws who can reach a database: people by their groups, programs by their tokens, and says it in words', async () => {
  const kim = await account.join('kim@example.com', ['member'])
  const { id } = await makeGroup(account.admin, 'operators', {
    grants: [{ permissions: ['DATABASE_READ', 'DATABASE_UPDATE'], on: { databases: { namePrefix: 'ops-' } } }],
  })
  await account.admin.run('mutation ($input: AddMembershipInput!) { addMembership(input: $input) { __typename } }', {
    input: { userId: kim.id, groupId: id },
  })
  await mel.run('{ viewer { permissions } }')
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${databaseId}?show=reach`)
  const reach = page.getByRole('region', { name: 'Who can reach it' })
  const people = reach.getByRole('list', { name: 'People' }).getByRole('listitem')
  await expect
    .poll(() => people.allTextContents())
    .toEqual([expect.stringMatching(/by Admin$/), 'kimby Member and operators', 'melby Member'])
  expect((await reach.getByRole('list', { name: 'Groups' }).getByRole('listitem').allTextContents()).sort()).toEqual([
    'Adminmanages',
    'Membermakes tokens',
    'operatorsmanages',
  ])
  expect((await reach.getByRole('list', { name: 'Tokens' }).getByRole('listitem').allTextContents()).sort()).toEqual([
    'readssees all',
    'writesingest',
  ])
  // Four memberships, three groups and two tokens.
  expect(await reach.locator('svg[preserveAspectRatio] path').count()).toBe(9)
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  await reach.getByText('by Member and operators').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(complaints).toEqual([])
})

it('names the first people only, with how many more there are', async () => {
  for (let at = 0; at < 7; at++) await account.join(`many${at}@example.com`, ['auditor'])
  const { page, goto, requests } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${databaseId}?show=reach`)
  const people = page.getByRole('region', { name: 'Who can reach it' }).getByRole('list', { name: 'People' })
  await people.getByRole('link', { name: /^and \d+ more$/ }).waitFor()
  expect(await people.getByRole('listitem').count()).toBe(7)
  expect(requests.filter((url) => url.endsWith('/graphql')).length).toBeLessThan(20)
})

it('shows a Member the tokens without the people, and says why not more', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, mel)
  await goto(`/databases/${databaseId}?show=reach`)
  const reach = page.getByRole('region', { name: 'Who can reach it' })
  await reach.getByRole('link', { name: 'ingest' }).waitFor()
  expect(await reach.getByRole('list', { name: 'People' }).count()).toBe(0)
  await reach.getByRole('button', { name: 'Why not see the people?' }).waitFor()
  expect(complaints).toEqual([])
})
