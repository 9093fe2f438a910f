/** The shortest interaction that a browser reports, in milliseconds; what it does not report took no longer. */
const reportedMin = 16

/** What people do most: they go from page to page, search, order, open menus and forms, and type. */
const deeds = [
  ['Users', (page) => page.getByLabel('Search by name or e-mail').fill('a')],
  ['Users', (page) => page.getByRole('checkbox', { name: 'Select all on this page' }).click()],
  [
    'Users',
    (page) =>
      page
        .getByRole('button', { name: /^Actions for / })
        .first()
        .click(),
  ],
  ['Users', (page) => page.getByRole('button', { name: 'Name', exact: true }).click()],
  ['Users', (page) => page.getByRole('link', { name: 'Next' }).click()],
  ['Groups', (page) => page.getByRole('link', { name: 'Member', exact: true }).first().click()],
  ['Databases', (page) => page.getByRole('button', { name: 'Create database' }).click()],
  ['Databases', (page) => page.getByRole('button', { name: 'Columns' }).click()],
  ['Database tokens', (page) => page.getByRole('button', { name: 'Create token' }).click()],
  [
    'Database tokens',
    (page) =>
      page
        .getByRole('button', { name: /^Rotate / })
        .first()
        .click(),
  ],
  ['Management tokens', (page) => page.getByRole('button', { name: 'Create token' }).click()],
  ['Audit log', (page) => page.getByRole('button', { name: 'Deleted databases' }).click()],
  [
    'Audit log',
    (page) =>
      page
        .getByRole('button', { name: /^Details / })
        .first()
        .click(),
  ],
]

/**
 * How long a signed-in person waits from a press to what it shows: the milliseconds of each interaction, from the
 * overview on, as the browser itself measures them (https://web.dev/articles/inp).
 */
export async function interactionsOf(page, origin) {
  const found = []
  for (const [menu, act] of deeds) {
    await page.goto(`${origin}/`)
    await page.getByRole('heading', { name: 'Recent events' }).waitFor()
    await page.evaluate(`
      globalThis.slow = new Map()
      new PerformanceObserver((list) => {
        for (const { interactionId: id, duration } of list.getEntries())
          if (id) slow.set(id, Math.max(slow.get(id) ?? 0, duration))
      }).observe({ type: 'event', durationThreshold: ${reportedMin} })`)
    const before = await page.evaluate('performance.interactionCount')
    await page
      .getByRole('navigation', { name: 'Pages', exact: true })
      .getByRole('link', { name: menu, exact: true })
      .click()
    await page.getByRole('heading', { level: 1, name: menu, exact: true }).waitFor()
    await page.locator('.mantine-Skeleton-root, [aria-label="Loading"]').first().waitFor({ state: 'detached' })
    await act(page)
    await page.keyboard.type('abc')
    // What was painted is reported a moment later.
    await page.waitForTimeout(300)
    const slow = await page.evaluate('[...slow.values()]')
    const count = (await page.evaluate('performance.interactionCount')) - before
    found.push(...slow, ...Array(Math.max(0, count - slow.length)).fill(reportedMin))
  }
  return found.sort((one, other) => one - other)
}
