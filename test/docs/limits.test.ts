import { expect, it } from 'vitest'
import { quotas } from '../../src/accounts/quotas.ts'
import { recordedMax } from '../../src/changes/repeated-failures.ts'
import { answerBytesMax } from '../../src/changes/replays.ts'
import { pointsPerMinuteDefaults } from '../../src/config/variables.ts'
import { keptDays } from '../../src/database-tokens/token-usage.ts'
import { flushMilliseconds } from '../../src/dataplane/dataplane.ts'
import * as jwt from '../../src/dataplane/jwt.ts'
import { storeMilliseconds } from '../../src/dataplane/listener.ts'
import { operationMillisecondsMax } from '../../src/deadline.ts'
import { freeCostMax, processLimits } from '../../src/gateway/admission/admission.ts'
import * as cost from '../../src/gateway/admission/cost.ts'
import { limits } from '../../src/gateway/admission/document-limits.ts'
import * as nesting from '../../src/gateway/admission/nesting.ts'
import { principalLimits } from '../../src/gateway/admission/rate-limit.ts'
import * as plans from '../../src/gateway/graphql/plan-cache.ts'
import { textLengthMax } from '../../src/gateway/graphql/values.ts'
import { bodyBytesMax, connectionLimits } from '../../src/gateway/http/connections.ts'
import * as deviceCookie from '../../src/gateway/http/device-cookie.ts'
import { keyMilliseconds } from '../../src/idempotency.ts'
import { perAddressMax, perInviterMax } from '../../src/invitations/sending-limits.ts'
import { pageSizeDefault, pageSizeMax } from '../../src/pages/page.ts'
import { lateResetMilliseconds, resetMilliseconds } from '../../src/passwords/password.service.ts'
import { anyone, onceOnly, operations, takingRightsAway } from '../../src/policy/operations.ts'
import { candidatesMax } from '../../src/sessions/sign-in.service.ts'
import * as throttle from '../../src/sessions/throttle-scopes.ts'
import { longReadConnections } from '../../src/store/postgres/connect.ts'
import { migrationMilliseconds } from '../../src/store/postgres/engine.ts'
import { connectionsMax, waitMilliseconds } from '../../src/store/postgres/pool.ts'
import { busyMilliseconds } from '../../src/store/sqlite/driver.ts'
import * as readers from '../../src/store/sqlite/readers.ts'
import { day, hour, minute } from '../times.ts'
import { read } from './documents.ts'

const number = (value: number): string => value.toLocaleString('en-US')
const kilobytes = (bytes: number): string => `${bytes / 1024} KB`
const secondsOf = (milliseconds: number): string => `${milliseconds / 1_000} s`
const minutesOf = (milliseconds: number): number => milliseconds / minute
const word = (count: number): string =>
  ({ 2: 'two', 3: 'three', 5: 'five', 10: 'ten', 50: 'fifty' })[count] ?? `no word for ${count}`

/** A chapter of a document, without its heading. */
function chapter(path: string, heading: string): string {
  const [, found] = read(path).split(`\n## ${heading}\n`)
  if (found === undefined) throw new Error(`${path} has no chapter "${heading}".`)
  return found.split('\n## ')[0] ?? ''
}

/** The cells of all tables of a text, without the heads of the tables. */
const rowsOf = (text: string): [string, string][] =>
  [...text.matchAll(/^\| (.+?) \| (.+?) \|$/gm)]
    .map(([, name = '', value = '']): [string, string] => [name, value])
    .filter(([name]) => name !== 'Limit' && !name.startsWith(':'))

/** Those of some names that a text does not tell. */
const missing = (names: readonly string[], text: string): readonly string[] =>
  names.filter((name) => !text.includes(`\`${name}\``))

