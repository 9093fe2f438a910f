import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { write, writeLastUse } from '../../src/database-tokens/token-usage.store.ts'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { noteCheck } from '../dataplane/checks.ts'
import type { TestAccount } from '../gateway.ts'
import { awayFromMidnight, day } from '../times.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, settled, type Visit, visitAs } from './browser.ts'

const { gateway, account, mel, audrey } = useWorld({ accountName: 'Example Inc' })
let browser: Browser
/** An account in use: with databases, with tokens of both kinds, and with a proxy that tells of their use. */
let busy: TestAccount

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const startOfToday = () => Date.now() - (Date.now() % day)

beforeAll(awayFromMidnight)
beforeAll(async () => {
  browser = await openBrowser()
  busy = await gateway.account('Busy Inc')
  const databaseId = await createDatabase(busy, 'telemetry')
  const permissions = [{ action: 'WRITE', databaseId }]
  const inDays = (days: number) => new Date(Date.now() + days * day + day / 2).toISOString()
  for (let at = 0; at < 10; at++) {
    await createToken(busy.admin, busy, { description: `later ${at}`, permissions, expiresAt: inDays(20 + at) })
  }
  const { token } = await createToken(busy.admin, busy, { description: 'ingest', permissions, expiresAt: inDays(2) })
  await busy.admin.run(
    'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { token { id } } }',
    { input: { description: 'sync of people', permissions: ['USER_READ'], expiresAt: inDays(5) } },
  )
  await noteCheck(gateway, busy)
  const used = { tokenId: token.id, processId: 'one', lastUsedAt: Date.now() }
  await write(gateway.app.core.store.db, busy.id, [
    { ...used, day: startOfToday() - day, reads: 1_000, writes: 20_000, denials: 3 },
    { ...used, day: startOfToday(), reads: 1, writes: 2, denials: 0 },
  ])
})
afterAll(() => browser?.close())

async function open(token: { readonly token: string }): Promise<Visit> {
  const visited = await visitAs(browser, gateway, token)
  await visited.goto('/')
  await settled(visited.page)
  return visited
}

