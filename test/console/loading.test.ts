import type { Browser, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'

const scriptBytesMax = 200_000

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('the overview needs less than 200 kB of scripts, and six questions, the first of which waits for no page', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  const asked: Request[] = []
  page.on('request', (request) => asked.push(request))
  await goto('/')
  await page.getByRole('heading', { name: 'Recent events' }).waitFor()

  await Promise.all(asked.map(async (request) => (await request.response())?.finished()))
  // The form for when the session ends comes seconds after the page, which on a busy machine is not there before.
  const scripts = asked.filter(
    (request) => request.resourceType() === 'script' && !/\/sign-in-(again|form)-/.test(request.url()),
  )
  const sizes = await Promise.all(scripts.map(async (request) => (await request.sizes()).responseBodySize))
  expect(sizes.length).toBeGreaterThan(1)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(scriptBytesMax)
  const questions = asked.flatMap((request) => (request.url().endsWith('/graphql') ? [request.postDataJSON()] : []))
  const [first, ...others] = questions.map(({ operationName }) => operationName)
  expect(first).toBe('Viewer')
  expect(others.sort()).toEqual(['DatabaseTokenUsage', 'FirstRun', 'Overview', 'PeopleCounts', 'ResourceCounts'])
})

it('asks who is there and loads the page at once: neither waits for the other', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  const pageIsAsked = page.waitForRequest(/overview-page.*\.js$/)
  const viewerIsAsked = page.waitForRequest(/\/graphql$/)
  await page.route(/\/graphql$/, async (route) => {
    await pageIsAsked
    await route.continue()
  })
  await page.route(/overview-page.*\.js$/, async (route) => {
    await viewerIsAsked
    await route.continue()
  })
  await goto('/')
  await page.getByRole('heading', { name: 'Recent events' }).waitFor()
})

it('a page is loaded when it is opened, and not before', async () => {
  const { page, goto, requests } = await visitAs(browser, gateway, account.admin)
  await goto('/')
  await page.getByRole('heading', { name: 'Recent events' }).waitFor()
  expect(requests.filter((url) => /accept-page|reset-page|monaco|explorer/.test(url))).toEqual([])
})
