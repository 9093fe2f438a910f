import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { password, secretOf } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { useWorld } from '../world.ts'
import { openBrowser, signIn, visit } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

async function invite(email: string): Promise<{ id: string; secret: string }> {
  const { inviteUsers } = await account.admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link invitation { id } } } }',
    { input: { invitations: [{ email, groupIds: [account.groupIds.member] }] } },
  )
  const { link, invitation } = inviteUsers.results[0]
  return { id: invitation.id, secret: secretOf(link) }
}

it('an invitation says who invites and to what, and leads to a session with what is needed to connect', async () => {
  const { secret } = await invite('mel@example.com')
  const { page, goto, requests, complaints, foreignRequests } = await visit(browser, gateway)
  await goto(`/accept#${secret}`)
  for (const fact of ['Example Inc', 'Ada', 'mel@example.com', 'Member']) {
    await page.getByText(fact, { exact: true }).waitFor()
  }
  expect(page.url()).toBe(`${new URL(gateway.url).origin}/accept`)

  await page.getByLabel('Your name').fill('Mel')
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Join' }).click()

  await page.getByRole('heading', { name: 'Welcome' }).waitFor()
  await page.getByText(account.id).waitFor()
  await page.getByRole('button', { name: 'Copy the URL of primary' }).click()
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('https://primary.example.com')
  await page.getByRole('link', { name: 'Go to the overview' }).click()
  await page.getByRole('heading', { level: 1, name: 'Example Inc' }).waitFor()
  expect(requests.filter((url) => url.includes(secret))).toEqual([])
  await page.goBack()
  expect(page.url()).not.toContain(secret)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('says beside the password what is wrong with it', async () => {
  const { secret } = await invite('oma@example.com')
  const { page, goto } = await visit(browser, gateway)
  await goto(`/accept#${secret}`)
  await page.getByLabel('Your name').fill('Oma')
  const input = page.getByRole('textbox', { name: 'Password' })
  await input.fill('short')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByText('A password has 12 to 128 characters.').waitFor()
  expect(await input.getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('Your name').inputValue()).toBe('Oma')
})

it('tells the holder of a revoked invitation so, and offers no form', async () => {
  const { id, secret } = await invite('rev@example.com')
  await account.admin.run('mutation ($id: ID!) { revokeInvitation(id: $id) { invitation { id } } }', { id })
  const { page, goto } = await visit(browser, gateway)
  await goto(`/accept#${secret}`)
  await page.getByText('This invitation was revoked. Ask the person who invited you for another.').waitFor()
  expect(await page.getByRole('button', { name: 'Join' }).count()).toBe(0)
})

it('a forgotten password is set anew by the link in the mail', async () => {
  const ren = await account.join('ren@example.com', ['member'])
  const { page, goto, complaints } = await visit(browser, gateway)
  await goto('/')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail').fill(ren.email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByText('If this address is known, a mail with a link is on its way.').waitFor()

  const links = (await mailsTo(gateway, ren.email, 2)).map(linkIn)
  const { pathname, hash } = new URL(links.find((link) => link.includes('/reset#')) ?? '')
  await goto(pathname + hash)
  await page.getByRole('textbox', { name: 'New password' }).fill('another Long phrase 8')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor()
  await page.context().clearCookies()
  await goto('/')
  await signIn(page, ren.email, 'another Long phrase 8')
  await page.getByRole('heading', { level: 1, name: 'Example Inc' }).waitFor()
  expect(complaints).toEqual([])
})
