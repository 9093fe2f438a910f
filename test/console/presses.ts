import type { Page } from 'playwright-core'

/** Counts the presses of a person. */
export function presses(page: Page) {
  let count = 0
  return {
    async press(name: string | RegExp, role: Parameters<Page['getByRole']>[0] = 'button', modifiers: 'Shift'[] = []) {
      count++
      const dialog = page.getByRole('dialog')
      const around = (await dialog.isVisible()) ? dialog : page
      await around.getByRole(role, { name, exact: true }).first().click({ modifiers })
    },
    get count() {
      return count
    },
  }
}
