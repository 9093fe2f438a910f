import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createToken as createDatabaseToken } from '../database-tokens/documents.ts'
import { makeGroup } from '../groups/custom-groups.ts'
import { behindProxy } from '../sessions/networks.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act, openRowMenu } from './rows.ts'

const { gateway, account, mel } = useWorld({ ...behindProxy, accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** Chooses from the menu of a person’s page. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^More actions on / }).click()
  await page.getByRole('menuitem', { name }).click()
}

const groupsOf = async (id: string): Promise<string[]> => {
  const { user } = await account.admin.run('query ($id: ID!) { user(id: $id) { groups { key } } }', { id })
  return user.groups.map(({ key }: { key: string }) => key)
}

it('lets an Admin find somebody, change who they are and what they may do, and remove them', async () => {
  const kim = await account.join('kim@example.com', ['member'])
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/users')
  const table = page.getByRole('table', { name: 'Users' })
  await table.getByText('mel@example.com').waitFor()
  await page.getByLabel('Search by name or e-mail').fill('kim')
  await table.getByText('mel@example.com').waitFor({ state: 'detached' })
  expect(page.url()).toMatch(/\?search=kim$/)
  await table.getByRole('link', { name: 'kim' }).click()

  await page.getByRole('button', { name: 'Edit' }).click()
  const editing = page.getByRole('dialog', { name: 'Edit the user' })
  await editing.getByLabel('Name').fill('Kim Example')
  await editing.getByLabel('Attributes').fill('team=ops\nsite = Berlin')
  await editing.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Kim Example' }).waitFor()
  await page.getByText('site=Berlin').waitFor()

  await page.getByRole('button', { name: 'Change groups' }).click()
  const groups = page.getByRole('dialog', { name: 'Change the groups' })
  await groups.getByRole('checkbox', { name: 'Member' }).uncheck()
  await groups.getByRole('checkbox', { name: 'Auditor' }).check()
  await groups.getByRole('button', { name: 'Change the groups' }).click()
  await groups.waitFor({ state: 'detached' })
  await page.getByRole('table', { name: 'What Kim Example may do' }).getByRole('link', { name: 'Auditor' }).waitFor()
  expect(await groupsOf(kim.id)).toEqual(['auditor'])

  await choose(page, 'Remove…')
  const removing = page.getByRole('dialog', { name: 'Remove the user?' })
  const button = removing.getByRole('button', { name: 'Remove' })
  expect(await button.isDisabled()).toBe(true)
  await removing.getByLabel(/to confirm/).fill('kim@example.com')
  await button.click()
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  await page.getByText('mel@example.com').waitFor()
  expect(await page.getByText('kim@example.com').count()).toBe(0)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('locks a person out and lets them in again', async () => {
  const lee = await account.join('lee@example.com', ['member'])
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${lee.id}?tab=sessions`)
  await choose(page, 'Deactivate…')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('No active sessions.').waitFor()
  expect(await lee.run('{ viewer { user { id } } }').catch(({ code }) => code)).toBe('UNAUTHENTICATED')

  await choose(page, 'Reactivate…')
  await dialog.getByRole('button', { name: 'Reactivate', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Nothing, as long as they are deactivated.').waitFor({ state: 'detached' })
})

it('removes nobody who was changed since the dialog was opened, before somebody has looked again', async () => {
  const ned = await account.join('ned@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${ned.id}`)
  await choose(page, 'Remove…')
  const dialog = page.getByRole('dialog', { name: 'Remove the user?' })
  await dialog.getByLabel('What would happen').waitFor()
  await account.admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { __typename } }', {
    input: { id: ned.id, name: 'Ned Needed' },
  })
  await dialog.getByLabel(/to confirm/).fill('ned@example.com')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await dialog.getByText('It has changed since you opened this').waitFor()
  await dialog.getByRole('button', { name: 'Reload' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ned Needed' }).waitFor()
  await dialog.waitFor({ state: 'detached' })

  await choose(page, 'Remove…')
  await dialog.getByLabel(/to confirm/).fill('ned@example.com')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  expect(complaints).toEqual([])
})

