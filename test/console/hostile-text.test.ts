import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { operatorOf } from '../../src/operator/operator.ts'
import { acceptDocument, type Client, password, secretOf } from '../gateway.ts'
import { day } from '../times.ts'
import { useWorld } from '../world.ts'
import { openBrowser, settled, type Visit, visit, visitAs } from './browser.ts'
import { hostileTexts, refusedTexts } from './hostile-text.ts'

const nameLengthMax = 64
const names = hostileTexts.filter((text) => [...text].length <= nameLengthMax)
const [accountName, clusterName, adminName] = names as [string, string, string]
const browserName = '<img src=x onerror=alert(1)>'
const inTenDays = new Date(Date.now() + 10 * day).toISOString()

// Some tests open many pages.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const { gateway } = useWorld()
let browser: Browser
let admin: Client & { readonly token: string }
let userIds: readonly string[]
let groupIds: readonly string[]

/** An account in which everything that takes a text has a hostile one. */
beforeAll(async () => {
  const operator = operatorOf(gateway.app.core)
  const clusters = [{ name: clusterName, url: 'https://primary.example.com' }]
  const { accountId, clusterIds, invitationLink } = await operator.createAccount(
    accountName,
    clusters,
    'ada@example.com',
  )
  const accepted = await gateway.anonymous.run(acceptDocument, {
    input: { secret: secretOf(invitationLink), name: adminName, password },
  })
  const token = accepted.acceptInvitation.accessToken as string
  admin = { ...gateway.as(token), token }
  await operator.importUsers(
    accountId,
    hostileTexts.map((_, at) => ({
      email: `user${at}@example.com`,
      name: `user ${at}`,
      groups: ['member'],
      attributes: [],
    })),
  )
  const { users, groups } = await admin.run(
    '{ users(filter: { search: "user" }, first: 100) { nodes { id } } groups { nodes { id } } }',
  )
  userIds = users.nodes.map(({ id }: { id: string }) => id)
  groupIds = groups.nodes.map(({ id }: { id: string }) => id)
  for (const [at, text] of hostileTexts.entries()) {
    const attributes = [{ key: '__proto__', value: text }]
    await admin.run('mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
      input: { id: userIds[at], attributes, ...(names.includes(text) && { name: text }) },
    })
    await admin.run(
      'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
      { input: { clusterId: clusterIds[0], description: text, permissions: [], expiresAt: inTenDays } },
    )
    await admin.run(
      'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
      { input: { description: text, permissions: ['USER_READ'], expiresAt: inTenDays } },
    )
  }
  await admin.run('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
    input: { email: 'ada@example.com', password, client: browserName },
  })
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** What on a page only such a text can have made: the console has no such elements and attributes of its own. */
const strangers = `[...document.body.querySelectorAll('*')].filter((element) =>
  // The mark of the console.
  !element.src?.startsWith?.(location.origin + '/assets/icon-') &&
  (/^(base|embed|foreignobject|iframe|image|img|link|marquee|math|meta|object|script|source|template|use|video|audio|x|xss)$/i.test(element.localName) ||
  element.getAttributeNames().some((name) =>
    /^on/i.test(name) || (/^(href|src|action|formaction|data)$/i.test(name) && !/^(\\/(?!\\/)|https?:\\/\\/primary|mailto:|#|blob:|\\?)/.test(element.getAttribute(name))))),
).map((element) => element.outerHTML.slice(0, 200))`

/** Opens nothing that a text asks for, and notes what it tried. */
function watch({ page, complaints, foreignRequests }: Visit): () => Promise<void> {
  const ran: string[] = []
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  return async () => {
    await settled(page)
    expect(await page.evaluate(strangers), page.url()).toEqual([])
    expect({ ran, complaints, foreignRequests }, page.url()).toEqual({ ran: [], complaints: [], foreignRequests: [] })
  }
}

