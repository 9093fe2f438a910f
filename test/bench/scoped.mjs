import 'reflect-metadata'
// What it costs to read as somebody who is limited to some databases: node test/bench/scoped.mjs, after `npm run build`.
// LARGE is asked, in turns, by the Admin and by a Member whose group takes in every database by its name, or by a label,
// so that all answers are the same.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../dist/store/open-store.js'
import { ask, load, openConnections, quantile } from './load.mjs'
import { seed } from './seed.mjs'
import { pin, start } from './servers.mjs'
import { reads } from './work.mjs'

const require = createRequire(import.meta.url)
const { sql } = createRequire(require.resolve('../../package.json'))('kysely')

const rounds = 9
const milliseconds = 800
/** Of the requests of an Admin, who is limited to nothing. */
const target = 0.8
const permissions = ['DATABASE_READ', 'DATABASE_TOKEN_READ']
const limits = {
  'the beginning of names': { namePrefix: 'metrics-' },
  'a label': { labels: [{ key: 'team', anyOf: ['metrics'] }] },
}

/** Puts the Member into a group that takes in these databases, and into no other. */
async function limit(directory, accountId, databases) {
  const definition = JSON.stringify({ conditions: {}, grants: [{ permissions, on: { databases } }] })
  const store = await openStore({ databaseUrl: undefined, dataDirectory: directory })
  try {
    await store.transaction(async (db) => {
      await sql`insert into groups (account_id, id, key, name, definition) values (${accountId}, 'group_limited',
        'limited', 'Limited', ${definition}) on conflict do nothing`.execute(db)
      await sql`update groups set definition = ${definition} where account_id = ${accountId} and id = 'group_limited'`.execute(
        db,
      )
      await sql`update user_groups set group_id = 'group_limited' where account_id = ${accountId}
        and user_id = (select id from users where email = 'mel@example.com')`.execute(db)
      await sql`insert into database_labels (account_id, database_id, key, value)
        select account_id, id, 'team', 'metrics' from databases where account_id = ${accountId}
        on conflict do nothing`.execute(db)
    })
  } finally {
    await store.close()
  }
}

const directory = mkdtempSync(join(tmpdir(), 'clustergate-scoped-'))
const seedDirectory = join(directory, 'seed')
const opened = []
try {
  const { accountId, admin, member } = await seed(seedDirectory)
  const processor = pin()
  console.log('                         LARGE: requests per processor second')
  for (const [at, [name, databases]] of Object.entries(limits).entries()) {
    await limit(seedDirectory, accountId, databases)
    const server = await start(['clustergate', 'second'][at], { directory, seedDirectory, processor })
    const clients = openConnections(server.port)
    opened.push({ server, clients })
    const requestOf = (token) => ({
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(reads.LARGE.body),
    })
    const [whole, part] = [requestOf(admin), requestOf(member)]
    if ((await ask(clients[0], whole)) !== (await ask(clients[0], part))) throw new Error('The answers differ.')
    const measure = async (request) => {
      const { cpuPerRequest } = await load(server, clients, () => request, { milliseconds })
      return 1 / cpuPerRequest
    }
    const ratios = []
    const found = { whole: [], part: [] }
    for (let round = -2; round < rounds; round++) {
      const [a, b] =
        round % 2 === 0
          ? [await measure(whole), await measure(part)]
          : [await measure(part), await measure(whole)].reverse()
      if (round < 0) continue
      found.whole.push(a)
      found.part.push(b)
      ratios.push(b / a)
    }
    const [a, b, ratio] = [found.whole, found.part, ratios].map((numbers) => quantile(numbers))
    console.log(
      `limited by ${name}: Admin ${a.toFixed(0)}, limited ${b.toFixed(0)} (${ratio.toFixed(2)}x of at least ${target}x)`,
    )
    if (ratio < target) process.exitCode = 1
  }
} finally {
  for (const { server, clients } of opened) {
    await Promise.all(clients.map((client) => client.destroy()))
    await server.stop()
  }
  rmSync(directory, { recursive: true, force: true })
}
