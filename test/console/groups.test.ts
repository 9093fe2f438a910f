import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { makeGroup, updateGroup } from '../groups/custom-groups.ts'
import { behindProxy } from '../sessions/networks.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ ...behindProxy, accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** Every permission that the schema knows. */
const vocabulary = (): string[] => {
  const schema = readFileSync('schema/schema.graphql', 'utf8')
  return (
    /^enum Permission \{([\s\S]*?)^\}/m
      .exec(schema)?.[1]
      ?.match(/^ {2}[A-Z_]+$/gm)
      ?.map((line) => line.trim()) ?? []
  )
}

it('shows everybody every permission, and which group grants it', async () => {
  const mel = await account.join('mel@example.com', ['member'])
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, mel)
  await goto('/groups')
  const table = page.getByRole('table', { name: 'Permissions of each group' })
  await table.waitFor()
  const rowOf = (resource: string): Promise<string[]> =>
    table
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: resource, exact: true }) })
      .getByRole('cell')
      .allTextContents()
  const columns = await table.getByRole('columnheader').allTextContents()
  expect(columns.map((text) => text.replace('yours', ' (yours)'))).toEqual([
    'Resource',
    'Admin',
    'Auditor',
    'Member (yours)',
  ])
  expect(await rowOf('Database tokens')).toEqual(['read, create, change, revoke', 'read', 'read, create'])
  expect(await rowOf('Audit log')).toEqual(['read', 'read', 'nothing'])
  expect(await rowOf('Users')).toEqual(['read, change, remove', 'read', 'nothing'])
  expect(await rowOf('Databases')).toEqual(['read, create, change, delete, undelete, purge', 'read', 'read'])
  await page.getByRole('button', { name: 'Show the names for programs' }).click()
  const shown = await table.locator('code').allTextContents()
  expect(shown.sort()).toEqual(vocabulary().sort())
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('shows the members of a group to those who may see people, and explains it to others', async () => {
  const [kim, ann] = [
    await account.join('kim@example.com', ['member']),
    await account.join('ann@example.com', ['auditor']),
  ]
  await account.admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
    input: { id: kim.id, name: '<script>alert(1)</script>' },
  })
  const auditor = await visitAs(browser, gateway, ann)
  await auditor.goto('/groups')
  await auditor.page.getByRole('table', { name: 'Groups' }).getByRole('link', { name: 'Member' }).click()
  await auditor.page.getByRole('heading', { level: 1, name: 'Member' }).waitFor()
  await auditor.page.getByRole('link', { name: '<script>alert(1)</script>' }).click()
  await auditor.page.getByRole('heading', { level: 1, name: '<script>alert(1)</script>' }).waitFor()

  const member = await visitAs(browser, gateway, kim, { width: 375 })
  await member.goto(`/groups/${account.groupIds.admin}`)
  await member.page.getByRole('note').getByText('Ask somebody of the group').waitFor()
  expect(await member.page.getByText('ada@example.com').count()).toBe(0)
  await member.goto('/groups')
  await member.page.getByRole('table', { name: 'Groups', exact: true }).waitFor()
  expect(await member.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect([...auditor.complaints, ...member.complaints]).toEqual([])
})

