import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createToken } from '../database-tokens/documents.ts'
import { scopedPerson } from '../reach/scoped.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const hostile = '<script>document.title=1</script>"\'`'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('an Admin makes a token that works with what it was given, of what they may give, and revokes it', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/management-tokens')
  await page.getByRole('button', { name: 'Create token' }).click()
  const creating = page.getByRole('dialog', { name: 'Create a management token' })
  await creating.getByLabel('Description').fill(hostile)
  expect(await creating.getByRole('checkbox', { name: 'MANAGEMENT_TOKEN_CREATE' }).count()).toBe(0)
  await creating.getByRole('button', { name: 'Create token' }).click()
  await creating.getByRole('alert').getByText('permissions').waitFor()
  await creating.getByRole('checkbox', { name: 'DATABASE_READ' }).check()
  await creating.getByRole('checkbox', { name: 'CLUSTER_READ' }).check()
  await creating.getByLabel('Expires').selectOption('Custom date and time')
  await creating.getByLabel('Expiry date and time, in your time zone').fill('2020-01-01T10:00')
  await creating.getByRole('button', { name: 'Create token' }).click()
  await creating.getByText('A token expires in the future').waitFor()
  await creating.getByLabel('Expires', { exact: true }).selectOption(String(7 * day))
  await creating.getByRole('button', { name: 'Create token' }).click()
  const secret = (await creating.locator('[data-secret]').textContent()) ?? ''
  const { viewer } = await gateway.as(secret).run('{ viewer { permissions } }')
  expect(viewer.permissions.toSorted()).toEqual(['CLUSTER_READ', 'DATABASE_READ'])
  // Going back closes the dialog, and forgets the secret.
  await page.goBack()
  await creating.waitFor({ state: 'detached' })
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('table').getByText(hostile).waitFor()
  await page.getByText(/^in [67] days$/).waitFor()

  await act(page, hostile, 'Revoke')
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('No active tokens yet.').waitFor()
  await expect(gateway.as(secret).run('{ viewer { permissions } }')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  await page.getByLabel('Status').selectOption('Revoked')
  await page.getByRole('table').getByText(hostile).waitFor()
  expect(await page.title()).not.toBe('1')
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('a preset chooses what a program needs, says in words what the token may do, and warns of wide permissions', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/management-tokens?dialog=create')
  const creating = page.getByRole('dialog', { name: 'Create a management token' })
  await creating.getByText('Choose what the program needs').waitFor()
  await creating.getByRole('button', { name: 'Read everything' }).click()
  await creating.getByText('The token may read everything; nothing else, and never more than you').waitFor()
  expect(await creating.getByRole('button', { name: 'Read everything', pressed: true }).count()).toBe(1)
  await creating.getByRole('button', { name: 'Provision databases' }).click()
  // The sentence alone is read aloud when it changes.
  expect(await creating.getByRole('status').textContent()).toMatch(
    /^The token may .*read, create and change databases and tables.* you at that time\.$/,
  )
  const warnings = creating.getByRole('note', { name: 'Wide permissions' })
  await warnings.getByText('It may make tokens that read and write every database.').waitFor()
  expect(await warnings.getByText(/purge/).count()).toBe(0)
  await creating.getByRole('checkbox', { name: 'DATABASE_PURGE' }).check()
  await warnings.getByText('It may purge databases with their data, for good.').waitFor()
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  await page.setViewportSize({ width: 1280, height: 900 })

  await creating.getByRole('button', { name: 'Rotate database tokens' }).click()
  await creating.getByLabel('Description').fill('rotation')
  await creating.getByRole('button', { name: 'Create token' }).click()
  const program = gateway.as((await creating.locator('[data-secret]').textContent()) ?? '')
  const { token } = await createToken(account.admin, account, { description: 'to be rotated' })
  const { rotateDatabaseToken } = await program.run(
    'mutation ($input: RotateTokenInput!) { rotateDatabaseToken(input: $input) { token { description } } }',
    { input: { id: token.id } },
  )
  expect(rotateDatabaseToken).toEqual({ token: { description: 'to be rotated' } })
  expect(complaints).toEqual([])
})

