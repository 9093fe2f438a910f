import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, secretOf } from '../gateway.ts'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { useWorld } from '../world.ts'
import { openBrowser, signIn, visit, visitAs } from './browser.ts'

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
  await page.getByText('This invitation was revoked. Ask Ada for another.').waitFor()
  expect(await page.getByRole('button', { name: 'Join' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Sign in to Clustergate' }).waitFor()
})

it('a link that was used before says so, and leads on', async () => {
  const ren = await account.join('rea@example.com', ['member'])
  await gateway.anonymous.run(
    'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { ok } }',
    {
      input: { email: ren.email },
    },
  )
  const links = (await mailsTo(gateway, ren.email, 2)).map(linkIn)
  const { pathname, hash } = new URL(links.find((link) => link.includes('/reset#')) ?? '')
  await gateway.anonymous.run(
    'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { accessToken } }',
    {
      input: { secret: hash.slice(1), password: 'another Long phrase 8' },
    },
  )

  const { page, goto, complaints } = await visit(browser, gateway)
  await goto(pathname + hash)
  await page.getByRole('textbox', { name: 'New password' }).fill('a third Long phrase 9')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  await page.getByRole('link', { name: 'Ask for another link' }).click()
  await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor()

  await goto(`/confirm-email${hash}`)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await page.getByRole('heading', { name: 'This link no longer works' }).waitFor()
  expect(await page.getByRole('link', { name: 'Open my profile' }).getAttribute('href')).toBe('/profile')
  expect(complaints).toEqual([])
})

it.each(['/accept', '/reset', '/confirm-email'])('%s without the secret of a link says what helps', async (path) => {
  const { page, goto } = await visit(browser, gateway)
  await goto(path)
  await page.getByText(/Open it in the mail again\./).waitFor()
  await page.getByRole('main').getByRole('link').first().waitFor()
})

it('a table that is not there leads to the databases, and says nothing of whether it ever was', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/tables/table_1')
  await page.getByRole('heading', { level: 1, name: 'Table not found' }).waitFor()
  await page.getByText('it was removed, or is not yours to see').waitFor()
  await page.getByRole('link', { name: 'All databases' }).click()
  await page.waitForURL('**/databases')
  expect(complaints).toEqual([])
})

describe('an address of nothing', () => {
  it.each(['/usrs', '/%zz'])('shows a page that leads on, with and without a session: %s', async (path) => {
    const visitor = await visit(browser, gateway)
    await visitor.goto(path)
    await visitor.page.getByRole('heading', { name: 'Page not found' }).waitFor()
    await visitor.page.getByRole('link', { name: 'Sign in' }).click()
    await visitor.page.getByRole('heading', { name: 'Sign in to Clustergate' }).waitFor()

    const admin = await visitAs(browser, gateway, account.admin)
    await admin.goto(path)
    await admin.page.getByRole('heading', { name: 'Page not found' }).waitFor()
    await admin.page.getByRole('link', { name: 'Go to the overview' }).click()
    await admin.page.getByRole('heading', { level: 1, name: 'Example Inc' }).waitFor()
  })

  it.each([
    ['users', 'User not found', 'All users'],
    ['groups', 'Group not found', 'All groups'],
    ['clusters', 'Cluster not found', 'All clusters'],
    ['databases', 'Database not found', 'All databases'],
    ['database-tokens', 'Token not found', 'All database tokens'],
    ['management-tokens', 'Token not found', 'All management tokens'],
  ])('in %s leads back to the list', async (list, heading, link) => {
    const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
    await goto(`/${list}/nothing_1`)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await page.getByRole('link', { name: link }).click()
    await page.waitForURL(`**/${list}`)
    expect(complaints).toEqual([])
  })
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
