import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The modules of the console that turn counts, times and durations into words, each the only one of its kind. */
const formatters: ReadonlySet<string> = new Set([
  'counts/count-words.ts',
  'times/duration-words.ts',
  'times/time-words.ts',
])

/** What formats by itself: numbers, times, lists, and plurals made by hand. */
const formatting = /\btoLocale\w*\(|\bIntl\.|=== 1 \? '|\? '' : 's'|\btimeAgo\b/

const files = readdirSync('src/console', { recursive: true, encoding: 'utf8' }).filter(
  (path) => /\.tsx?$/.test(path) && !path.startsWith('node_modules'),
)

it('counts, times and durations become words in one module each, so that they read the same on every page', () => {
  const elsewhere = files
    .filter((path) => !formatters.has(path))
    .flatMap((path) =>
      readFileSync(`src/console/${path}`, 'utf8')
        .split('\n')
        .flatMap((line, at) => (formatting.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
    )
  expect(elsewhere).toEqual([])
  expect(files).toEqual(expect.arrayContaining([...formatters]))
})

it('a status is shown by one component: nothing else draws a badge', () => {
  const badges = files.filter((path) => /<Badge\b/.test(readFileSync(`src/console/${path}`, 'utf8')))
  // Of the audit log and of kinds of groups, which are no statuses.
  expect(badges).toEqual(badges.filter((path) => ['audit/audit-page.tsx', 'groups/group-kind.tsx'].includes(path)))
})