/** Goes through a list to its end, and answers with the texts of a column’s cells. */
async function readList(
  { page, goto }: Visit,
  { path, label, column }: Record<'path' | 'label' | 'column', string>,
  harmless: () => Promise<void>,
) {
  const texts: string[] = []
  await goto(path)
  for (;;) {
    await harmless()
    const cells = page.getByRole('table', { name: label }).locator(`td[data-title="${column}"]`)
    const shown = await cells.allInnerTexts()
    texts.push(...shown)
    const next = page.getByRole('link', { name: 'Next' })
    if ((await next.count()) === 0) return texts
    await next.click()
    // The address may change before the rows do.
    const first = async () => (await cells.allInnerTexts())[0]
    await expect.poll(first).toSatisfy((text) => text !== undefined && text !== shown[0])
  }
}

it.for([
  { path: '/users', label: 'Users', column: 'Name', of: names },
  { path: '/database-tokens', label: 'Database tokens', column: 'Description', of: hostileTexts },
  { path: '/management-tokens', label: 'Management tokens', column: 'Description', of: hostileTexts },
])('shows a hundred hostile texts as they were written on $path', async ({ path, label, column, of }) => {
  const visited = await visitAs(browser, gateway, admin)
  const cells = await readList(visited, { path, label, column }, watch(visited))
  const lines = new Set(cells.flatMap((cell) => cell.split('\n')))
  expect(of.filter((text) => !lines.has(text))).toEqual([])
})

it('shows them as text on every other page, and in its dialogs', async () => {
  const visited = await visitAs(browser, gateway, admin)
  const { page, goto } = visited
  const harmless = watch(visited)
  for (const path of [
    '/',
    '/clusters',
    '/profile',
    '/invitations',
    '/invitations/new',
    ...groupIds.map((id) => `/groups/${id}`),
  ]) {
    await goto(path)
    await harmless()
  }
  for (const [at, text] of hostileTexts.entries()) {
    if (at % 20 !== 0 && names.includes(text)) continue
    await goto(`/users/${userIds[at]}?dialog=remove`)
    await page.getByRole('dialog').waitFor()
    await page.getByText(`__proto__=${text}`, { exact: true }).waitFor()
    await harmless()
  }
  await goto('/audit')
  const details = page.getByRole('button', { name: /^Details / })
  await details.first().waitFor()
  for (let at = 0; at < 3; at++) {
    await details.nth(at).click()
    await page
      .getByRole('dialog')
      .getByRole('table', { name: 'What changed' })
      .or(page.getByText('Nothing changed.'))
      .waitFor()
    await harmless()
    await page.keyboard.press('Escape')
  }
})

it('shows them as text to the person invited, and in the fields that an address fills', async () => {
  const { inviteUsers } = await admin.run(
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { link } } }',
    { input: { invitations: [{ email: 'mel@example.com', groupIds: groupIds.slice(0, 1) }] } },
  )
  const stranger = await visit(browser, gateway)
  await stranger.goto(`/accept#${secretOf(inviteUsers.results[0].link)}`)
  await stranger.page.getByText(adminName, { exact: true }).waitFor()
  await stranger.page.getByText(accountName, { exact: true }).waitFor()
  await watch(stranger)()

  const visited = await visitAs(browser, gateway, admin)
  const harmless = watch(visited)
  const search = visited.page.getByLabel('Search by name or e-mail')
  await visited.goto('/users')
  for (const text of hostileTexts.filter((_, at) => at % 10 === 0)) {
    await search.fill(text)
    await visited.page.waitForURL((url) => url.searchParams.get('search') === text)
  }
  await harmless()
  await visited.goto(
    `/users?search=${encodeURIComponent(browserName)}&status=${encodeURIComponent(browserName)}&after=<b>`,
  )
  expect(await search.inputValue()).toBe(browserName)
  await harmless()
})

it('says so beside the name when it would look like another', async () => {
  const { page, goto } = await visitAs(browser, gateway, admin)
  await goto(`/users/${userIds[0]}?dialog=edit`)
  const name = page.getByLabel('Name')
  for (const text of refusedTexts) {
    await name.fill('Ada')
    await page.getByText('A name has 1 to 64 printable characters').waitFor({ state: 'detached' })
    await name.fill(text)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A name has 1 to 64 printable characters').waitFor()
  }
})
