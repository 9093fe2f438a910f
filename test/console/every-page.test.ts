import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './axe.ts'
import { openBrowser, settled, type Visit, visit, visitAs } from './browser.ts'
import { type Demo, openDemo, type Somebody } from './demo.ts'
import { addressesIn, dialogs, paths, publicPaths, tabs } from './paths.ts'

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
  '/tables/:id': ['admin', 'member', 'auditor'],
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
async function openAll({ page, goto }: Visit, look: (path: string) => Promise<void>) {
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

const themes = ['light', 'dark'] as const
const widths = [1280, 768, 375] as const

interface Look {
  readonly width: (typeof widths)[number]
  readonly colorScheme: (typeof themes)[number]
}

const everyLook: readonly Look[] = widths.flatMap((width) => themes.map((colorScheme) => ({ width, colorScheme })))
/**
 * Each width once, and both themes: for what shares its frame and its parts with pages that are seen in every look. With
 * `EVERY_LOOK=on` before the tests, that is seen in every look, too.
 */
const someLooks: readonly Look[] =
  process.env['EVERY_LOOK'] === 'on'
    ? everyLook
    : [
        { width: 1280, colorScheme: 'light' },
        { width: 768, colorScheme: 'dark' },
        { width: 375, colorScheme: 'light' },
      ]

/** Looks at a page that is open in some ways, and says what does not fit or keeps people from using it. */
async function faultsOf(page: Page, path: string, looks = everyLook): Promise<string[]> {
  const faults: string[] = []
  for (const [at, { width, colorScheme }] of looks.entries()) {
    // Another theme changes nothing but colours.
    const rules = looks[at - 1]?.width === width ? 'colours' : 'all'
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
    const needed: number = await page.evaluate('document.documentElement.scrollWidth')
    if (needed > width) faults.push(`${path} needs ${needed} of ${width} pixels`)
    for (const barrier of await barriers(page, rules)) faults.push(`${path} at ${width}, ${colorScheme}: ${barrier}`)
  }
  await page.setViewportSize({ width: widths[0], height: 900 })
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

it.for(['admin', 'member', 'auditor'] as const)(
  'shows the %s every page, or says why not: at every width, in both themes, without a barrier or a complaint',
  { timeout: 480_000 },
  async (somebody) => {
    const visited = await visitAs(browser, demo, await demo.as(somebody))
    const { page, goto } = visited
    const faults: string[] = []
    const looks = somebody === 'admin' ? everyLook : someLooks
    const look = async (path: string) => void faults.push(...(await faultsOf(page, path, looks)))
    const shown = Object.keys(shownTo).filter((path) => shownTo[path]?.includes(somebody))
    expect(await openAll(visited, look)).toEqual(shown.sort())
    for (const path of somebody === 'admin' ? tabs : []) {
      await goto(addressOf(path))
      await settled(page)
      await page.locator(`[role="tab"][aria-selected="true"][id$="-${path.split('=')[1]}"]`).waitFor()
      faults.push(...(await faultsOf(page, path, someLooks)))
    }
    for (const path of somebody === 'admin' ? dialogs : []) {
      await goto(addressOf(path))
      await settled(page)
      await page.getByRole('dialog').waitFor()
      faults.push(...(await faultsOf(page, path, someLooks)))
    }
    expect(faults).toEqual([])
    expect(visited.complaints).toEqual([])
    expect(visited.foreignRequests).toEqual([])
  },
)

it('puts none before those who are not signed in, at every width and in both themes', async () => {
  const { page, goto, foreignRequests } = await visit(browser, demo)
  for (const path of publicPaths) {
    // An address that differs in its hash only would not be loaded anew.
    await goto('about:blank')
    await goto(path)
    await settled(page)
    expect(await faultsOf(page, path)).toEqual([])
  }
  expect(foreignRequests).toEqual([])
})

it.for(themes)('puts none into the explorer, in the %s theme', async (colorScheme) => {
  const { page, goto, foreignRequests } = await visit(browser, demo, { colorScheme })
  await goto('/explorer')
  await page.getByRole('button', { name: /Execute query/ }).waitFor()
  await page.locator('.view-line').first().waitFor()
  expect(await barriers(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(900)
  expect(foreignRequests).toEqual([])
})
