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

/** The rows of the table of words in docs/design.md: what is said, and what is not. */
const table = (readFileSync('docs/design.md', 'utf8').split('\n## Words\n')[1] ?? '')
  .split('\n')
  .filter((line) => /^\| [a-z]/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))

/** All forms of a word, or of words: “restored”, “restoring” and “restores” of “restore”. */
const forms = (words: string): string =>
  words
    .split(' ')
    .map((word) => `${word.replace(/e$/, '')}(?:e|s|es|d|ed|ing|al|ation)?`)
    .join(' ')

const said = table.flatMap(([say = '']) => say.split(', ').filter((words) => words.includes(' ')))
const unsaid = table.flatMap(([, , not = '']) => [...not.matchAll(/\*\*(.+?)\*\*/g)].map(([, words = '']) => words))

const quoted = /'(?:[^'\\\n]|\\.)*'|"[^"\n]*"|`(?:[^`\\]|\\.)*`/g

/** What a module of the console shows: strings of words, and the text between tags; names and comments are none. */
function textsOf(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|^import [\s\S]*?$/gm, '')
  const strings = [...code.matchAll(quoted)].map(([whole]) => whole.slice(1, -1))
  const between = [...code.replaceAll(quoted, '').matchAll(/[>}]([^<>{}=;()]+)[<{]/g)].map(([, text = '']) => text)
  const isCode = /^\s*(?:export|const|interface|readonly|else)\b/
  return [...strings.filter((text) => / |^[A-Z][a-z]/.test(text)), ...between.filter((text) => !isCode.test(text))]
    .map((text) => text.replaceAll(/\$?\{[^{}]*\}/g, '').replaceAll(/\s+/g, ' '))
    .filter((text) => /[a-z]/i.test(text))
}

it('no text of the console has a word in any form that the table of words gives no use', () => {
  expect(unsaid.length).toBeGreaterThan(8)
  const isUnsaid = new RegExp(`\\b(?:${unsaid.map(forms).join('|')})\\b`, 'i')
  const isSaid = new RegExp(`\\b(?:${said.map(forms).join('|')})\\b`, 'gi')
  const found = files.flatMap((path) =>
    textsOf(readFileSync(`src/console/${path}`, 'utf8')).flatMap((text) =>
      isUnsaid.test(text.replaceAll(isSaid, '')) ? [`${path}: ${text.trim()}`] : [],
    ),
  )
  expect(found).toEqual([])
  // What it would find: a button, a title with a name, and words of a sentence.
  const written = ["label={isEnd ? 'Deactivate' : 'Activate'}", '<Button>Restore</Button>', "'erased {database}'"]
  expect(written.flatMap(textsOf).filter((text) => isUnsaid.test(text))).toHaveLength(3)
})