it('gives a membership with an end and a reason, counts it down, gives it another end, and takes it away', async () => {
  const { id } = await account.join('tom@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${id}`)
  const memberships = page.getByRole('region', { name: 'Memberships' })
  await memberships.getByRole('row', { name: /Member Never/ }).waitFor()

  await memberships.getByRole('button', { name: 'Add to a group' }).press('Enter')
  const adding = page.getByRole('dialog')
  await adding.getByLabel('Group').selectOption('Auditor')
  await adding.getByLabel('Ends').selectOption('In 8 hours')
  await adding.getByLabel('Reason').fill('INC-42 <b>night</b>')
  await adding.getByText('A mail goes to tom@example.com.').waitFor()
  await adding.getByRole('button', { name: 'Add to the group' }).click()
  await adding.waitFor({ state: 'detached' })
  const row = memberships.getByRole('row', { name: 'Auditor' })
  await row.getByText('INC-42 <b>night</b>').waitFor()
  expect(await row.textContent()).toMatch(/ends in (8 hours|7 hours \d+ minutes?).*by hand.*by Ada/i)
  await row.locator('time').first().hover()
  await page.getByRole('tooltip').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  await page.setViewportSize({ width: 1280, height: 900 })

  await act(page, 'Auditor', 'Change')
  const changing = page.getByRole('dialog')
  expect(await changing.getByLabel('Reason').inputValue()).toBe('INC-42 <b>night</b>')
  await changing.getByLabel('Ends').selectOption('In 1 hour')
  await changing.getByRole('button', { name: 'Change the membership' }).click()
  await row.getByText(/ends in (1 hour|\d+ minutes?)$/).waitFor()
  await changing.waitFor({ state: 'detached' })

  // The menu lies below what was said last.
  await (await openRowMenu(page, 'Auditor')).getByRole('menuitem', { name: 'Take out' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Take out' }).click()
  await row.waitFor({ state: 'detached' })
  expect(await groupsOf(id)).toEqual(['member'])
  expect(complaints).toEqual([])
})

it('shows at a glance what somebody may do, by which group, and what limits it', async () => {
  const sam = await account.join('sam@example.com', ['member'])
  const { id } = await makeGroup(account.admin, 'night-shift', {
    conditions: { networks: ['10.0.0.0/8'] },
    grants: [
      { permissions: ['DATABASE_READ', 'DATABASE_UPDATE'], on: { databases: { namePrefix: 'ops-' } } },
      { permissions: ['AUDIT_READ'], on: { account: true } },
    ],
  })
  await account.admin.run('mutation ($input: AddMembershipInput!) { addMembership(input: $input) { __typename } }', {
    input: { userId: sam.id, groupId: id },
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${sam.id}`)
  const table = page.getByRole('table', { name: 'What sam may do' })
  await table.waitFor()
  const rowOf = (resource: string): Promise<string[]> =>
    table
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: resource, exact: true }) })
      .getByRole('cell')
      .allTextContents()
  expect(await table.getByRole('columnheader').allTextContents()).toEqual([
    'Resource',
    'In allnow',
    'Member',
    'night-shiftdoes not count now',
  ])
  // The group does not count: nobody knows from where sam would ask.
  expect(await rowOf('Databases')).toEqual(['read', 'read', 'on some: read, change'])
  expect(await rowOf('Database tokens')).toEqual(['read, create', 'read, create', 'nothing'])
  expect(await rowOf('Audit log')).toEqual(['nothing', 'nothing', 'read'])
  const limits = page.getByRole('list', { name: 'What limits it' })
  expect(await limits.textContent()).toMatch(/night-shift counts: .*10\.0\.0\.0\/8.*ops-.*: read and change databases/)
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(complaints).toEqual([])
})

it('has what somebody created, did and is in tabs, which the address keeps and the arrow keys reach', async () => {
  const tia = await account.join('tia@example.com', ['admin'])
  await createDatabaseToken(tia, account, { description: 'ingest of tia' })
  await tia.run('mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }', {
    input: { description: 'script of tia', permissions: ['DATABASE_READ', 'TABLE_READ'] },
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${tia.id}`)
  const tabs = page.getByRole('tablist', { name: 'More about tia' })
  await tabs.getByRole('tab', { name: 'Memberships', selected: true }).press('ArrowRight')
  await tabs.getByRole('tab', { name: 'Tokens', selected: true }).waitFor()
  const tokens = page.getByRole('table', { name: 'Database tokens that tia created' })
  await tokens.getByRole('row').filter({ hasText: 'ingest of tia' }).getByText('Not reported').waitFor()
  expect(new URL(page.url()).searchParams.get('tab')).toBe('tokens')
  await page.getByText('Management tokens', { exact: true }).last().click()
  const row = page.getByRole('table', { name: 'Management tokens that tia created' }).getByRole('row').nth(1)
  expect(await row.textContent()).toMatch(/script of tia.*read databases and tables/)
  await page.reload()
  await row.waitFor()
  expect(await barriers(page)).toEqual([])
  await tabs.getByRole('tab', { name: 'Activity' }).click()
  const did = page.getByRole('table', { name: 'What tia did' })
  await did.getByRole('row').filter({ hasText: 'tia created the management token script of tia' }).waitFor()
  await page.getByText('What was done to them', { exact: true }).click()
  await page.getByRole('table', { name: 'What was done to tia' }).getByRole('row').nth(1).waitFor()
  await tabs.getByRole('tab', { name: 'Details' }).click()
  await page.getByRole('region', { name: 'Invitation' }).waitFor()
  expect(complaints).toEqual([])
  await account.admin.run('mutation ($id: ID!) { removeUser(id: $id) { id } }', { id: tia.id })
})

it('says beside the field, and in the gateway’s words, what is refused, and keeps what was typed', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${mel.id}?dialog=edit`)
  const attributes = page.getByLabel('Attributes')
  await attributes.fill('a team=ops')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('An attribute key has 1 to 64 letters').waitFor()
  expect(await attributes.getAttribute('aria-invalid')).toBe('true')
  expect(await attributes.inputValue()).toBe('a team=ops')

  await goto(`/users/${account.admin.id}?dialog=groups`)
  await page.getByRole('checkbox', { name: 'Admin' }).uncheck()
  await page.getByRole('checkbox', { name: 'Member' }).check()
  await page.getByText('This is the last active Admin.').waitFor()
  expect(await page.getByRole('button', { name: 'Change the groups' }).last().isDisabled()).toBe(true)
})

it('opens a dialog from the keyboard, closes it by back, and returns the focus to its button', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/users')
  await page.getByRole('link', { name: 'mel' }).press('Enter')
  const button = page.getByRole('button', { name: 'Change groups' })
  const dialog = page.getByRole('dialog', { name: 'Change the groups' })
  for (const close of [() => page.goBack(), () => page.keyboard.press('Escape')]) {
    await button.press('Enter')
    await dialog.getByRole('checkbox', { name: 'Member' }).waitFor()
    expect(page.url()).toMatch(/dialog=groups/)
    await close()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Change groups')
  }
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
})

it('refuses to overwrite what somebody else has changed since the form was opened', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto(`/users/${mel.id}?dialog=edit`)
  const name = page.getByLabel('Name')
  await name.fill('Mel by me')
  await account.admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
    input: { id: mel.id, name: 'Mel by another' },
  })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('It has changed since').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('heading', { level: 1, name: 'Mel by another' }).waitFor()
})

it('shows an Auditor the people and their sessions, offers no change, and names who could help', async () => {
  const ann = await account.join('ann@example.com', ['auditor'])
  const { page, goto, complaints } = await visitAs(browser, gateway, ann)
  await goto(`/users/${account.admin.id}?tab=sessions`)
  await page.getByRole('table', { name: 'Sessions' }).getByRole('row').nth(1).waitFor()
  await page.getByRole('note').getByRole('link', { name: 'ada@example.com' }).waitFor()
  for (const name of ['Edit', 'Change groups', /^More actions/, 'End all', /^End the session/]) {
    expect(await page.getByRole('button', { name }).count()).toBe(0)
  }
  expect(complaints).toEqual([])
})

it('neither offers the list to a Member, nor shows it', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, mel)
  await goto('/users')
  await page.getByRole('note').getByText('Ask somebody of the group Admin').waitFor()
  expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0)
  expect(await page.getByText('ada@example.com').count()).toBe(0)
  expect(complaints).toEqual([])
})

it('shows a name made of markup as text, at 375 pixels, too', async () => {
  const name = '<img src=x onerror=alert(1)>"\'{{7*7}}'
  const { user } = (
    await account.admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id name } } }', {
      input: { id: mel.id, name, attributes: [{ key: 'note', value: '<b>bold</b>' }] },
    })
  ).updateUser
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin, { width: 375 })
  await goto('/users')
  await page.getByRole('link', { name: user.name }).click()
  await page.getByRole('heading', { level: 1, name: user.name }).waitFor()
  await page.getByText('note=<b>bold</b>').waitFor()
  await choose(page, 'Remove…')
  await page.getByRole('dialog').getByText(user.name).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})
