import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './axe.ts'
import { openBrowser, settled, type Visit, visitAs } from './browser.ts'
import { cast, type Demo, openDemo, type Somebody } from './demo.ts'

let demo: Demo
let browser: Browser

beforeAll(async () => {
  demo = await openDemo()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

const visitDemo = async (somebody: Somebody, width?: number): Promise<Visit> => {
  const visited = await visitAs(browser, demo, await demo.as(somebody), width === undefined ? {} : { width })
  await visited.goto('/')
  await settled(visited.page)
  return visited
}

describe('the menu', () => {
  const lists = (page: Page): Promise<Record<string, string[]>> =>
    page.getByRole('navigation', { name: 'Pages' }).evaluate((menu) => {
      const titled = [...menu.querySelectorAll('ul[aria-labelledby]')].map((list) => [
        menu.querySelector(`[id="${list.getAttribute('aria-labelledby')}"]`)?.textContent,
        [...list.querySelectorAll('a')].map((link) => link.textContent),
      ])
      return Object.fromEntries(titled)
    })

  it('puts the pages under People, Data, Access and Log, and shows nobody a page or a heading that is not theirs', async () => {
    const data = ['Clusters', 'Databases']
    const all = {
      People: ['Users', 'Invitations', 'Groups'],
      Data: data,
      Access: ['Database tokens', 'Management tokens'],
      Log: ['Audit log'],
    }
    expect(await lists((await visitDemo('admin')).page)).toEqual(all)
    expect(await lists((await visitDemo('auditor')).page)).toEqual(all)
    expect(await lists((await visitDemo('member')).page)).toEqual({
      People: ['Groups'],
      Data: data,
      Access: ['Database tokens'],
    })
  })

  it('opens on a telephone, closes on a choice, and marks the page that is open', async () => {
    const { page, complaints } = await visitDemo('admin', 375)
    const databases = page.getByRole('link', { name: 'Databases', exact: true })
    expect(await databases.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu' }).click()
    await databases.click()
    await page.getByRole('heading', { level: 1, name: 'Databases' }).waitFor()
    expect(await databases.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu' }).click()
    expect(await databases.getAttribute('aria-current')).toBe('page')
    expect(complaints).toEqual([])
  })

  it.for([
    ['no-preference', '0.12s'],
    ['reduce', '0s'],
  ] as const)('lets a page arrive by as much motion as is asked for: %s, %s', async ([reducedMotion, duration]) => {
    const { page } = await visitDemo('admin')
    await page.emulateMedia({ reducedMotion })
    const part = "document.querySelector('#content > div').lastElementChild"
    expect(await page.evaluate(`getComputedStyle(${part}).animationDuration`)).toBe(duration)
  })

  it('is passed over by those who use the keyboard', async () => {
    const { page } = await visitDemo('admin')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })
})

describe('the palette', () => {
  const fieldOf = (page: Page) => page.getByRole('combobox', { name: 'Search pages, people, databases and tokens' })
  const open = async (page: Page): Promise<void> => {
    await page.keyboard.press('ControlOrMeta+K')
    await fieldOf(page).waitFor()
  }
  const optionsOf = (page: Page, group: string) =>
    page.getByRole('group', { name: group, exact: true }).getByRole('option')
  const chosen = (page: Page) => page.locator('[role="option"][aria-selected="true"]')

  it('opens what is found by the keyboard alone: pages, people, databases and tokens', async () => {
    const admin = await demo.as('admin')
    const { databases, managementTokens } = await admin.run(
      '{ databases(first: 1) { nodes { name } } managementTokens(first: 1) { nodes { description } } }',
    )
    const database = databases.nodes[0].name as string
    const managementToken = managementTokens.nodes[0].description as string
    const { page, complaints, foreignRequests } = await visitDemo('admin')
    const found = async (text: string, group: string, heading: string) => {
      await open(page)
      await page.keyboard.type(text)
      await optionsOf(page, group).first().waitFor()
      while ((await chosen(page).locator('xpath=ancestor::*[@role="group"]').getAttribute('aria-label')) !== group) {
        await page.keyboard.press('ArrowDown')
      }
      const field = fieldOf(page)
      expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'))
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await field.waitFor({ state: 'detached' })
    }
    await found('audit', 'Pages', 'Audit log')
    await found(cast.member.email, 'People', cast.member.name)
    await found(database, 'Databases', database)
    await found(managementToken, 'Management tokens', managementToken)
    await found('create database token', 'Actions', 'Database tokens')
    await page.getByRole('dialog').waitFor()
    expect(complaints).toEqual([])
    expect(foreignRequests).toEqual([])
  })

  it('offers nobody a page or an action that they may not open', async () => {
    const offered = async (somebody: Somebody) => {
      const { page } = await visitDemo(somebody)
      await page.getByRole('button', { name: 'Search' }).click()
      await fieldOf(page).waitFor()
      const [pages, actions] = [optionsOf(page, 'Pages'), optionsOf(page, 'Actions')]
      return { pages: await pages.count(), actions: await actions.allTextContents() }
    }
    expect(await offered('member')).toEqual({ pages: 6, actions: ['Create a database token'] })
    expect(await offered('auditor')).toEqual({ pages: 10, actions: [] })
    expect((await offered('admin')).actions).toEqual([
      'Invite people',
      'Create a database',
      'Create a database token',
      'Create a management token',
      'Create a group',
    ])
  })

  it('finds nobody for a Member, who may not read users', async () => {
    const { page } = await visitDemo('member')
    await open(page)
    const asked = page.waitForRequest((request) => request.postData()?.includes('query Search') ?? false)
    await page.keyboard.type(cast.admin.email)
    expect(JSON.parse((await asked).postData() ?? '').variables).toMatchObject({ withUsers: false })
    await page.getByText('Nothing found.').waitFor()
  })

  it('keeps out of the way of an open dialog, and gives the focus back', async () => {
    const { page, goto } = await visitDemo('admin')
    const search = page.getByRole('button', { name: 'Search' })
    await search.press('Enter')
    await fieldOf(page).waitFor()
    await page.keyboard.press('Escape')
    await fieldOf(page).waitFor({ state: 'detached' })
    await expect.poll(() => search.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)

    await goto('/databases?dialog=create')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('ControlOrMeta+K')
    expect(await fieldOf(page).count()).toBe(0)
  })

  it.for([1280, 375])('has no barrier and fits a window of %i pixels', async (width) => {
    const { page } = await visitDemo('admin', width)
    await page.getByRole('button', { name: 'Search' }).click()
    await fieldOf(page).fill('a')
    expect(await barriers(page)).toEqual([])
    await fieldOf(page).fill('er')
    await optionsOf(page, 'People').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
  })
})
