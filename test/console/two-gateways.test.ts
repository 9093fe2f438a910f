import { expect, it, onTestFinished } from 'vitest'
import { gatewayForTest } from '../gateway.ts'
import { openBrowser, signIn, visit } from './browser.ts'

it('a person who opens a second gateway of the same host stays signed in to the first', async () => {
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const [first, second] = await Promise.all([gatewayForTest(), gatewayForTest()])
  const { admin } = await first.account('First Inc')
  const { page, complaints } = await visit(browser, first)
  await page.goto('/')
  await signIn(page, admin.email)
  await page.getByRole('heading', { level: 1, name: 'First Inc' }).waitFor()

  await page.goto(new URL('/', second.url).href)
  await page.getByRole('heading', { name: 'Sign in to Clustergate' }).waitFor()
  await page.goto('/')

  await page.getByRole('heading', { level: 1, name: 'First Inc' }).waitFor()
  expect(complaints).toEqual([])
})