it('says that there is no such group, also of one of another account', async () => {
  const other = await gateway.account('Other Inc')
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/groups/${other.groupIds.admin}`)
  await page.getByRole('heading', { level: 1, name: 'Group not found' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Members' }).count()).toBe(0)
})

const groupsOf = async (key: string) => {
  const { groups } = await account.admin.run(
    `{ groups(first: 100) { nodes { id key name version conditionsSummary conditions { networks }
      grants { permissions on { summary databases { namePrefix labels { key noneOf } } } } } } }`,
  )
  return groups.nodes.filter((group: { key: string }) => group.key === key)
}

it('an Admin makes a group, and is told in words what it says, and at its field what is wrong with it', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/groups')
  await page.getByRole('link', { name: 'Create group' }).click()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('On <b>call</b>')
  const key = page.getByRole('textbox', { name: 'Key', exact: true })
  expect(await key.inputValue()).toBe('on-b-call-b')
  await key.fill('on-call')
  const networks = page.getByLabel('Networks')
  await networks.fill('10.0.0.0/8\n10.0.0.0/99')
  await page.getByRole('textbox', { name: 'Names of grant 1 begin with' }).fill('ops-')
  await page.getByRole('button', { name: 'Add label to grant 1' }).click()
  const label = page.getByRole('group', { name: 'Label 1 of grant 1' })
  await label.getByLabel('Rule').selectOption('is none of')
  await label.getByText('A database without the label matches, too').waitFor()
  await label.getByLabel('Values').fill('production')
  await page.getByRole('checkbox', { name: 'DATABASE_DELETE' }).check()
  const preview = page.getByRole('region', { name: 'What would happen' })
  await preview.getByText('Complete the form').waitFor()
  const labelKey = label.getByLabel('Key')
  await labelKey.fill('a stage')
  await preview.getByText('It cannot be saved like this').waitFor()

  const create = page.getByRole('button', { name: 'Create group' })
  for (const [wrong, right] of [
    [networks, '10.0.0.0/8'],
    [labelKey, 'stage'],
  ] as const) {
    await create.click()
    await expect.poll(() => wrong.getAttribute('aria-invalid')).toBe('true')
    expect(await wrong.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true)
    await wrong.fill(right)
  }
  await preview.getByText('from 10.0.0.0/8').waitFor()
  await preview.getByText(/ops-.*stage.*production.*: read and delete databases/).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(await groupsOf('on-call')).toEqual([])

  await create.click()
  await page.getByRole('heading', { level: 1, name: 'On <b>call</b>' }).waitFor()
  await page.getByRole('region', { name: 'Details' }).getByText('from 10.0.0.0/8').waitFor()
  expect(await groupsOf('on-call')).toMatchObject([
    {
      name: 'On <b>call</b>',
      conditions: { networks: ['10.0.0.0/8'] },
      grants: [
        {
          permissions: ['DATABASE_READ', 'DATABASE_DELETE'],
          on: { databases: { namePrefix: 'ops-', labels: [{ key: 'stage', noneOf: ['production'] }] } },
        },
      ],
    },
  ])
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('a group can be changed and deleted; what another has changed meanwhile is shown, and the input stays', async () => {
  const grants = [{ permissions: ['DATABASE_READ'], on: { databases: { namePrefix: 'lab-' } } }]
  const { id, version } = await makeGroup(account.admin, 'laboratory', { grants })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/groups/${id}`)
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('region', { name: 'What would happen' }).getByText('Nothing is changed yet.').waitFor()
  await page.getByRole('button', { name: 'Add hours' }).click()
  const zone = page.getByRole('combobox', { name: 'Time zone of hours 1' })
  await zone.fill('Europe/Berlin')
  await zone.press('Tab')
  await account.admin.run(updateGroup, { input: { id, description: 'By another', expectedVersion: version } })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('It has changed since you opened this').waitFor()
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.getByRole('region', { name: 'As somebody else has changed it meanwhile' }).getByText(/lab-/).waitFor()
  expect(await zone.inputValue()).toBe('Europe/Berlin')
  expect(await page.getByText('It has changed since you opened this').count()).toBe(0)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'laboratory' }).waitFor()
  await page.getByText('By another').waitFor()
  expect(await groupsOf('laboratory')).toMatchObject([{ conditionsSummary: 'Mon–Fri 08:00–18:00 Europe/Berlin' }])

  await page.getByRole('button', { name: 'Delete' }).click()
  const deleting = page.getByRole('dialog')
  await deleting.getByLabel(/to confirm/).fill('laboratory')
  await deleting.getByRole('button', { name: 'Delete group' }).click()
  await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor()
  expect(await groupsOf('laboratory')).toEqual([])
  expect(complaints).toEqual([])
})

it('tells while a group is edited how many databases it selects, and how many people gain and lose by it', async () => {
  for (const name of ['ward-one', 'ward-two', 'kitchen']) await createDatabase(account, { name })
  const nurse = await account.join('nurse@example.com', ['member'])
  const grants = [{ permissions: ['DATABASE_READ', 'DATABASE_UPDATE'], on: { databases: { namePrefix: 'ward-' } } }]
  const { id } = await makeGroup(account.admin, 'ward', { grants })
  await account.admin.run('mutation ($input: AddMembershipInput!) { addMembership(input: $input) { __typename } }', {
    input: { userId: nurse.id, groupId: id },
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/groups/${id}/edit`)
  const preview = page.getByRole('region', { name: 'What would happen' })
  await preview.getByText('Nothing is changed yet.').waitFor()
  const told = () => preview.getByRole('list', { name: 'What would happen' }).getByRole('listitem').allTextContents()
  await page.getByRole('checkbox', { name: 'DATABASE_DELETE' }).check()
  await expect.poll(told).toEqual(['2 databases match now.', '1 person gains DATABASE_DELETE.'])
  await page.getByRole('checkbox', { name: 'DATABASE_UPDATE' }).uncheck()
  await expect
    .poll(told)
    .toEqual(['2 databases match now.', '1 person gains DATABASE_DELETE.', '1 person loses DATABASE_UPDATE.'])
  await page.getByRole('textbox', { name: 'Names of grant 1 begin with' }).fill('kitchen')
  await expect.poll(async () => (await told())[0]).toBe('1 database matches now.')
  expect(await barriers(page)).toEqual([])
  // Nothing of it was done.
  expect(await groupsOf('ward')).toMatchObject([{ grants }])
  expect(complaints).toEqual([])
})