it('a token for managing people invites Members', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/management-tokens?dialog=create')
  const creating = page.getByRole('dialog', { name: 'Create a management token' })
  await creating.getByLabel('Description').fill('people')
  await creating.getByRole('button', { name: 'Manage people' }).click()
  await creating.getByRole('button', { name: 'Create token' }).click()
  const program = gateway.as((await creating.locator('[data-secret]').textContent()) ?? '')
  const { inviteUsers } = await program.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { invitation { email } } } }',
    { input: { invitations: [{ email: 'invited.by.program@example.com', groupKeys: ['member'] }] } },
  )
  expect(inviteUsers.results).toEqual([{ invitation: { email: 'invited.by.program@example.com' } }])
})

it('offers nobody a permission for a token that they lack, and says why', async () => {
  const limited = await scopedPerson(gateway, account, [
    {
      permissions: ['ACCOUNT_READ', 'GROUP_READ', 'MANAGEMENT_TOKEN_READ', 'MANAGEMENT_TOKEN_CREATE', 'DATABASE_READ'],
      on: { account: true },
    },
  ])
  const { page, goto, complaints } = await visitAs(browser, gateway, limited)
  await goto('/management-tokens?dialog=create')
  const creating = page.getByRole('dialog', { name: 'Create a management token' })
  expect(await creating.getByRole('checkbox', { name: 'DATABASE_READ' }).isEnabled()).toBe(true)
  expect(await creating.getByRole('checkbox', { name: 'USER_REMOVE' }).isDisabled()).toBe(true)
  expect(await creating.getByRole('button', { name: 'Read everything' }).isDisabled()).toBe(true)
  await creating.getByRole('button', { name: 'Why not more?' }).click()
  const why = page.getByRole('dialog', { name: 'What you may not do here' })
  await why.getByRole('region', { name: 'remove users' }).getByText('USER_REMOVE').waitFor()
  expect(complaints).toEqual([])
})

it('the tokens stand in the order that is chosen, which the address keeps', async () => {
  const many = await gateway.account('Ordered')
  const create = (description: string, expiresAt: string | null) =>
    many.admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
      { input: { description, expiresAt, permissions: ['DATABASE_READ'] } },
    )
  await create('never ends', null)
  await create('ends later', '2999-01-01T00:00:00Z')
  await create('ends first', '2998-01-01T00:00:00Z')
  const { page, goto, complaints } = await visitAs(browser, gateway, many.admin)
  await goto('/management-tokens')
  await page.getByRole('button', { name: 'Actions for never ends' }).waitFor()
  const descriptions = async () =>
    (await page.getByRole('row').allTextContents())
      .map((row) => /ends (first|later)|never ends/.exec(row)?.[0])
      .filter(Boolean)
  const heading = page.getByRole('columnheader', { name: 'Expires' })
  expect(await heading.getAttribute('aria-sort')).toBe('none')
  await heading.getByRole('button').press('Enter')
  await expect.poll(descriptions).toEqual(['ends first', 'ends later', 'never ends'])
  expect(new URL(page.url()).searchParams.get('order')).toBe('expires')
  expect(await heading.getAttribute('aria-sort')).toBe('ascending')
  await page.reload()
  await page.getByRole('button', { name: 'Actions for never ends' }).waitFor()
  expect(await descriptions()).toEqual(['ends first', 'ends later', 'never ends'])
  await heading.getByRole('button').click()
  await expect.poll(descriptions).toEqual(['never ends', 'ends later', 'ends first'])
  expect(await heading.getAttribute('aria-sort')).toBe('descending')
  expect(complaints).toEqual([])
})

it('an Auditor sees the tokens and may make none; a Member is told that they may not see them', async () => {
  await account.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
    { input: { description: 'seen', permissions: ['DATABASE_READ'] } },
  )
  const auditor = await visitAs(browser, gateway, await account.join('ann@example.com', ['auditor']))
  await auditor.goto('/management-tokens?dialog=create')
  await auditor.page.getByText('seen').waitFor()
  await auditor.page.getByRole('note').getByText('Ask ada@example.com.').waitFor()
  expect(await auditor.page.getByRole('button', { name: /Create|Revoke|Actions for/ }).count()).toBe(0)
  const member = await visitAs(browser, gateway, await account.join('mel@example.com', ['member']))
  await member.goto('/management-tokens')
  await member.page.getByText('You may not see this').waitFor()
  expect(await member.page.getByRole('link', { name: 'Management tokens' }).count()).toBe(0)
  expect([...auditor.complaints, ...member.complaints]).toEqual([])
})
