import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { openBrowser, signIn, visit, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

/** GraphiQL’s button does nothing before its editors are there. */
async function editorsOf(page: Page): Promise<void> {
  for (const part of ['query-editor', 'response']) {
    await page.locator(`.graphiql-${part} .view-line`).first().waitFor({ state: 'attached' })
  }
}

it('runs a query as the user who signs in there, and asks nobody but the gateway', async () => {
  const { page, goto, complaints, foreignRequests } = await visit(browser, gateway)
  await goto('/explorer')
  await editorsOf(page)
  await signIn(page, account.admin.email)
  await page.getByText(`Signed in as ${account.admin.email}`).waitFor()
  await page.getByRole('button', { name: /Execute query/ }).click()
  await page.locator('.graphiql-response').getByText('"ACCOUNT_READ"').waitFor()
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('offers every operation of the SDK as an example that runs, and documents the schema', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/explorer')
  await editorsOf(page)
  await page.getByRole('button', { name: 'Show Examples' }).click()
  await page.getByRole('button', { name: 'Clusters', exact: true }).click()
  await page.getByRole('button', { name: /Execute query/ }).click()
  await page.locator('.graphiql-response').getByText('"primary"').waitFor()

  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await page.getByRole('link', { name: 'Mutation', exact: true }).click()
  await page.getByText('Open to all. Wrong account').or(page.getByText('signIn')).first().waitFor()
  await page.getByRole('button', { name: 'Show History' }).click()
  await page.locator('.graphiql-history-items').getByText('Clusters').waitFor()
  expect(complaints).toEqual([])
})

it('sends a credential of the header editor instead of the cookie', async () => {
  const mel = await account.join('mel@example.com', ['member'])
  const { page, goto } = await visitAs(browser, gateway, account.admin)
  await goto('/explorer')
  await editorsOf(page)
  await page.getByRole('button', { name: 'Headers' }).click()
  await page.locator('.graphiql-editor-tool .monaco-editor:visible').click()
  await page.keyboard.insertText(JSON.stringify({ authorization: `Bearer ${mel.token}` }))
  await page.getByRole('button', { name: /Execute query/ }).click()
  await page.locator('.graphiql-response').getByText('"mel@example.com"').waitFor()
})
