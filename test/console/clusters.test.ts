import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'
import { act } from './rows.ts'

const { gateway } = useWorld()
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('a Member copies what a program needs in order to reach a cluster, and goes on to its databases', async () => {
  const account = await gateway.account('Example Inc')
  const mel = await account.join('mel@example.com', ['member'])
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, mel, { width: 375 })
  await goto('/clusters')
  await page.getByRole('button', { name: 'Copy the URL of secondary' }).click()
  await page.getByText('Copied').waitFor()
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe('https://secondary.example.com')
  await act(page, 'secondary', 'Databases')
  await page.getByRole('heading', { level: 1, name: 'Databases' }).waitFor()
  expect(new URL(page.url()).searchParams.get('cluster')).toBe(account.clusterIds[1])
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})
