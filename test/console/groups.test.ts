import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
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
  const rowOf = async (permission: string): Promise<string[]> => {
    const row = table.getByRole('row').filter({ has: page.getByText(permission, { exact: true }) })
    return row.getByRole('cell').allTextContents()
  }
  const columns = await table.getByRole('columnheader').allTextContents()
  expect(columns.map((text) => text.replace('yours', ' (yours)'))).toEqual([
    'Permission',
    'Admin',
    'Auditor',
    'Member (yours)',
  ])
  expect(await rowOf('DATABASE_TOKEN_CREATE')).toEqual(['granted', 'not granted', 'granted'])
  expect(await rowOf('AUDIT_READ')).toEqual(['granted', 'granted', 'not granted'])
  expect(await rowOf('USER_REMOVE')).toEqual(['granted', 'not granted', 'not granted'])
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
  await auditor.page.getByRole('link', { name: 'Member' }).click()
  await auditor.page.getByRole('heading', { level: 1, name: 'Member' }).waitFor()
  await auditor.page.getByRole('link', { name: '<script>alert(1)</script>' }).click()
  await auditor.page.getByRole('heading', { level: 1, name: '<script>alert(1)</script>' }).waitFor()

  const member = await visitAs(browser, gateway, kim, { width: 375 })
  await member.goto(`/groups/${account.groupIds.admin}`)
  await member.page.getByRole('note').getByText('Ask somebody of the group').waitFor()
  expect(await member.page.getByText('ada@example.com').count()).toBe(0)
  await member.goto('/groups')
  await member.page.getByRole('table').waitFor()
  expect(await member.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect([...auditor.complaints, ...member.complaints]).toEqual([])
})

it('says that there is no such group, also of one of another account', async () => {
  const other = await gateway.account('Other Inc')
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/groups/${other.groupIds.admin}`)
  await page.getByText('Group not found.').waitFor()
  expect(await page.getByRole('heading', { name: 'Members' }).count()).toBe(0)
})