it('the tables of limits in docs/api.md tell the limits of the source, each of them', () => {
  const { connectionsOfAddress, connectionsOfProxy, connections } = connectionLimits
  const ofAccount = Object.values(quotas)
  const principal = pointsPerMinuteDefaults.principal
  const anonymous = pointsPerMinuteDefaults.anonymous
  const rows = rowsOf(chapter('docs/api.md', 'Limits'))
  // Two rows list operations, which the next test compares.
  const withoutLists = rows.filter(([, value]) => value !== 'once in an operation' && !value.includes('`signIn`'))

  expect(Object.fromEntries(withoutLists)).toEqual({
    'request body': `${kilobytes(bodyBytesMax)} (HTTP 413)`,
    headers: `${kilobytes(connectionLimits.headerBytes)}, ${connectionLimits.headers} (HTTP 431), within ${secondsOf(connectionLimits.headersMilliseconds)} (HTTP 408)`,
    'a whole request': `within ${secondsOf(connectionLimits.requestMilliseconds)} (HTTP 408)`,
    'a connection that sends nothing': 'closed within 10 s',
    connections: `${number(connections)}, of which one address (of IPv6, the first half) has at most ${connectionsOfAddress} and a trusted proxy ${number(connectionsOfProxy)}`,
    'one connection': `${number(connectionLimits.requestsPerConnection)} requests; closed after ${secondsOf(connectionLimits.keepAliveMilliseconds)} idle, and after ${secondsOf(connectionLimits.stalledMilliseconds)} in which the client reads no answer`,
    tokens: number(limits.tokens),
    'depth, counted through fragments': `${limits.depth} (introspection ${limits.introspectionDepth})`,
    'fields of a document, and of an operation with its fragments expanded': number(limits.fields),
    aliases: number(limits.aliases),
    'root fields': `${limits.queryFields} in a query, ${limits.mutationFields} in a mutation`,
    'directives, fragments, operations, variables': `${limits.directives}, ${limits.fragments}, ${limits.operations}, ${limits.variables}`,
    'brackets within brackets': number(nesting.documentNestingMax),
    'depth and values of the variables': `${nesting.variablesNestingMax}, ${number(nesting.variablesValuesMax)} (\`BAD_INPUT\`)`,
    'characters of a text, where no smaller limit holds': `${number(textLengthMax)} (\`BAD_INPUT\`)`,
    'an answer that is kept for [repeated requests](#idempotency), and for how long': `${kilobytes(answerBytesMax)}, ${keyMilliseconds / hour} h`,
    'rows of a page, ids of `nodes`, entries of an input list': number(pageSizeMax),
    'cost of an operation': `${number(limits.cost)} points`,
    '`totalCount`': `${cost.countPoints} points each, ${cost.countsMax} in an operation`,
    '`auditEventCounts`, `databaseTokenUsage`': `${cost.countPoints} points`,
    'a search, another filter that no index serves, or a list of tokens in another order than newest first': `${cost.scanPoints} points`,
    '`proxyConfiguration`': `${cost.textPoints} points each`,
    '`verifyAuditLog`': `${cost.verificationPoints} points`,
    'points of a person or a management token': `${number(principal)} a minute (\`RATE_LIMITED\`)`,
    'operations of one person or management token at once': `${principalLimits.normal}; ${principalLimits.waiting} more wait, for at most ${secondsOf(principalLimits.waitMilliseconds)} (\`RATE_LIMITED\`)`,
    'requests that the process works on': `${processLimits.normal}; ${processLimits.waiting} more wait, besides those that wait for the ${principalLimits.normal} of their caller (\`RATE_LIMITED\`, HTTP 503)`,
    'mails with an invitation, or a link that confirms an address, to one address of an account': `${perAddressMax} an hour (\`RATE_LIMITED\`)`,
    'such mails in the name of a person, by all of their tokens': `${perInviterMax} an hour (\`RATE_LIMITED\`)`,
    'attempts of one caller that fail alike, with an audit event each': `${recordedMax} a minute; those that follow share one`,
    [`${ofAccount.map(({ what }) => what).join(', ')} of an account`]: `${ofAccount.map(({ max }) => number(max)).join(', ')} (\`CONFLICT\`)`,
    'an operation': `given up after ${secondsOf(operationMillisecondsMax)}, without an effect (\`RATE_LIMITED\`, HTTP 503)`,
    'a read that goes through a table': `stopped after ${secondsOf(readers.statementMillisecondsMax)}, or when its operation is given up; after a wait of at most ${secondsOf(readers.waitMillisecondsMax)} for those before it (\`RATE_LIMITED\`)`,
    'a change on SQLite while another process writes to the store': `waits ${secondsOf(busyMilliseconds)} (\`RATE_LIMITED\`)`,
    'a statement on PostgreSQL': `stopped by the server after ${secondsOf(waitMilliseconds)}; in a change, and in a read that goes through a table, also at the end of its ${secondsOf(operationMillisecondsMax)}; one that brings the tables up to date, after ${minutesOf(migrationMilliseconds)} min`,
  })
  // Node looks for late headers this often, which the documented time includes.
  expect(connectionLimits.headersMilliseconds + connectionLimits.checkEveryMilliseconds).toBeLessThan(10_000)
  const [, ofNetwork = ''] = rows.find(([name]) => name === 'points of the anonymous callers of a network') ?? []
  expect(ofNetwork).toContain(`${anonymous} a minute`)
  expect(ofNetwork).toContain(`have ${anonymous} more each`)
})

