import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, settled, type Visit, visit, visitAs } from './browser.ts'
import { type Demo, openDemo } from './demo.ts'
import { addressesIn, paths } from './paths.ts'
import { drawAlike, openThumbnails, type Thumbnails } from './thumbnail.ts'

/** The part of a page that may look otherwise: its content is left out, but for how long it is. */
const differenceMax = 0.01
/**
 * The same of pages of tokens and invitations: the newest come first, and which these are in the demo, and whether an
 * address among them needs two lines, day and hour decide.
 */
const newestFirstMax = 0.12
const isNewestFirst = (file: string): boolean => /tokens|invitations/.test(file)

const looks = [
  { name: 'wide-light', width: 1280, colorScheme: 'light' },
  { name: 'wide-dark', width: 1280, colorScheme: 'dark' },
  { name: 'narrow-light', width: 375, colorScheme: 'light' },
] as const

/** The pages for those who are not signed in, by the names of their pictures. */
const publicPages = { 'sign-in': '/', forgot: '/forgot', accept: '/accept' } as const

/** `UPDATE_BASELINE=on` before the tests writes the pictures anew: look at them before they are committed. */
const isUpdating = process.env['UPDATE_BASELINE'] === 'on'

let demo: Demo
let browser: Browser
let thumbnails: Thumbnails
let addressOf: (path: string) => string

beforeAll(async () => {
  demo = await openDemo()
  browser = await openBrowser()
  thumbnails = await openThumbnails(browser)
  addressOf = await addressesIn(await demo.as('admin'))
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const fileOf = (path: string, look: string) =>
  `test/console/baseline/${path.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'overview'}.${look}.png`

async function thumbnailOf({ page, goto }: Visit, path: string): Promise<Buffer> {
  await goto(addressOf(path))
  await settled(page)
  await drawAlike(page)
  await page.evaluate('Promise.allSettled(document.getAnimations().map(({ finished }) => finished))')
  return thumbnails.of(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
}

const hint = 'these pages look otherwise: compare each with .seen.png beside it'

/** How much pictures differ from those of the baseline, by their files, as far as that is too much. */
async function differencesOf(seen: Readonly<Record<string, Buffer>>): Promise<Record<string, number>> {
  const differences: Record<string, number> = {}
  for (const [file, now] of Object.entries(seen)) {
    if (isUpdating) writeFileSync(file, now)
    const difference = existsSync(file) ? await thumbnails.difference(readFileSync(file), now) : 1
    if (difference > (isNewestFirst(file) ? newestFirstMax : differenceMax)) {
      writeFileSync(file.replace(/png$/, 'seen.png'), now)
      differences[file] = difference
    }
  }
  return differences
}

describe.each(looks)('$name', ({ name, width, colorScheme }) => {
  it('every page looks as its picture in the baseline', async () => {
    const admin = await demo.as('admin')
    const visited = await visitAs(browser, demo, admin, { width, colorScheme, bypassCSP: true })
    const seen: Record<string, Buffer> = {}
    for (const path of paths) seen[fileOf(path, name)] = await thumbnailOf(visited, path)
    expect(await differencesOf(seen), hint).toEqual({})
  }, 120_000)

  it('every page for those who are not signed in looks as its picture', async () => {
    const visited = await visit(browser, demo, { width, colorScheme, bypassCSP: true })
    const seen: Record<string, Buffer> = {}
    for (const [page, path] of Object.entries(publicPages))
      seen[fileOf(`public-${page}`, name)] = await thumbnailOf(visited, path)
    expect(await differencesOf(seen), hint).toEqual({})
  })
})

it('another page, a page without its menu, and the other theme are told from the baseline', async () => {
  const visited = await visitAs(browser, demo, await demo.as('admin'), { bypassCSP: true })
  const baseline = readFileSync(fileOf('/users', 'wide-light'))
  const differenceOf = async (picture: Buffer) => thumbnails.difference(baseline, picture)
  expect(await differenceOf(await thumbnailOf(visited, '/users'))).toBeLessThan(differenceMax)
  expect(await differenceOf(await thumbnailOf(visited, '/databases'))).toBeGreaterThan(differenceMax)
  await visited.goto('/users')
  await settled(visited.page)
  await drawAlike(visited.page)
  await visited.page.addStyleTag({ content: 'nav { visibility: hidden }' })
  expect(await differenceOf(await thumbnails.of(await visited.page.screenshot()))).toBeGreaterThan(differenceMax)
  expect(await differenceOf(readFileSync(fileOf('/users', 'wide-dark')))).toBeGreaterThan(differenceMax)
})
