// What one Member's dearest allowed queries leave to others: node test/bench/fairness.mjs, after `npm run build`. In an
// account with 100,000 tokens and 100,000 audit events, the Member asks on 8 connections for what costs most, again at
// once after an answer, and pays no points, so that no minute's allowance leaves others less; beside them the Admin asks for `viewer`, and somebody
// for /livez. Both are asked alone first.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openStore } from '../../dist/store/open-store.js'
import { quantile } from './load.mjs'
import { seed } from './seed.mjs'
import { pin, start } from './servers.mjs'

const require = createRequire(import.meta.url)
const { sql } = createRequire(require.resolve('../../package.json'))('kysely')

const tokenCount = 100_000
const eventCount = 100_000
const connectionCount = 8
const probeMilliseconds = 20
const measuredMilliseconds = 10_000
const dearest = [
  '{ a: databaseTokens(first: 100, filter: { search: "zzzz" }) { totalCount nodes { id } } b: databaseTokens(first: 100, filter: { search: "yyyy" }) { totalCount nodes { id } } c: databaseTokens(filter: { unusedSince: "2030-01-01T00:00:00Z", search: "xxxx" }) { totalCount } }',
  '{ databases(first: 9) { nodes { tokens(first: 1, filter: { search: "zzzz" }) { totalCount } } } }',
]

/** More rows than services make in a minute; of what a Member sees, and of what everybody shares. */
async function fill(directory, accountId) {
  const store = await openStore({ databaseUrl: undefined, dataDirectory: directory })
  const numbers = (count) => sql`with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`
  try {
    await store.transaction(async (db) => {
      await sql`insert into database_tokens (account_id, id, cluster_id, description, folded_description, prefix,
          secret_hash, created_at, version)
        ${numbers(tokenCount)}
        select ${accountId}, 'database_token_' || i, (select id from clusters limit 1), 'meter ' || i, 'meter ' || i,
          'cgd_', 'hash ' || i, i, 1 from n`.execute(db)
      await sql`insert into audit_events (account_id, sequence, id, occurred_at, action, outcome, actor_label, changes,
          request_id, previous_hash, hash)
        ${numbers(eventCount)}
        select ${accountId}, 1000000 + i, 'audit_event_' || i, i, 'database.create', 'SUCCEEDED', 'ada', '[]',
          'request ' || i, '', '' from n`.execute(db)
    })
  } finally {
    await store.close()
  }
}

const ask = (port, token, query) =>
  fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  })

/** Medians and 99th percentiles of what both probes take, in milliseconds. */
async function probe(port, admin, milliseconds) {
  const taken = { viewer: [], livez: [] }
  const probes = {
    viewer: async () => (await ask(port, admin, '{ viewer { user { email } permissions } }')).text(),
    livez: async () => (await fetch(`http://127.0.0.1:${port}/livez`)).text(),
  }
  const endAt = performance.now() + milliseconds
  await Promise.all(
    Object.entries(probes).map(async ([name, send]) => {
      while (performance.now() < endAt) {
        const sentAt = performance.now()
        await send()
        taken[name].push(performance.now() - sentAt)
        await delay(probeMilliseconds)
      }
    }),
  )
  return taken
}

async function spend(port, member, state) {
  const told = { answered: 0, refused: 0 }
  await Promise.all(
    Array.from({ length: connectionCount }, async (_, at) => {
      while (!state.isOver) {
        const response = await ask(port, member, dearest[at % dearest.length])
        const { errors } = await response.json()
        const code = errors?.[0]?.extensions.code
        if (code !== undefined && code !== 'RATE_LIMITED') throw new Error(`Refused: ${errors[0].message}`)
        told[code === undefined ? 'answered' : 'refused']++
        if (code !== undefined) await delay(1_000 * Number(response.headers.get('retry-after') ?? 1))
      }
    }),
  )
  return told
}

const directory = mkdtempSync(join(tmpdir(), 'clustergate-fairness-'))
const seedDirectory = join(directory, 'seed')
let server
try {
  const { accountId, admin, member } = await seed(seedDirectory)
  await fill(seedDirectory, accountId)
  server = await start('clustergate', { directory, seedDirectory, processor: pin() })
  const { port } = server
  await probe(port, admin, 1_000)
  const alone = await probe(port, admin, measuredMilliseconds / 2)
  const state = { isOver: false }
  const spending = spend(port, member, state)
  const beside = await probe(port, admin, measuredMilliseconds)
  state.isOver = true
  const { answered, refused } = await spending
  console.log(`${answered} answered, ${refused} refused of the Member's`)
  console.log('             alone p50, p99 ms   beside p50, p99 ms   median')
  for (const name of ['viewer', 'livez']) {
    const [a, b] = [alone, beside].map((taken) => [0.5, 0.99].map((part) => quantile(taken[name], part)))
    const times = (numbers) =>
      numbers
        .map((number) => number.toFixed(1))
        .join(', ')
        .padStart(19)
    console.log(`${name.padEnd(10)}${times(a)}${times(b)}  ${(b[0] / a[0]).toFixed(2).padStart(6)}x`)
  }
} finally {
  await server?.stop()
  rmSync(directory, { recursive: true, force: true })
}
