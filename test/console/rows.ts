import type { Locator, Page } from 'playwright-core'

/** The menu of a row of a list, opened. */
export async function openRowMenu(page: Page, called: string, within: Page | Locator = page): Promise<Locator> {
  await within.getByRole('button', { name: `Actions for ${called}`, exact: true }).click()
  return page.getByRole('menu')
}

/** Chooses an action from the menu of a row. */
export async function act(page: Page, called: string, action: string): Promise<void> {
  const menu = await openRowMenu(page, called)
  await menu.getByRole('menuitem', { name: action, exact: true }).click()
}
