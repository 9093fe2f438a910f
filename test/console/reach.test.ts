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
  await goto(`/databases/${databaseId}?tab=reach`)
  const reach = page.getByRole('region', { name: 'Who can reach it' })
  const people = reach.getByRole('list', { name: 'People' }).getByRole('listitem')
  await expect
    .poll(() => people.allTextContents())
    .toEqual([expect.stringMatching(/by Admin$/), 'kimby operators and Member', 'melby Member'])
  expect(await reach.getByRole('list', { name: 'Groups' }).getByRole('listitem').allTextContents()).toEqual([
    'Adminmanages',
    'operatorsmanages',
    'Membermakes tokens',
    'Auditorsees',
  ])
  expect((await reach.getByRole('list', { name: 'Tokens' }).getByRole('listitem').allTextContents()).sort()).toEqual([
    'readssees all',
    'writesingest',
  ])
  await reach.getByText('Manages the database, or writes to it').waitFor()
  // Four memberships, four groups and two tokens.
  expect(await reach.locator('svg[preserveAspectRatio] path').count()).toBe(10)
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  await reach.getByText('by operators and Member').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(complaints).toEqual([])
})

it('names the first people only, leads to the others, and shows the groups of all', async () => {
  const other = await gateway.account('Crowded')
  const id = await createDatabase(other, 'meters')
  for (let at = 0; at < 6; at++) await other.join(`admin${at}@example.com`, ['admin'])
  await other.join('zoe@example.com', ['member'])
  await makeGroup(other.admin, 'office', {
    conditions: { authenticatedWithin: '1h' },
    grants: [{ permissions: ['DATABASE_READ'], on: { databaseIds: [id] } }],
  })
  await makeGroup(other.admin, 'teams', {
    grants: [
      { permissions: ['DATABASE_READ'], on: { databases: { labels: [{ key: 'team', sameAs: 'team' }] } } },
      { permissions: ['DATABASE_UPDATE'], on: { databases: { labels: [{ key: 'stage', anyOf: ['test'] }] } } },
    ],
  })
  await makeGroup(other.admin, 'elsewhere', {
    grants: [{ permissions: ['DATABASE_UPDATE'], on: { databases: { namePrefix: 'other' } } }],
  })
  await other.admin.run(
    'mutation ($input: SetDatabaseLabelsInput!) { setDatabaseLabels(input: $input) { __typename } }',
    { input: { id, labels: [{ key: 'team', value: 'ops' }] } },
  )
  const { page, goto, requests, complaints } = await visitAs(browser, gateway, other.admin)
  await goto(`/databases/${id}?tab=reach`)
  const reach = page.getByRole('region', { name: 'Who can reach it' })
  const people = reach.getByRole('list', { name: 'People' })
  await people.getByRole('link', { name: 'and 2 more' }).waitFor()
  expect(await people.getByRole('listitem').count()).toBe(7)
  expect(await reach.getByRole('list', { name: 'Groups' }).getByRole('listitem').allTextContents()).toEqual([
    'Adminmanages',
    'Membermakes tokens',
    'Auditorsees',
    'officesees, on conditions',
    'teamssees, on conditions',
  ])
  expect(requests.filter((url) => url.endsWith('/graphql')).length).toBeLessThan(20)
  await people.getByRole('link', { name: 'and 2 more' }).click()
  await page.getByRole('link', { name: 'zoe' }).waitFor()
  await page.getByText('8 in total').waitFor()
  expect(await page.getByLabel('Group').locator('option:checked').textContent()).toBe('Admin, 4 more')
  expect(complaints).toEqual([])
})

it('shows a Member the tokens without the people, and says why not more', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, mel)
  await goto(`/databases/${databaseId}?tab=reach`)
  const reach = page.getByRole('region', { name: 'Who can reach it' })
  await reach.getByRole('link', { name: 'ingest' }).waitFor()
  expect(await reach.getByRole('list', { name: 'People' }).count()).toBe(0)
  await reach.getByRole('button', { name: 'Why not see the people?' }).waitFor()
  expect(complaints).toEqual([])
})