describe('a new account', () => {
  it('is led through its set-up: each step says why, opens where it is done, and ticks itself', async () => {
    const { page, goto, complaints } = await open(account.admin)
    const setUp = section(page, 'Set-up')
    await setUp.getByText('There is a database (not yet)').waitFor()
    expect(await page.getByRole('navigation', { name: 'Counts' }).count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await setUp.getByRole('link', { name: 'Create: There is a database', exact: true }).click()
    await page.getByRole('dialog', { name: 'Create a database' }).waitFor()

    await createDatabase(account, 'telemetry')
    await goto('/')
    await settled(page)
    await setUp.getByRole('link', { name: 'Create: There is a database token' }).waitFor()
    expect(await setUp.getByText('There is a database (not yet)').count()).toBe(0)
    await page
      .getByRole('navigation', { name: 'Counts' })
      .getByRole('link', { name: '1 Database', exact: true })
      .waitFor()
    expect(complaints).toEqual([])
  })

  it('has no step that cannot be done, and no step that is undone by time or by a mail that waits', async () => {
    const other = await gateway.account('Older Inc')
    const visited = await open(other.admin)
    const setUp = section(visited.page, 'Set-up')
    await setUp.getByText('Mail arrives (not yet)').waitFor()
    expect(await setUp.getByText('A program has used a token').count()).toBe(0)

    await other.join('kim@example.com', ['member'])
    await gateway.tasksDone()
    const sent = gateway.db.updateTable('outbox').where('account_id', '=', other.id)
    await sent.set({ status: 'SENT', is_written: 0 }).execute()
    await other.admin.run('mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { __typename } }', {
      input: { invitations: [{ email: 'lou@example.com', groupIds: [other.groupIds.member] }] },
    })
    await gateway.tasksDone()
    await sent.where('recipient', '=', 'lou@example.com').set({ status: 'QUEUED' }).execute()
    const { token } = await createToken(other.admin, other, { description: 'ingest' })
    await noteCheck(gateway, other)
    await visited.goto('/')
    await setUp.getByText('A program has used a token (not yet)').waitFor()
    // A second Admin and a database are missing besides; what is done is counted only.
    await setUp.getByText('4 of 7 done').waitFor()
    expect(await setUp.getByText('Mail arrives').count()).toBe(0)

    const before = { tokenId: token.id, processId: 'one', lastUsedAt: Date.now() - 60 * day }
    const counts = { day: startOfToday() - 60 * day, reads: 0, writes: 5, denials: 0 }
    await write(gateway.app.core.store.db, other.id, [{ ...before, ...counts }])
    await writeLastUse(gateway.app.core.store.db, other.id, [{ ...before, ...counts }])
    await visited.goto('/')
    await setUp.getByText('5 of 7 done').waitFor()
    expect(await setUp.getByText('A program has used a token').count()).toBe(0)
    expect(visited.complaints).toEqual([])
  })

  it('tells others what is missing, and who can do it', async () => {
    const { page } = await open(mel)
    const setUp = section(page, 'Set-up')
    await setUp.getByText('A cluster is connected').waitFor()
    await setUp.getByText('The operator of this gateway does it.').first().waitFor()
    await setUp.getByRole('link', { name: 'Create: There is a database token' }).waitFor()
    expect(await setUp.getByText('There is a second Admin').count()).toBe(0)
    const auditor = await open(audrey)
    await section(auditor.page, 'Set-up').getByText('An Admin or a Member can do it.').waitFor()
    expect(await auditor.page.getByRole('link', { name: /^Create/ }).count()).toBe(0)
  })

  it('leaves the set-up in peace once a person has put it away, in this browser', async () => {
    const { page } = await open(audrey)
    await page.getByRole('button', { name: 'Put away' }).click()
    await section(page, 'Set-up').waitFor({ state: 'detached' })
    await page.reload()
    await section(page, 'Connect').waitFor()
    await settled(page)
    expect(await section(page, 'Set-up').count()).toBe(0)
  })
})

describe('the overview of an account in use', () => {
  it('tells data requests by day: of all days, of one that the arrow keys choose, and as a table', async () => {
    const { page } = await open(busy.admin)
    const chart = section(page, 'Data requests by day')
    const legend = chart.locator('figcaption')
    const told = (text: string) => legend.filter({ hasText: text }).waitFor()
    await told('30 days')
    expect(await legend.textContent()).toBe(
      `30 days (UTC)Reads ${(1_001).toLocaleString()}Writes ${(20_002).toLocaleString()}Denials 3`,
    )
    const chooser = chart.getByRole('slider', { name: 'Day of “Data requests by day”' })
    await chooser.focus()
    await told('Reads 1Writes 2Denials 0')
    await page.keyboard.press('ArrowLeft')
    await told('Denials 3')
    expect(await chooser.getAttribute('aria-valuetext')).toContain('Denials: 3')
    await page.keyboard.press('Tab')
    await told('30 days')
    expect(await chart.getByRole('row').count()).toBe(3)
  })

  it('lists the tokens of both kinds that end soon, the first to end first, and leads to each and to the others', async () => {
    const { page } = await open(busy.admin)
    const ending = section(page, 'Tokens that end soon')
    const names = await ending.getByRole('listitem').getByRole('link').allTextContents()
    expect(names.slice(0, 3)).toEqual(['ingest', 'sync of people', 'later 0'])
    expect(names).toHaveLength(8)
    await ending.getByRole('link', { name: '4 more database tokens' }).click()
    await page.getByText('11 in total').waitFor()
    const rows = page.getByRole('table', { name: 'Database tokens' }).getByRole('row')
    await rows.nth(2).getByRole('link', { name: 'later 0' }).waitFor()
    await rows.nth(1).getByRole('link', { name: 'ingest' }).click()
    await page.getByRole('heading', { level: 1, name: 'ingest' }).waitFor()
  })

  it('tells the latest events as sentences, whose names are links', async () => {
    const { page } = await open(busy.admin)
    const events = section(page, 'Recent events')
    await events.getByRole('link', { name: 'sync of people' }).click()
    await page.getByRole('heading', { level: 1, name: 'sync of people' }).waitFor()
  })

  it('is not reported where no proxy tells', async () => {
    const { page } = await open(account.admin)
    await section(page, 'Data requests by day').getByText('Not reported').waitFor()
  })

  it.each([
    ['light', 1280],
    ['light', 375],
    ['dark', 768],
  ] as const)(
    'has no barrier, and nothing wider than the page, in the %s theme at %i px',
    async (colorScheme, width) => {
      const visited = await visitAs(browser, gateway, busy.admin, { colorScheme, width })
      await visited.goto('/')
      await settled(visited.page)
      await section(visited.page, 'Data requests by day').locator('svg').first().waitFor()
      expect(await barriers(visited.page)).toEqual([])
      expect(await visited.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(visited.complaints).toEqual([])
      expect(visited.foreignRequests).toEqual([])
    },
  )
})
