import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, it } from 'vitest'

/**
 * The folders and files of `src`, each above what it may import. The SDK knows nothing of them, the command line only
 * the SDK, the examples and the values, and the console only the SDK and the examples: what they import is looked at below.
 */
const layers = `
  generate.ts main.ts
  demo operator backup app.ts api-schema.ts metrics core.ts
  dataplane
  gateway config.ts config
  viewer access departures carrier master-keys
  email-changes passwords management-tokens invitations database-tokens tables databases
  audit-events sessions users groups tokens restorable clusters accounts
  changes mail ledger tasks
  nodes requests pages
  auth policy store files values examples
  traces
  error-table.ts error-code.type.ts queue.ts time-limit.ts deadline.ts rehearsal.ts idempotency.ts version.ts errors.ts
`
  .trim()
  .split(/\s+/)

/** What the parts that are programs of their own may import besides themselves. */
const clients: Readonly<Record<string, readonly string[]>> = {
  sdk: [],
  cli: ['sdk', 'examples', 'values', 'files', 'errors.ts', 'time-limit.ts'],
  console: ['sdk', 'examples'],
}

interface Arrow {
  readonly from: string
  readonly to: string
}

/** Libraries that are loaded only where the configuration asks for them. */
const loadedOnDemand = /^(?:prom-client|@opentelemetry\/(?:sdk|exporter)-)/

const topOf = (path: string): string => path.split('/')[0] as string

const filesOfSource = (): readonly string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !path.includes('node_modules'),
  )

/** Every import of `src` from another folder or file at its top; those of types and those that wait are imports, too. */
function arrows(): readonly Arrow[] {
  return filesOfSource()
    .flatMap((from) => {
      const named = readFileSync(`src/${from}`, 'utf8').matchAll(/(?:from|import|import\() ?'(\.[^']+)'/g)
      return [...named].map(([, path]) => ({ from, to: posix.join(posix.dirname(from), path as string) }))
    })
    .filter(({ from, to }) => topOf(from) !== topOf(to))
}

const shown = ({ from, to }: Arrow): string => `${from} imports ${to}`

it('imports run one way: what is below knows nothing of what is above', () => {
  const all = arrows().filter(({ from }) => !(topOf(from) in clients))
  const rank = (path: string): number => layers.indexOf(topOf(path))

  expect(all.length).toBeGreaterThan(500)
  expect(all.filter(({ from }) => rank(from) === -1).map(shown)).toEqual([])
  const back = all.filter(({ from, to }) => rank(to) < rank(from) && !(topOf(from) === 'main.ts'))
  expect(back.map(shown)).toEqual([])
})

it('the SDK, the command line and the console know the gateway by its API alone', () => {
  const all = arrows().filter(({ from }) => topOf(from) in clients)

  expect(all.length).toBeGreaterThan(20)
  const others = all.filter(({ from, to }) => !clients[topOf(from)]?.includes(topOf(to))).map(shown)
  // What a selector takes in is compared in one place, which needs nothing of the gateway: a second one could differ.
  expect(others).toEqual(['console/reach/reaching-groups.ts imports policy/selectors.ts'])
})

it('the server starts without the libraries of metrics and traces, which are loaded only where they are switched on', () => {
  const reached = new Set(['main.ts', 'operator/serve.ts'])
  const libraries = new Set<string>()
  for (const path of reached) {
    const text = readFileSync(`src/${path}`, 'utf8')
    for (const [, named = ''] of text.matchAll(/^(?:import|export) (?!type )(?:[^'=]* from )?'([^']+)'/gm)) {
      if (named.startsWith('.')) reached.add(posix.join(posix.dirname(path), named))
      else libraries.add(named)
    }
  }

  expect(reached.size).toBeGreaterThan(300)
  expect([...libraries].filter((name) => loadedOnDemand.test(name))).toEqual([])
})

/** Where databases, tables and tokens of the whole account are read: for the gateway itself, and after a decision. */
const readingAll = `
  access/named-resource.ts
  backup/restore/take-away.ts
  carrier/importer.ts carrier/limited-objects.ts carrier/sync.service.ts
  clusters/cluster.service.ts clusters/cluster.store.ts clusters/work/adopted.store.ts
  database-tokens/database-token.service.ts database-tokens/decide-on-token.ts database-tokens/minter.ts
  database-tokens/rotation.service.ts
  databases/carry-into-scope.ts databases/decide-on-database.ts databases/label.service.ts databases/viewer-may.ts
  policy/reach.ts
  tables/table.service.ts
`
  .trim()
  .split(/\s+/)

it('databases, tables and tokens out of the reach of a caller are read in these files alone', () => {
  const naming = (pattern: RegExp) =>
    filesOfSource().filter((path) => pattern.test(readFileSync(`src/${path}`, 'utf8')))

  expect(naming(/\bwholeAccount\b/).sort()).toEqual(readingAll)
  expect(naming(/\bas Reach\b/)).toEqual(['policy/reach.ts'])
})

it('spans are opened in src/traces alone', () => {
  const others = filesOfSource().filter((path) => topOf(path) !== 'traces')
  const importing = others.filter((path) =>
    /^import (?!type ).*'@opentelemetry\//m.test(readFileSync(`src/${path}`, 'utf8')),
  )

  expect(importing).toEqual([])
})
