import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const script = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** GraphiQL’s own: its tabs hold the buttons that close them, and its editor dims some words; and Mantine’s. */
const ofLibraries = [
  { rule: 'nested-interactive', element: /^<li [^>]*class="graphiql-tab / },
  { rule: 'color-contrast', element: /^<span class="mtk\d+"/ },
  // Open menus and tooltips of Mantine are drawn at the end of the document, beside its landmarks.
  { rule: 'region', element: /^<div (data-portal="true"|.* role="(tooltip|menu)")/ },
]

interface Violation {
  readonly rule: string
  readonly element: string
}

const aboutColours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

/**
 * What keeps people from using a page as it is now: all that axe finds, by all of its rules or by those about colours,
 * but for what is of libraries.
 */
export async function barriers(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(script)
  const options = { resultTypes: ['violations'], ...(rules === 'colours' && aboutColours) }
  const violations: Violation[] = await page.evaluate(`
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
      .then(() => axe.run(${JSON.stringify(options)}))
      .then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ rule: id, element: html }))))`)
  return violations
    .filter(({ rule, element }) => !ofLibraries.some((known) => known.rule === rule && known.element.test(element)))
    .map(({ rule, element }) => `${rule}: ${element.slice(0, 300)}`)
}
