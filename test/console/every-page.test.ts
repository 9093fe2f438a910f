import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './axe.ts'
import { openBrowser, settled, type Visit, visit, visitAs } from './browser.ts'
import { type Demo, openDemo, type Somebody } from './demo.ts'
import { addressesIn, dialogs, paths, publicPaths } from './paths.ts'

const phone = 375

let demo: Demo
let browser: Browser
let addressOf: (path: string) => string

beforeAll(async () => {
  demo = await openDemo()
  browser = await openBrowser()
  addressOf = await addressesIn(await demo.as('admin'))
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

/** Who is shown what; the others are told why not. */
const shownTo: Readonly<Record<string, readonly Somebody[]>> = {
  '/': ['admin', 'member', 'auditor'],
  '/users': ['admin', 'auditor'],
  '/users/:id': ['admin', 'auditor'],
  '/invitations': ['admin', 'auditor'],
  '/invitations/new': ['admin'],
  '/groups': ['admin', 'member', 'auditor'],
  '/groups/new': ['admin'],
  '/groups/:id/edit': ['admin'],
  '/groups/:id': ['admin', 'member', 'auditor'],
  '/clusters': ['admin', 'member', 'auditor'],
  '/clusters/:id': ['admin', 'member', 'auditor'],
  '/databases': ['admin', 'member', 'auditor'],
  '/databases/:id': ['admin', 'member', 'auditor'],
  '/database-tokens': ['admin', 'member', 'auditor'],
  '/database-tokens/:id': ['admin', 'member', 'auditor'],
  '/management-tokens': ['admin', 'auditor'],
  '/management-tokens/:id': ['admin', 'auditor'],
  '/audit': ['admin', 'auditor'],
  '/profile': ['admin', 'member', 'auditor'],
}

it('has each page in the table above', () => {
  expect(Object.keys(shownTo).sort()).toEqual([...paths].sort())
})

/** Opens every page, and answers with the paths of those that are not kept from the visitor. */
async function openAll({ page, goto }: Visit, look: (path: string) => Promise<void> = async () => {}) {
  const shown: string[] = []
  for (const path of paths) {
    await goto(addressOf(path))
    await settled(page)
    expect(await page.getByText('This could not be loaded').count(), path).toBe(0)
    if ((await page.getByRole('note').filter({ hasText: 'You may not see this' }).count()) === 0) shown.push(path)
    await look(path)
  }
  return shown.sort()
}

const allShownTo = (somebody: Somebody): string[] =>
  Object.keys(shownTo)
    .filter((path) => shownTo[path]?.includes(somebody))
    .sort()

it.for(['member', 'auditor'] as const)(
  'shows every page to the %s, or says why not, without a complaint of the browser',
  async (somebody) => {
    const visited = await visitAs(browser, demo, await demo.as(somebody))
    expect(await openAll(visited)).toEqual(allShownTo(somebody))
    expect(visited.complaints).toEqual([])
    expect(visited.foreignRequests).toEqual([])
  },
)

const themes = ['light', 'dark'] as const
const widthOf = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth')

it('shows every page and dialog to the Admin without a serious barrier in either theme, and fits a telephone', async () => {
  const visited = await visitAs(browser, demo, await demo.as('admin'))
  const { page, goto } = visited
  const look = async (path: string) => {
    expect(await barriers(page), path).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    expect(await barriers(page, 'colours'), `${path} in the dark`).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: phone, height: 800 })
    expect(await widthOf(page), path).toBeLessThanOrEqual(phone)
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  expect(await openAll(visited, look)).toEqual(allShownTo('admin'))
  for (const path of dialogs) {
    await goto(addressOf(path))
    await settled(page)
    await page.getByRole('dialog').waitFor()
    await look(path)
  }
  expect(visited.complaints).toEqual([])
  expect(visited.foreignRequests).toEqual([])
}, 120_000)

it.for(themes)(
  'puts none before those who are not signed in, nor in the explorer, in the %s theme',
  async (colorScheme) => {
    const { page, goto, foreignRequests } = await visit(browser, demo, { colorScheme })
    for (const path of publicPaths) {
      // An address that differs in its hash only would not be loaded anew.
      await goto('about:blank')
      await goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await barriers(page), path).toEqual([])
    }
    await goto('/explorer')
    await page.getByRole('button', { name: /Execute query/ }).waitFor()
    await page.locator('.view-line').first().waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(900)
    expect(foreignRequests).toEqual([])
  },
)
