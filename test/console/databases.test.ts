import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDatabase, databaseFields, deleteDatabase, readDatabase, updateDatabase } from '../databases/documents.ts'
import { useWorld } from '../world.ts'
import { openBrowser, visitAs } from './browser.ts'

const { gateway, account } = useWorld({ accountName: 'Example Inc' })
let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('an Admin makes a database with a template, changes it, renames it, deletes it by its name, and brings it back', async () => {
  const { page, goto, complaints, foreignRequests } = await visitAs(browser, gateway, account.admin)
  await goto('/databases')
  await page.getByRole('button', { name: 'Create database' }).click()
  const creating = page.getByRole('dialog', { name: 'Create a database' })
  await creating.getByLabel('Name').fill('plants')
  await creating.getByLabel('Cluster').selectOption('primary')
  await creating.getByLabel('Retention').selectOption('90 days')
  await creating.getByLabel('Partition by').selectOption('Tags and time')
  await creating.getByLabel('Part 1: tag').fill('room')
  await creating.getByLabel('Part 2: time').selectOption('Month')
  await creating.getByRole('button', { name: 'Create database' }).click()
  await page.getByRole('heading', { level: 1, name: 'plants' }).waitFor()
  await page.getByText('tag room, month').waitFor()
  await page.getByText('90 days').waitFor()

  await page.getByRole('button', { name: 'Settings plants' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings of plants' })
  await settings.getByLabel('Retention').selectOption('Custom period')
  await settings.getByLabel('Period').fill('36h')
  await settings.getByLabel('Table limit').fill('7')
  await settings.getByRole('button', { name: 'Save' }).click()
  await page.getByText('1 day 12 hours').waitFor()

  await page.getByRole('button', { name: 'Labels plants' }).click()
  const labels = page.getByRole('dialog', { name: 'Labels of plants' })
  await labels.getByLabel('Labels').fill('a team=ops')
  await labels.getByRole('button', { name: 'Save' }).click()
  await labels.getByText('A label key has 1 to 64').waitFor()
  await labels.getByLabel('Labels').fill('team=ops\nstage=test')
  await labels.getByRole('button', { name: 'Save' }).click()
  await page.getByText('team=ops', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Rename plants' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('greenhouses')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('heading', { level: 1, name: 'greenhouses' }).waitFor()

  await page.getByRole('button', { name: 'Delete greenhouses' }).click()
  const deleting = page.getByRole('dialog', { name: 'Delete greenhouses' })
  const confirm = deleting.getByRole('button', { name: 'Delete database' })
  expect(await confirm.isDisabled()).toBe(true)
  await deleting.getByLabel('Type “greenhouses” to confirm').fill('greenhouses')
  await confirm.click()
  await page.getByRole('button', { name: 'Undelete greenhouses' }).click()
  await page.getByText('can be undeleted for 7 days').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Undelete' }).click()
  await page.getByRole('button', { name: 'Settings greenhouses' }).waitFor()

  const { databases } = await account.admin.run(
    '{ databases { nodes { name retentionPeriod maxTables labels { key } partitionTemplate { kind value } } } }',
  )
  expect(databases.nodes).toEqual([
    {
      name: 'greenhouses',
      retentionPeriod: '1d12h',
      labels: [{ key: 'stage' }, { key: 'team' }],
      maxTables: 7,
      partitionTemplate: [
        { kind: 'TAG', value: 'room' },
        { kind: 'TIME', value: '%Y-%m' },
      ],
    },
  ])
  await page.goBack()
  await page.getByRole('link', { name: 'greenhouses' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(complaints).toEqual([])
  expect(foreignRequests).toEqual([])
})

it('what the gateway refuses stands beside its field in its words, which takes the focus; back closes the dialog', async () => {
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto('/databases')
  const opener = page.getByRole('button', { name: 'Create database' })
  await opener.click()
  const dialog = page.getByRole('dialog', { name: 'Create a database' })
  await dialog.getByLabel('Name').fill('iox_mine')
  await dialog.getByLabel('Cluster').selectOption('primary')
  await dialog.getByRole('button', { name: 'Create database' }).click()
  await dialog.getByText('not with `iox_`').waitFor()
  await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('name')
  expect(await dialog.getByLabel('Name').inputValue()).toBe('iox_mine')

  await dialog.getByLabel('Name').fill('mine')
  await dialog.getByLabel('Retention').selectOption('Custom period')
  await dialog.getByLabel('Period').fill('5m')
  await dialog.getByRole('button', { name: 'Create database' }).click()
  await dialog.getByText('A retention period is at least 1h').waitFor()

  await page.goBack()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Create database')
  expect(complaints).toEqual([])
})

it('shows in numbers what a database gets where nothing is chosen, and makes it after its name and Enter', async () => {
  const other = await gateway.account('Numbers')
  const { maxTables, maxColumnsPerTable, retentionPeriod, partitionTemplate } = await createDatabase(other, {
    name: 'by-api',
  })
  const { page, goto, complaints } = await visitAs(browser, gateway, other.admin)
  await goto('/')
  // The second database of somebody: its form begins with the cluster of the first.
  await goto('/databases?dialog=create')
  const creating = page.getByRole('dialog', { name: 'Create a database' })
  await creating.getByLabel('Name').fill('first')
  await creating.getByLabel('Name').press('Enter')
  await creating.getByText('Choose a cluster.').waitFor()
  expect(await creating.getByLabel('Table limit').count()).toBe(0)
  await creating.getByLabel('Cluster').selectOption('secondary')
  expect(await creating.getByLabel('Table limit').inputValue()).toBe('500 tables')
  expect(await creating.getByLabel('Column limit').inputValue()).toBe('250 columns a table')
  expect(await creating.getByLabel('Partition by').locator('option:checked').textContent()).toBe('Day')
  await creating.getByRole('button', { name: 'Create database' }).click()
  await page.getByRole('heading', { level: 1, name: 'first' }).waitFor()

  await goto('/')
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Databases' }).click()
  await page.getByRole('button', { name: 'Create database' }).click()
  await creating.getByLabel('Name').fill('second')
  await creating.getByLabel('Name').press('Enter')
  await page.getByRole('heading', { level: 1, name: 'second' }).waitFor()
  const { databases } = await other.admin.run(
    `{ databases(filter: { search: "second" }) { nodes { ${databaseFields} } } }`,
  )
  expect(databases.nodes).toMatchObject([
    {
      name: 'second',
      maxTables,
      maxColumnsPerTable,
      retentionPeriod,
      partitionTemplate,
      cluster: { name: 'secondary' },
    },
  ])
  expect(complaints).toEqual([])
})

it.for(['null', '{"id":1}', '["cluster_x"]', 'not JSON', '"cluster_of_somebody_else"', '"<img src=x>"'])(
  'takes no notice of a cluster that %s in the browser stands for',
  async (kept) => {
    const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
    await goto('/databases')
    await page.evaluate(`localStorage.setItem('clustergate:${account.admin.id}:cluster', ${JSON.stringify(kept)})`)
    await goto('/databases?dialog=create')
    const creating = page.getByRole('dialog', { name: 'Create a database' })
    expect(await creating.getByLabel('Cluster').locator('option:checked').textContent()).toBe('Choose a cluster')
    expect(complaints).toEqual([])
  },
)

it('offers on the page of a database a token for it, and needs no search for its name', async () => {
  const { id } = await createDatabase(account, { name: 'zz-last' })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${id}?tab=tokens`)
  await page.getByRole('button', { name: 'Create token' }).click()
  const creating = page.getByRole('dialog', { name: 'Create a token for zz-last' })
  await creating.getByLabel('Description').fill('collector')
  await creating.getByRole('checkbox', { name: 'Write zz-last' }).check()
  await creating.getByRole('button', { name: 'Create token' }).click()
  await creating.getByText('/write?db=zz-last').waitFor()
  await creating.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('table').getByText('collector').waitFor()
  expect(complaints).toEqual([])
})

it('an Admin purges a deleted database by its name, before its time', async () => {
  const { id } = await createDatabase(account, { name: 'old' })
  await deleteDatabase(account.admin, { id, name: 'old' })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${id}`)
  await page.getByRole('button', { name: 'Purge old' }).click()
  const purging = page.getByRole('dialog', { name: 'Purge old' })
  await purging.getByLabel('Type “old” to confirm').fill('old')
  await purging.getByRole('button', { name: 'Purge now' }).click()
  await page.getByText('Purged.').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Database not found' }).waitFor()
  expect(await readDatabase(account.admin, id)).toBeNull()
  expect(complaints).toEqual([])
})

it('what was changed since a dialog was opened is left as it is, and said; reloading shows it as it is now', async () => {
  const shared = await gateway.account('Shared')
  const { id } = await createDatabase(shared, { name: 'shared' })
  const { page, goto, complaints } = await visitAs(browser, gateway, shared.admin)
  await goto(`/databases/${id}`)
  await page.getByRole('button', { name: 'Delete shared' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete shared' })
  await dialog.getByLabel('What would happen').waitFor()
  await updateDatabase(shared.admin, { id, maxTables: 77 })
  await dialog.getByLabel(/to confirm/).fill('shared')
  await dialog.getByRole('button', { name: 'Delete database' }).click()
  const alert = dialog.getByRole('alert')
  await alert.getByText('It has changed since you opened this').waitFor()
  await alert.getByRole('button', { name: 'Reload' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('77', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Delete shared' }).click()
  await dialog.getByLabel(/to confirm/).fill('shared')
  await dialog.getByRole('button', { name: 'Delete database' }).click()
  await page.getByRole('button', { name: 'Undelete shared' }).waitFor()
  expect(complaints).toEqual([])
})

it('a link opens the dialog of an action on the page of a database, and back closes it; no other is opened', async () => {
  const { id } = await createDatabase(account, { name: 'linked' })
  const { page, goto, complaints } = await visitAs(browser, gateway, account.admin)
  await goto(`/databases/${id}?dialog=rename`)
  const dialog = page.getByRole('dialog', { name: 'Rename linked' })
  await dialog.getByLabel('Name').fill('renamed')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: 'renamed' }).waitFor()
  expect(new URL(page.url()).search).toBe('')

  await page.getByRole('button', { name: 'Labels renamed' }).click()
  await page.getByRole('dialog', { name: 'Labels of renamed' }).waitFor()
  expect(new URL(page.url()).search).toBe('?dialog=labels')
  await page.goBack()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByRole('heading', { level: 1, name: 'renamed' }).waitFor()

  // It is not deleted: there is nothing to undelete.
  await goto(`/databases/${id}?dialog=undelete`)
  await page.getByRole('button', { name: 'Rename renamed' }).waitFor()
  expect(await page.getByRole('dialog').count()).toBe(0)
  expect(complaints).toEqual([])
})

it('the address holds the search, the status and the page, and back returns to them', async () => {
  const long = await gateway.account('Long list')
  for (let at = 10; at < 33; at++) await createDatabase(long, { name: `d${at}` })
  const { page, goto, complaints } = await visitAs(browser, gateway, long.admin)
  await goto('/databases?search=d')
  await page.getByText('23 in total').waitFor()
  await page.getByRole('link', { name: 'Next' }).click()
  await page.getByRole('link', { name: 'd32' }).click()
  await page.getByRole('heading', { level: 1, name: 'd32' }).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'd32' }).waitFor()
  expect(await page.getByRole('link', { name: 'd10' }).count()).toBe(0)
  await page.getByLabel('Status').selectOption('Deleted')
  await page.getByText('No database matches.').waitFor()
  expect(new URL(page.url()).searchParams.toString()).toBe('search=d&status=DELETED')
  // A filter that is chosen before the search has begun does not undo it.
  await page.getByLabel('Search by name').fill('d1')
  await page.getByRole('button', { name: 'Columns' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.toString()).toBe('status=DELETED&search=d1')
  await goto('/databases?cluster=cluster_none')
  await page.getByText('No database matches.').waitFor()
  expect(complaints).toEqual([])
})

it('a Member and an Auditor see the databases, may change nothing, and read whom to ask', async () => {
  const { id } = await createDatabase(account, { name: 'seen' })
  const people = [
    { person: await account.join('mel@example.com', ['member']), ask: 'Ask somebody of the group Admin.' },
    { person: await account.join('ann@example.com', ['auditor']), ask: 'Ask ada@example.com.' },
  ]
  for (const { person, ask } of people) {
    const { page, goto, complaints } = await visitAs(browser, gateway, person)
    await goto('/databases?dialog=create')
    await page.getByRole('link', { name: 'seen' }).waitFor()
    expect(await page.getByRole('button', { name: /^(Create|Settings|Rename|Delete)/ }).count()).toBe(0)
    expect(await page.getByRole('dialog').count()).toBe(0)
    await goto(`/databases/${id}`)
    await page.getByRole('note').getByText(ask).waitFor()
    expect(await page.getByRole('button', { name: /^(Create|Settings|Rename|Delete)/ }).count()).toBe(0)
    expect(complaints).toEqual([])
  }
})
