import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { type BuiltInKey, type Member, password } from '../gateway.ts'
import { updateDocument } from '../users/documents.ts'
import { useWorld } from '../world.ts'
import { openBrowser, settled, visit, visitAs } from './browser.ts'
import { addressesIn, dialogs, paths, publicPaths } from './paths.ts'

const widths = [375, 768, 1280]

/** The longest texts that the gateway takes, in one word each, of the widest letter there is. */
const word = (length: number) => 'W'.repeat(length)
const longAddress = (name: string) => `${name}${word(60)}@${Array(3).fill(word(60)).join('.')}.com`

const { gateway, account } = useWorld({ accountName: word(64) })
let browser: Browser
let addressOf: (path: string) => string
const people = {} as Record<BuiltInKey, Member>

beforeAll(async () => {
  const { admin } = account
  people.admin = admin
  people.member = await account.join(longAddress('m'), ['member'])
  people.auditor = await account.join(longAddress('a'), ['auditor'])
  for (const { id } of Object.values(people)) {
    const attributes = [{ key: word(64), value: word(512) }]
    await admin.run(updateDocument, { input: { id, name: word(64), attributes } })
  }
  const databaseId = await createDatabase(account, `a${word(63)}`)
  await admin.run('mutation ($input: CreateTableInput!) { createTable(input: $input) { __typename } }', {
    input: { databaseId, name: `a${word(63)}` },
  })
  await createToken(admin, account, { description: word(512), permissions: [{ action: 'READ', databaseId }] })
  await admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { __typename } }',
    { input: { description: word(512), permissions: ['DATABASE_READ'] } },
  )
  await admin.run('mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { __typename } }', {
    input: { invitations: [{ email: longAddress('i'), groupIds: [account.groupIds.member] }] },
  })
  for (const { email } of Object.values(people)) {
    await gateway.anonymous.run('mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }', {
      input: { email, password, accountId: account.id, client: word(128) },
    })
  }
  browser = await openBrowser()
  addressOf = await addressesIn(admin)
})
afterAll(() => browser?.close())

/** Draws every text wider than any font does, whichever ones this machine has. */
const widen = `
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { letter-spacing: 0.2em !important }')
  document.adoptedStyleSheets.push(sheet)`

/** What reaches beyond the window, or makes a part of the page scroll sideways. */
const overflowing = `[...document.body.querySelectorAll('*')].flatMap((element) => {
  const style = getComputedStyle(element)
  const scrolls = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1
  const isWithin = element.getBoundingClientRect().right <= innerWidth + 1
  const isClipped = !isWithin && (() => {
    for (let around = element.parentElement; around; around = around.parentElement)
      if (getComputedStyle(around).overflowX !== 'visible') return true
    return false
  })()
  return scrolls || !(isWithin || isClipped) ? [element.outerHTML.slice(0, 160)] : []
})`

/** Where a page does not fit, by its path and width. */
async function look(page: Page, path: string, misfits: unknown[]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const needed = await page.evaluate('document.documentElement.scrollWidth')
    const elements = (await page.evaluate(overflowing)) as string[]
    if ((needed as number) > width || elements.length > 0) misfits.push({ path, width, needed, elements })
  }
}

it.for(['admin', 'member', 'auditor'] as const)(
  'shows the %s every page with the longest texts in the widest letters, and nothing beyond the window',
  { timeout: 120_000 },
  async (somebody) => {
    const { page, goto } = await visitAs(browser, gateway, people[somebody])
    await page.addInitScript(widen)
    const misfits: unknown[] = []
    for (const path of somebody === 'admin' ? [...paths, ...dialogs] : paths) {
      await goto(addressOf(path))
      await settled(page)
      if (path.includes('dialog=')) await page.getByRole('dialog').waitFor()
      await look(page, path, misfits)
    }
    expect(misfits).toEqual([])
  },
)

it('shows those who are not signed in as much', async () => {
  const { page, goto } = await visit(browser, gateway)
  await page.addInitScript(widen)
  const misfits: unknown[] = []
  for (const path of publicPaths) {
    await goto('about:blank')
    await goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await look(page, path, misfits)
  }
  expect(misfits).toEqual([])
})
