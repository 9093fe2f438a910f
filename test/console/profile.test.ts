import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Member, secretOf } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visit, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

const signInAgain = async ({ email, password }: Member, client: string): Promise<string> => {
  const { signIn } = await gateway.anonymous.run(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input: { accountId: account.id, email, password, client } },
  )
  return signIn.accessToken
}

const isSignedIn = (token: string): Promise<boolean> =>
  gateway
    .as(token)
    .run('{ viewer { user { id } } }')
    .then(
      () => true,
      () => false,
    )

it('shows people who they are, what they may do and where to connect, and ends their other sessions', async () => {
  const mel = await account.join('mel@example.com', ['member'])
  const phone = await signInAgain(mel, '<b>phone</b>')
  const others = [await signInAgain(mel, chrome), await signInAgain(mel, 'tablet')]
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, mel)
  await goto('/')
  await page.getByRole('button', { name: 'mel', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Profile' }).click()
  const you = page.getByRole('region', { name: 'You', exact: true })
  expect(await you.textContent()).toMatch(/mel@example.com.*Example Inc.*Member/)
  await page.getByRole('region', { name: 'Connect' }).getByText('https://primary.example.com').waitFor()
  const may = page.getByRole('table', { name: 'What you may do' })
  expect(await may.getByRole('row', { name: 'Database tokens' }).textContent()).toBe('Database tokensread, create')

  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'End the session of Chrome on Linux' }).click()
  await dialog.getByText('This client must sign in again: Chrome on Linux').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'End the session of <b>phone</b>' }).click()
  await dialog.getByText('<b>phone</b>').waitFor()
  await dialog.getByRole('button', { name: 'End session' }).click()
  const sessions = page.getByRole('table', { name: 'Sessions' })
  await sessions.getByText('<b>phone</b>').waitFor({ state: 'detached' })
  expect(await Promise.all([phone, ...others, mel.token].map(isSignedIn))).toEqual([false, true, true, true])

  await page.getByRole('button', { name: 'End all others' }).click()
  await dialog.getByRole('button', { name: 'End all others' }).click()
  await page.getByText('1 in total').waitFor()
  await sessions.getByText('(this session)').waitFor()
  expect(await Promise.all([...others, mel.token].map(isSignedIn))).toEqual([false, false, true])
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('changes the password, saying beside its field what is refused', async () => {
  const kim = await account.join('kim@example.com', ['auditor'])
  const { page, goto } = await visitAs(browser, gateway, kim, { width: 375 })
  await goto('/profile')
  const [current, next] = ['Current password', 'New password'].map((name) => page.getByRole('textbox', { name }))
  const submit = page.getByRole('button', { name: 'Change the password' })
  await current?.fill('not my pass-phrase 1')
  await next?.fill('another Long pass-phrase 8')
  await submit.click()
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('currentPassword')
  expect(await current?.getAttribute('aria-invalid')).toBe('true')

  await current?.fill(kim.password)
  await next?.fill('short')
  await submit.click()
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('newPassword')

  await next?.fill('another Long pass-phrase 8')
  await submit.click()
  await page.getByText('The password is changed.').waitFor()
  expect(await current?.inputValue()).toBe('')
  expect(await isSignedIn(await signInAgain({ ...kim, password: 'another Long pass-phrase 8' }, 'new'))).toBe(true)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
})

it('lets people change their name and their address, which the link in the mail confirms', async () => {
  const lou = await account.join('lou@example.com', ['member'])
  const { page, goto, complaints } = await visitAs(browser, gateway, lou)
  await goto('/profile')
  const dialog = page.getByRole('dialog')
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel('Name').fill('Lou Reed')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const you = page.getByRole('region', { name: 'You', exact: true })
  await you.getByText('Lou Reed').waitFor()

  await page.getByRole('button', { name: 'Change e-mail' }).click()
  await dialog.getByLabel('New address').fill('lou@example.org')
  await dialog.getByRole('textbox', { name: 'Your password' }).fill('not my pass-phrase 1')
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('currentPassword')
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(lou.password)
  await dialog.getByRole('button', { name: 'Send the link' }).click()
  await dialog.getByText('A mail is on its way to lou@example.org').waitFor()
  expect(await you.textContent()).toContain('lou@example.com')
  await you.getByText('lou@example.org').waitFor()

  const [mail] = await mailsTo(gateway, 'lou@example.org')
  const stranger = await visit(browser, gateway)
  await stranger.goto(`/confirm-email#${secretOf(linkIn(mail))}`)
  await stranger.page.getByRole('button', { name: 'Confirm address' }).click()
  await stranger.page.getByText('From now on you sign in as lou@example.org.').waitFor()
  await page.reload()
  await you.getByText('lou@example.org').waitFor()
  expect(await you.textContent()).not.toContain('not confirmed yet')
  expect([...complaints, ...stranger.complaints]).toEqual([])
})

it('lets people leave the account, once they have typed its name', async () => {
  const bo = await account.join('bo@example.com', ['member'])
  const { page, goto } = await visitAs(browser, gateway, bo)
  await goto('/profile')
  await page.getByRole('button', { name: 'Leave' }).click()
  const dialog = page.getByRole('dialog')
  const leave = dialog.getByRole('button', { name: 'Leave' })
  expect(await leave.isDisabled()).toBe(true)
  await dialog.getByLabel('Type “Example Inc” to confirm').fill('Example Inc')
  await leave.click()
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
  expect(await isSignedIn(bo.token)).toBe(false)
})
