import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, settled, visitAs } from './browser.ts'
import { type Demo, openDemo } from './demo.ts'
import { addressesIn, paths } from './paths.ts'

let demo: Demo
let browser: Browser

beforeAll(async () => {
  demo = await openDemo()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const pages = ['after', 'before']
const ofTokens = ['search', 'status', 'attention', 'order', ...pages]

/** The parameters of the address that each page reads. */
const read: Readonly<Record<string, readonly string[]>> = {
  '/': [],
  '/users': ['search', 'group', 'status', 'order', ...pages],
  '/users/:id': ['tab', 'dialog'],
  '/invitations': ['search', 'status', 'order', ...pages],
  '/invitations/new': [],
  '/groups': pages,
  '/groups/new': [],
  '/groups/:id/edit': [],
  '/groups/:id': ['dialog', ...pages],
  '/clusters': pages,
  '/clusters/:id': ['dialog'],
  '/databases': ['search', 'status', 'cluster', 'sync', 'order', 'dialog', ...pages],
  '/databases/:id': ['show', 'dialog', 'search', 'status', 'sync', ...pages],
  '/tables/:id': [],
  '/database-tokens': [...ofTokens, 'cluster', 'database', 'sync', 'dialog'],
  '/database-tokens/:id': ['dialog'],
  '/management-tokens': [...ofTokens, 'dialog'],
  '/management-tokens/:id': ['dialog'],
  '/audit': ['search', 'actor', 'action', 'resource', 'outcome', 'period', 'from', 'to', ...pages],
  '/profile': ['dialog'],
}

/** The same of tabs. */
const readInTabs: Readonly<Record<string, readonly string[]>> = {
  '/users/:id?tab=tokens': ['kind', ...pages],
  '/users/:id?tab=sessions': pages,
  '/users/:id?tab=activity': ['events', ...pages],
  '/databases/:id?show=tokens': [...ofTokens, 'sync', 'dialog'],
}

const nonsense = ['abc', 'constructor', '-271821-04-20T00:00:00Z', 'unused-999,,;%00<b>', `${'x'.repeat(2_000)}`]

it('has each page in the table above', () => {
  expect(Object.keys(read).sort()).toEqual([...paths].sort())
})

it('nonsense in the address ends no page: each is shown, or says what is wrong with it', {
  timeout: 240_000,
}, async () => {
  const admin = await demo.as('admin')
  const addressOf = await addressesIn(admin)
  const { page, goto, complaints } = await visitAs(browser, demo, admin)
  const broken: string[] = []
  for (const [path, parameters] of Object.entries({ ...read, ...readInTabs })) {
    const whole = addressOf(path)
    const addresses = parameters.flatMap((parameter) =>
      nonsense.map(
        (value) => `${whole}${whole.includes('?') ? '&' : '?'}${new URLSearchParams({ [parameter]: value })}`,
      ),
    )
    if (addresses.length > 0) await goto(whole)
    for (const address of addresses) {
      await settled(page)
      // The console notices it without being loaded anew.
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)})`)
      await page.locator('.mantine-Skeleton-root, [aria-label="Loading"]').first().waitFor({ state: 'detached' })
      if ((await page.getByRole('heading', { level: 1 }).count()) === 1) continue
      broken.push(address)
      await goto(whole)
    }
  }
  expect(broken).toEqual([])
  // What the gateway refuses is told on the page, and by the browser.
  expect(complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([])
})
