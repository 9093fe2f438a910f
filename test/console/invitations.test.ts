import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { secretOf } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const inviteMany = (emails: readonly string[]) =>
  account.admin.run('mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { email } } }', {
    input: { invitations: emails.map((email) => ({ email, groupIds: [account.groupIds.member] })) },
  })

const statusOf = async (link: string): Promise<string | undefined> => {
  const { invitationPreview } = await gateway.anonymous.run(
    'query ($secret: String!) { invitationPreview(secret: $secret) { status } }',
    { secret: secretOf(link) },
  )
  return invitationPreview?.status
}

it('lets an Admin invite everybody whose address was pasted, and hands over the links where nobody mails them', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/invitations')
  await page.getByRole('link', { name: 'Invite people' }).click()
  await page
    .getByLabel('Addresses')
    .fill('"Example, Bo" <bo@example.com>, cy@example.com;\nBO@example.com ada@example.com')
  await page.getByRole('checkbox', { name: 'Member' }).check()
  await page.getByLabel('Attributes').fill('team=ops')
  await page.getByLabel('Link expires after').fill('3d')
  await page.getByRole('button', { name: 'Invite 3 people' }).click()

  await page.getByRole('heading', { name: '2 of 3 invited' }).waitFor()
  const refused = page.getByRole('table', { name: 'Results' }).getByRole('row', { name: /ada@example.com/ })
  expect(await refused.textContent()).toMatch(/already belongs to a person/)
  expect(await page.getByLabel('Addresses').inputValue()).toBe('ada@example.com')
  await page.getByRole('button', { name: 'Copy the link for cy@example.com' }).click()
  const copied = (): Promise<string> => page.evaluate('navigator.clipboard.readText()')
  await expect.poll(copied).toContain('#cgi_')
  const link = await copied()
  expect(await statusOf(link)).toBe('PENDING')

  await page.getByRole('link', { name: 'All invitations' }).click()
  const row = page.getByRole('row', { name: /cy@example.com/ })
  expect(await row.textContent()).toMatch(/Member.*Pending.*in \d+ days/)
  expect(await page.content()).not.toContain(secretOf(link))

  await page.getByRole('button', { name: 'Resend cy@example.com' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await dialog.getByRole('button', { name: 'Copy the secret' }).click()
  await expect.poll(copied).not.toBe(link)
  const second = await copied()
  expect([await statusOf(link), await statusOf(second)]).toEqual([undefined, 'PENDING'])
  await page.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'detached' })

  await act(page, 'cy@example.com', 'Revoke')
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await row.getByText('Revoked').waitFor()
  expect(await statusOf(second)).toBe('REVOKED')
  expect(await row.getByRole('button').count()).toBe(0)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('offers no group that grants more than one holds, and promises of attributes only that they are shown', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  // Of the groups that there are, only Admin may invite, who hold everything: one permission less than that.
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch()
    const answer = await response.json()
    const { viewer } = answer.data ?? {}
    if (viewer?.permissions) viewer.permissions = viewer.permissions.filter((one: string) => one !== 'AUDIT_READ')
    await route.fulfill({ response, json: answer })
  })
  await goto('/invitations/new')
  await page.getByRole('checkbox', { name: 'Member' }).waitFor()
  for (const [name, isOffered] of [
    ['Member', true],
    ['Auditor', false],
    ['Admin', false],
  ] as const) {
    expect(await page.getByRole('checkbox', { name }).isEnabled(), name).toBe(isOffered)
  }
  expect(await page.getByText('You cannot assign it: it has permissions that you lack.').count()).toBe(2)
  await page.getByText('Groups may depend on them.').waitFor()
})

it('says beside each field, and in the gateway’s words, what is refused', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/invitations/new')
  const addresses = page.getByLabel('Addresses')
  await addresses.fill('dee@example.com\nnobody')
  const invite = page.getByRole('button', { name: 'Invite 2 people' })
  await invite.click()
  await page.getByText('Give at least one group.').waitFor()

  await page.getByRole('checkbox', { name: 'Auditor' }).check()
  await invite.click()
  await page.getByText('“nobody”: An e-mail address is one address').waitFor()
  expect(await addresses.getAttribute('aria-invalid')).toBe('true')

  await addresses.fill('dee@example.com')
  await page.getByLabel('Link expires after').fill('90d')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByText('An invitation lives 1h to 30d.').waitFor()
  expect(await addresses.inputValue()).toBe('dee@example.com')
})

it('keeps page and filter in the address, and finds its way back', async () => {
  await inviteMany(Array.from({ length: 25 }, (_, at) => `many${at}@example.com`))
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/invitations?status=PENDING&search=many')
  const rows = page.getByRole('row', { name: /many\d+@/ })
  const addresses = async (count: number): Promise<string[]> => {
    await rows.nth(count - 1).waitFor()
    const texts = await rows.allTextContents()
    return texts.map((text) => /many\d+/.exec(text)?.[0] ?? '')
  }
  const first = await addresses(20)
  await page.getByText('25 in total').waitFor()
  await page.getByRole('link', { name: 'Next' }).click()
  await rows.nth(19).waitFor({ state: 'detached' })
  const second = await addresses(5)
  expect(new Set([...first, ...second]).size).toBe(25)
  await page.reload()
  expect(await addresses(5)).toEqual(second)
  await page.goBack()
  expect(await addresses(20)).toEqual(first)

  await page.getByLabel('Status', { exact: true }).selectOption('EXPIRED')
  await page.getByText('No invitation matches.').waitFor()
  expect(new URL(page.url()).searchParams.get('status')).toBe('EXPIRED')
  await page.getByRole('button', { name: 'Clear filters' }).click()
  expect(await addresses(20)).toEqual(first)
})

it('shows an Auditor the list without a deed, and a Member neither list nor form', async () => {
  await inviteMany(['eve+b@example.com'])
  const ann = await account.join('ann@example.com', ['auditor'])
  const auditor = await visitAs(browser, gateway, ann)
  await auditor.goto('/invitations')
  await auditor.page.getByRole('row', { name: /eve\+b@example.com/ }).waitFor()
  expect(await auditor.page.getByRole('button', { name: /Resend|Actions for/ }).count()).toBe(0)
  expect(await auditor.page.getByRole('link', { name: 'Invite people' }).count()).toBe(0)
  await auditor.goto('/invitations/new')
  await auditor.page.getByRole('note').getByRole('link', { name: 'ada@example.com' }).waitFor()

  const mel = await account.join('mel@example.com', ['member'])
  const member = await visitAs(browser, gateway, mel, { width: 375 })
  await member.goto('/invitations')
  await member.page.getByRole('note').waitFor()
  expect(await member.page.getByText('eve+b@example.com').count()).toBe(0)
  expect([...auditor.complaints, ...member.complaints]).toEqual([])
})
