import type { Browser, Locator, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const isOfList = (request: Request) => request.postData()?.includes('query DatabaseTokens(') ?? false

/** Holds back the next answer with the list: `held` is settled once the gateway has given it, and `letGo` hands it over. */
async function holdList(page: Page): Promise<{ held: Promise<void>; letGo: () => void }> {
  let letGo = () => {}
  let hold = () => {}
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = new Promise<void>((resolve) => {
    hold = resolve
  })
  let isFirst = true
  await page.route('**/graphql', async (route) => {
    if (!isFirst || !isOfList(route.request())) return route.continue()
    isFirst = false
    const response = await route.fetch()
    hold()
    await gone
    // It may have been given up meanwhile.
    await route.fulfill({ response }).catch(() => {})
  })
  return { held, letGo }
}

/** Opens the form for a token, on a page whose list may not be there yet. */
async function openForm(page: Page) {
  await page.getByRole('button', { name: 'Create token' }).click()
  const form = page.getByRole('dialog', { name: 'Create a database token' })
  await form.getByLabel('Cluster').selectOption('primary')
  return form
}

async function createAs(form: Locator, description: string): Promise<void> {
  await form.getByLabel('Description').fill(description)
  await form.getByRole('button', { name: 'Create token' }).click()
  await form.locator('[data-secret]').waitFor()
}

it('a list that was read before a change, and comes after its answer, is read anew', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/database-tokens')
  await page.getByText('No active tokens yet.').waitFor()
  const { held, letGo } = await holdList(page)
  const form = await openForm(page)
  // Each refusal refreshes the list as well, of which the first one is held back.
  for (const description of ['', '\u0007']) {
    await form.getByLabel('Description').fill(description)
    await form.getByRole('button', { name: 'Create token' }).click()
    await form.getByText('A description has 1 to 512').waitFor()
    await held
    await form.getByLabel('Description').fill('x')
    await form.getByText('A description has 1 to 512').waitFor({ state: 'detached' })
  }
  await createAs(form, 'Ingest')
  letGo()
  await form.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('table').getByText('Ingest').waitFor()
})

it('so is a list that comes for the first time, or after a copy of it was shown', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  const first = await holdList(page)
  await goto('/database-tokens?search=late')
  await first.held
  const form = await openForm(page)
  await createAs(form, 'late one')
  first.letGo()
  await form.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('table').getByText('late one').waitFor()

  await page.getByRole('link', { name: 'Databases', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Databases' }).waitFor()
  const second = await holdList(page)
  await page.goBack()
  await page.getByRole('table').getByText('late one').waitFor()
  await second.held
  const again = await openForm(page)
  await createAs(again, 'late two')
  second.letGo()
  await again.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('table').getByText('late two').waitFor()
})

/** Answers each request for the list, by its number from 1 on, with a refusal as of a busy gateway; others go on. */
async function beBusy(page: Page, isBusy: (request: number) => boolean): Promise<() => number> {
  let count = 0
  await page.route('**/graphql', (route) => {
    if (!isOfList(route.request()) || !isBusy(++count)) return route.continue()
    const extensions = { code: 'RATE_LIMITED', retryAfterSeconds: 30 }
    return route.fulfill({ status: 503, json: { errors: [{ message: 'It took too long.', extensions }] } })
  })
  return () => count
}

it('a list that a busy gateway refuses is asked for again, after the pause that it names', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await page.clock.install()
  const asked = await beBusy(page, (request) => request === 1)
  await goto('/database-tokens?search=nothing')
  await page.getByText('It took too long.').waitFor()
  await page.clock.runFor(15_000)
  expect(asked()).toBe(1)
  await page.clock.runFor(25_000)
  await page.getByText('No token matches.').waitFor()
  await page.getByText('It took too long.').waitFor({ state: 'detached' })
})

it('it is asked for three times more at most, and then by the press of a button', async () => {
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await page.clock.install()
  const asked = await beBusy(page, (request) => request <= 4)
  await goto('/database-tokens?search=nothing')
  for (let request = 1; request <= 4; request++) {
    await expect.poll(asked).toBe(request)
    await page.getByText('It took too long.').waitFor()
    await page.clock.runFor(request < 4 ? 45_000 : 600_000)
  }
  expect(asked()).toBe(4)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('No token matches.').waitFor()
})
