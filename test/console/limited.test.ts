import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkUnreachable } from '../clusters/links/linking.ts'
import { createToken } from '../database-tokens/documents.ts'
import { createDatabase } from '../databases/documents.ts'
import { makeGroup } from '../groups/custom-groups.ts'
import { scopedPerson } from '../reach/scoped.ts'
import { behindProxy } from '../sessions/networks.ts'
import { useWorld } from '../world.ts'
import { barriers } from './axe.ts'
import { openBrowser, settled, visitAs } from './browser.ts'
import { act } from './rows.ts'

const { gateway, account } = useWorld({ ...behindProxy, accountName: 'Example Inc' })
let browser: Browser
let laboratory: { readonly id: string }
let secret: { readonly id: string }

beforeAll(async () => {
  await createDatabase(account, { name: 'ops-meters' })
  laboratory = await createDatabase(account, { name: 'lab-rooms' })
  secret = await createDatabase(account, { name: 'secret' })
  browser = await openBrowser()
})
afterAll(() => browser?.close())

it('shows somebody limited to some databases these, offers for each what they may, and says why not more', async () => {
  const person = await scopedPerson(gateway, account, [
    {
      permissions: ['DATABASE_READ', 'DATABASE_UPDATE', 'DATABASE_DELETE', 'TABLE_READ'],
      on: { databases: { namePrefix: 'ops-' } },
    },
    { permissions: ['DATABASE_READ', 'TABLE_READ'], on: { databaseIds: [laboratory.id] } },
    { permissions: ['GROUP_READ'], on: { account: true } },
  ])
  const { page, goto, complaints } = await visitAs(browser, gateway, person)
  await goto('/')
  await settled(page)
  const menu = page.getByRole('navigation', { name: 'Pages' })
  expect(await menu.getByRole('link').allTextContents()).toEqual(['Overview', 'Groups', 'Databases', 'API explorer'])
  await menu.getByRole('link', { name: 'Databases' }).click()
  const table = page.getByRole('table', { name: 'Databases' })
  await table.getByRole('button', { name: 'Actions for ops-meters' }).waitFor()
  expect(await table.getByRole('link').allTextContents()).toEqual(['lab-rooms', 'ops-meters'])
  expect(await table.getByRole('button', { name: /lab-rooms$/ }).count()).toBe(0)

  await act(page, 'ops-meters', 'Labels')
  const labels = page.getByRole('dialog')
  await labels.getByRole('textbox').fill('team=ops')
  await labels.getByRole('button', { name: 'Save' }).click()
  await labels.waitFor({ state: 'detached' })

  await table.getByRole('link', { name: 'lab-rooms' }).click()
  const why = page.getByRole('button', { name: 'Why not more with lab-rooms?' })
  await why.press('Enter')
  const drawer = page.getByRole('dialog', { name: 'What you may not do with lab-rooms' })
  await drawer.getByRole('region', { name: 'delete it' }).getByText(/ops-/).waitFor()
  expect(await barriers(page)).toEqual([])
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375)
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await expect.poll(() => why.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)
  expect(complaints).toEqual([])
})

it('opens to somebody who may read neither the account nor groups nor clusters', async () => {
  const person = await scopedPerson(gateway, account, [
    { permissions: ['DATABASE_READ', 'DATABASE_TOKEN_READ'], on: { databases: { namePrefix: 'ops-' } } },
  ])
  const { page, goto } = await visitAs(browser, gateway, person)
  for (const path of ['/', '/databases', '/database-tokens', '/profile']) {
    await goto(path)
    await settled(page)
    expect(await page.getByText('This could not be loaded').count(), path).toBe(0)
  }
})

it('says which condition of their own group is not met, and how it would be', async () => {
  const group = await makeGroup(account.admin, 'night-watch', {
    name: '<i>Night watch</i>',
    conditions: { networks: ['10.0.0.0/8'] },
    grants: [{ permissions: ['DATABASE_CREATE'], on: { account: true } }],
  })
  const person = await account.join('ivy@example.com', ['member'])
  await gateway.db
    .insertInto('user_groups')
    .values({ account_id: account.id, user_id: person.id, group_id: group.id })
    .execute()
  const { page, goto, complaints } = await visitAs(browser, gateway, person)
  await goto('/databases')
  await page.getByRole('button', { name: 'Why not create databases?' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('<i>Night watch</i>, on:').waitFor()
  await drawer.getByText(/Needed: .*10\.0\.0\.0\/8.* It is: /).waitFor()
  expect(complaints).toEqual([])
})

it('says of a token that reaches more than they may see why nothing is offered, and where else something is missing', async () => {
  const person = await scopedPerson(gateway, account, [
    {
      permissions: [
        'DATABASE_READ',
        'TABLE_READ',
        'DATABASE_TOKEN_READ',
        'DATABASE_TOKEN_UPDATE',
        'DATABASE_TOKEN_REVOKE',
      ],
      on: { databaseIds: [laboratory.id] },
    },
    {
      permissions: ['CLUSTER_READ', 'GROUP_READ', 'USER_READ', 'SESSION_READ', 'INVITATION_READ'],
      on: { account: true },
    },
  ])
  const read = (databaseId: string) => ({ action: 'READ', databaseId })
  const { token: narrow } = await createToken(account.admin, account, {
    ...{ description: 'narrow', permissions: [read(laboratory.id)] },
  })
  const { token: wide } = await createToken(account.admin, account, {
    ...{ description: 'wide', permissions: [read(laboratory.id), read(secret.id)] },
  })
  const { createTable } = await account.admin.run(
    'mutation ($input: CreateTableInput!) { createTable(input: $input) { table { id } } }',
    { input: { databaseId: laboratory.id, name: 'heat' } },
  )
  const { page, goto, complaints } = await visitAs(browser, gateway, person)
  const drawer = page.getByRole('dialog')
  /** What the drawer behind a button names, each with a reason. */
  const namedBy = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await drawer.waitFor()
    const sections = drawer.getByRole('region')
    for (const section of await sections.all())
      await section
        .getByText(/\bmay\b|\bgrant/)
        .first()
        .waitFor()
    const named = await sections.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')))
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    return named
  }

  await goto(`/database-tokens/${narrow.id}`)
  await page.getByRole('button', { name: 'Revoke' }).waitFor()
  expect(await page.getByRole('button', { name: /^Why not/ }).count()).toBe(0)
  await goto(`/database-tokens/${wide.id}`)
  expect(await namedBy('Why not more with wide?')).toEqual(['change or rotate it', 'revoke it'])
  expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke/ }).count()).toBe(0)

  await goto(`/databases/${laboratory.id}?tab=tokens`)
  expect(await namedBy('Why not create tokens for it?')).toEqual(['create tokens for it'])
  expect(await namedBy('Why not more with lab-rooms?')).toEqual([
    ...['delete it', 'create tables', 'rename its tables', 'delete its tables', 'undelete its tables'],
  ])
  await goto(`/tables/${createTable.table.id}`)
  expect(await namedBy('Why not more with lab-rooms?')).toEqual(['rename this table', 'delete this table'])
  await goto(`/users/${account.admin.id}?tab=sessions`)
  expect(await namedBy('Why not end sessions?')).toEqual(['end sessions'])
  await goto('/invitations')
  expect(await namedBy('Why not more?')).toEqual(['invite people', 'revoke invitations'])
  await linkUnreachable(gateway, account, account.clusterIds[1] as string)
  await goto(`/clusters/${account.clusterIds[1]}`)
  expect(await namedBy('Why not import?')).toEqual(['import'])
  expect(complaints).toEqual([])
})
