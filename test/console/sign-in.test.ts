import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { gatewayForTest } from '../gateway.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { openBrowser, signIn, visit, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('signs in with address and password, shows the account, and signs out again', async () => {
  const { page, goto, complaints, foreignRequests } = await visit(browser, gateway)
  await goto('/')
  await signIn(page, account.admin.email)
  await page.getByRole('heading', { level: 1, name: 'Example Inc' }).waitFor()
  await page.getByRole('heading', { name: 'Recent events' }).waitFor()

  await page.getByRole('button', { name: 'Ada', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()

  await page.getByRole('heading', { name: 'Sign in to Clustergate' }).waitFor()
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('says in the gateway’s words that a password is wrong, and keeps what was typed', async () => {
  const { page, goto } = await visit(browser, gateway)
  await goto('/')
  await signIn(page, account.admin.email, 'not the Password 1')
  await expect(page.getByRole('alert').textContent()).resolves.toMatch(
    /The address, the password or the account is wrong/,
  )
  expect(await page.getByLabel('E-mail').inputValue()).toBe(account.admin.email)
})

it('lets a person with several accounts under one address say which', async () => {
  const other = await gateway.account('Other Inc')
  const { page, goto } = await visit(browser, gateway)
  await goto('/')
  await page.getByRole('button', { name: 'My e-mail address has several accounts' }).click()
  await page.getByLabel('Account ID').fill(other.id)
  await signIn(page, other.admin.email)
  await page.getByRole('heading', { level: 1, name: 'Other Inc' }).waitFor()
})

it('shows a Member only what a Member may see', async () => {
  const mel = await account.join('mel@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, mel)
  await goto('/')
  await page.getByRole('heading', { name: 'Connect' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Recent events' }).count()).toBe(0)
  expect(await page.getByRole('link', { name: /Pending invitations/ }).count()).toBe(0)
  expect(complaints).toEqual([])
})

it('asks for the password when the viewer may do more, over the page as it is, and then shows more', async () => {
  const kim = await account.join('kim@example.com', ['member'])
  const { page, goto } = await visitAs(browser, gateway, kim)
  await goto('/databases')
  await page.getByLabel('Search').fill('typed')

  await account.admin.run('mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { id } } }', {
    input: { userId: kim.id, groupIds: [account.groupIds.auditor, account.groupIds.member] },
  })
  await page.evaluate('dispatchEvent(new Event("focus"))')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.getByText('your groups now grant more').waitFor()
  await dialog.getByRole('textbox', { name: 'Password' }).fill(kim.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()

  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Audit' }).waitFor()
  expect(await page.getByLabel('Search').inputValue()).toBe('typed')
})

it('says that the session of a page that nobody touches is about to end, and a click makes it last', async () => {
  const { page, goto } = await visitAs(browser, gateway, await account.join('ida@example.com', ['admin']))
  await page.clock.install()
  await goto('/invitations/new')
  await page.getByLabel('Addresses').fill('somebody@example.com')
  // What was done until here keeps the session alive once more, and nothing after it does.
  await Promise.all([page.waitForResponse(/graphql/), page.clock.fastForward(minute)])
  gateway.advance(58 * minute)
  await page.clock.fastForward(57 * minute)
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await page.getByRole('button', { name: 'Stay signed in' }).waitFor({ state: 'detached' })
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(await page.getByLabel('Addresses').inputValue()).toBe('somebody@example.com')
})

it('asks for the password where no session may last longer, until it has it, however often one looks away', async () => {
  const own = await gatewayForTest({ environment: { CLUSTERGATE_SESSION_MAX: '1h' } })
  const uma = await (await own.account()).join('uma@example.com', ['admin'])
  const { page, goto } = await visitAs(browser, own, uma)
  await page.clock.install()
  await goto('/invitations/new')
  await page.getByLabel('Addresses').fill('somebody@example.com')
  own.advance(56 * minute)
  await page.clock.fastForward(56 * minute)
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  const password = page.getByRole('dialog', { name: 'Stay signed in' }).getByRole('textbox', { name: 'Password' })
  await password.fill(uma.password)
  await Promise.all([page.waitForResponse(/graphql/), page.evaluate('dispatchEvent(new Event("focus"))')])
  await password.press('Enter')

  await password.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Stay signed in' }).waitFor({ state: 'detached' })
  expect(await page.getByLabel('Addresses').inputValue()).toBe('somebody@example.com')
})

it('leads past the menu without leaving the page', async () => {
  const { page, goto } = await visitAs(browser, gateway, await account.join('max@example.com', ['admin']))
  await goto('/users?search=max')
  await page.getByRole('link', { name: 'max', exact: true }).waitFor()
  await page.evaluate('globalThis.isKept = true')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('content')
  expect(await page.evaluate('globalThis.isKept')).toBe(true)
  expect(new URL(page.url()).search).toBe('?search=max')
})

it('asks for the password over the page when the session has ended, and goes on', async () => {
  const lee = await account.join('lee@example.com', ['admin'])
  const { page, goto } = await visitAs(browser, gateway, lee)
  await goto('/')
  await page.getByRole('heading', { name: 'Connect' }).waitFor()

  gateway.advance(61 * minute)
  await page.evaluate('dispatchEvent(new Event("focus"))')
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.waitFor()
  expect(await dialog.getByLabel('E-mail').inputValue()).toBe('lee@example.com')
  await dialog.getByRole('textbox', { name: 'Password' }).fill(lee.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()

  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Connect' }).waitFor()
})

it('works at 375 pixels: nothing is wider than the screen, and the menu opens', async () => {
  const { admin } = await gateway.account('Small Inc')
  const { page, goto } = await visitAs(browser, gateway, admin, { width: 375, colorScheme: 'dark' })
  await goto('/')
  await page.getByRole('heading', { name: 'Recent events' }).waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Overview' }).waitFor()
})

it('opened at an address that is not the public URL, says CLUSTERGATE_PUBLIC_URL in the place of the sign-in page', async () => {
  const elsewhere = await gatewayForTest({ environment: { CLUSTERGATE_PUBLIC_URL: 'https://gateway.example.com' } })
  const { page } = await visit(browser, elsewhere)
  // The page completes its files with the path of the public URL, which is the root here.
  await page.goto('/')
  await page.getByText('CLUSTERGATE_PUBLIC_URL').waitFor()
  expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0)
})
