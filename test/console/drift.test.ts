import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compare } from '../clusters/compare.ts'
import { type EmulatedCluster, emulatedCluster } from '../clusters/emulated.ts'
import { createDocument } from '../databases/documents.ts'
import { eventually } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser
let emulated: EmulatedCluster

beforeAll(async () => {
  emulated = await emulatedCluster(gateway, account)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await emulated?.behind.close()
})

const day = 86_400_000_000_000n

const onCluster = (name: string) => emulated.behind.cluster.databases.find((one) => one.name === name)

/** A database of which somebody has changed three settings on its cluster, where the gateway has found them. */
async function changedThere(name: string): Promise<string> {
  const { clusterId } = emulated
  const { createDatabase } = await account.admin.run(createDocument, {
    input: { clusterId, name, retentionPeriod: '30d', maxTables: 200, maxColumnsPerTable: 150 },
  })
  const there = await eventually(async () => onCluster(name))
  Object.assign(there, { retentionPeriod: 7n * day, maxTables: 700n, maxColumnsPerTable: 90n })
  await compare(gateway, account, clusterId)
  return createDatabase.database.id
}

const sidesOf = (page: Page): Locator => page.getByRole('table', { name: 'Differences' })

/** What each setting is here and there, as it is read. */
async function settingsIn(sides: Locator): Promise<Record<string, readonly string[]>> {
  const rows = await sides.locator('tbody tr').all()
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()))
  return Object.fromEntries(texts.map(([setting, ...values]) => [setting, values]))
}

/** Whether the two values of each setting stand beside each other: at one height, that of here on the left. */
async function areBeside(sides: Locator): Promise<boolean> {
  const rows = await sides.locator('tbody tr').all()
  const pairs = await Promise.all(rows.map(async (row) => Promise.all((await row.locator('td').all()).map(boxOf))))
  return pairs.every(([here, there]) => here && there && here.y === there.y && here.x + here.width <= there.x)
}

const boxOf = (cell: Locator) => cell.boundingBox()

const differences = {
  Retention: ['30 days', '7 days'],
  'Table limit': ['200', '700'],
  'Column limit': ['150', '90'],
}

it('what somebody has changed on a cluster stands beside what is here, on a telephone as well, and is restored there', async () => {
  const id = await changedThere('plants')
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${id}`)
  const sides = sidesOf(page)
  await sides.waitFor()
  expect(await sides.getByRole('columnheader').allTextContents()).toEqual(['Setting', 'Here', 'On emulated'])
  expect(await settingsIn(sides)).toEqual(differences)
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [768, 'dark'],
    [375, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    expect(await areBeside(sides), `beside each other at ${width}`).toBe(true)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(await barriers(page), `${width}, ${colorScheme}`).toEqual([])
  }
  await sides.getByRole('button', { name: 'Restore on the cluster' }).click()
  const restoring = page.getByRole('dialog', { name: 'Restore on emulated' })
  await restoring.getByText('Retention: from 7 days to 30 days').waitFor()
  await restoring.getByText('Table limit: from 700 to 200').waitFor()
  await restoring.getByRole('button', { name: 'Restore on the cluster' }).click()
  await page.getByText('Restored on emulated.').waitFor()
  await sides.waitFor({ state: 'detached' })
  expect(onCluster('plants')).toMatchObject({ retentionPeriod: 30n * day, maxTables: 200n, maxColumnsPerTable: 150n })
  expect(complaints).toEqual([])
})

it('what is on the cluster is accepted, with a word on the data that it removes', async () => {
  const id = await changedThere('rooms')
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${id}`)
  await sidesOf(page).getByText('emulated removes data that is older than 7 days already').waitFor()
  await sidesOf(page).getByRole('button', { name: 'Accept from the cluster' }).click()
  const accepting = page.getByRole('dialog', { name: 'Accept from emulated' })
  await accepting.getByText('Column limit: from 150 to 90').waitFor()
  await accepting.getByRole('button', { name: 'Accept from the cluster' }).click()
  await page.getByText('Accepted from emulated.').waitFor()
  await sidesOf(page).waitFor({ state: 'detached' })
  const { database } = await account.admin.run(
    'query ($id: ID!) { database(id: $id) { retentionPeriod maxTables maxColumnsPerTable } }',
    { id },
  )
  expect(database).toEqual({ retentionPeriod: '7d', maxTables: 700, maxColumnsPerTable: 90 })
  expect(onCluster('rooms')).toMatchObject({ retentionPeriod: 7n * day, maxTables: 700n })
  expect(complaints).toEqual([])
})