it('docs/api.md names the operations that limits treat apart', () => {
  const rows = rowsOf(chapter('docs/api.md', 'Limits'))
  const [once = ''] = rows.find(([, value]) => value === 'once in an operation') ?? []
  expect(missing(onceOnly, once)).toEqual([])
  const [, ofNetwork = ''] = rows.find(([name]) => name === 'points of the anonymous callers of a network') ?? []
  const open = Object.entries({ ...operations.Query, ...operations.Mutation })
    .filter(([, { requires }]) => requires === anyone)
    .map(([name]) => name)
  // `viewer` is free for anonymous callers.
  expect(missing(open, ofNetwork).filter((name) => name !== 'viewer')).toEqual([])
  const [, load = ''] = chapter('docs/api.md', 'Limits').split('### When time is up, and under load')
  expect(missing(takingRightsAway, load)).toEqual([])
})

it.each([
  ['docs/api.md', 'Limits', `\`first\` (${pageSizeDefault} where it is absent)`],
  ['docs/api.md', 'Limits', `one point for about ${number(cost.schemaObjectsOfPoint)} objects of the schema`],
  ['docs/api.md', 'Limits', `On SQLite ${word(readers.readersMax)} processes`],
  ['docs/api.md', 'Limits', `takes more than ${secondsOf(readers.statementMillisecondsMax)}`],
  ['docs/api.md', 'Limits', `they have ${longReadConnections} of the ${connectionsMax} connections`],
  ['docs/api.md', 'Limits', `too long to be verified in ${secondsOf(operationMillisecondsMax)}`],
  [
    'docs/api.md',
    'Limits',
    `${processLimits.reserved} at once and ${principalLimits.reserved} of them for each caller`,
  ],
  ['docs/api.md', 'Limits', `Up to a cost of ${freeCostMax} they take no points`],
  [
    'docs/api.md',
    'Guessing passwords',
    `${word(throttle.strangersGuesses.free)} are looked at in any ${minutesOf(throttle.strangersGuesses.windowMilliseconds)} minutes`,
  ],
  [
    'docs/api.md',
    'Guessing passwords',
    `One network has ${word(throttle.guesses.free)} of them at once and then one every ${word(minutesOf(throttle.guesses.pauseMilliseconds))} minutes`,
  ],
  ['docs/api.md', 'Guessing passwords', `one network has ${word(throttle.networkGuesses.free)}, then one a minute`],
  ['docs/api.md', 'Guessing passwords', `the network for ${throttle.knownMilliseconds / day} days`],
  [
    'docs/api.md',
    'Guessing passwords',
    `one every ${minutesOf(throttle.resetMails.pauseMilliseconds)} minutes that works for an hour`,
  ],
  ['docs/api.md', 'Guessing passwords', `in ${word(candidatesMax)} at most`],
  [
    'docs/api.md',
    'Persisted documents',
    `${number(plans.entriesMax)} documents of at most ${number(plans.textLengthMax)} characters in memory, ${plans.entriesOfOwnerMax} for each person`,
  ],
  ['docs/data-plane.md', 'JWTs for InfluxDB 1.x', `valid for ${jwt.lifetimeSeconds} s`],
] as const)('%s, %s: “… %s …”', (path, heading, sentence) => {
  expect(chapter(path, heading)).toContain(sentence)
})

it('what docs/api.md and docs/data-plane.md tell in words are these times', () => {
  expect(deviceCookie.lifetimeSeconds, 'known for a year').toBe((365 * day) / 1_000)
  expect(throttle.networkGuesses.pauseMilliseconds, 'then one a minute').toBe(minute)
  expect(throttle.resetMails.free, 'three a day').toBe(3)
  expect(throttle.resetMails.windowMilliseconds, 'three a day').toBe(day)
  expect(lateResetMilliseconds, 'works for an hour').toBe(hour)
  // Otherwise there would be a time without a good link.
  expect(lateResetMilliseconds).toBeGreaterThan(throttle.resetMails.pauseMilliseconds)
  expect(resetMilliseconds).toBe(10 * minute)
  const text = read('docs/data-plane.md')
  expect(text).toContain(`kept for ${keptDays} days`)
  expect(text).toContain(`within ${secondsOf(storeMilliseconds)}`)
  expect(text).toContain(`503 after ${secondsOf(storeMilliseconds)} at most`)
  expect(flushMilliseconds, 'writes them once a minute').toBe(minute)
})
