// How well reading scales over several gateways on one PostgreSQL: BENCH_DATABASE_URL=postgres://… node
// test/bench/instances.mjs, after `npm run build`. One gateway, and three together, are asked in turns. What counts is
// the processor time of the gateways for a request, as they would have a machine each; the time that passes here does
// not, because all of them share this machine with PostgreSQL. Each is asked one thing at a time, in both cases: a
// gateway that has more to do takes several requests in one turn of its event loop, and needs less for each, so that
// three with a third of the work each would be compared with one under another load.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, load, openConnections, quantile } from './load.mjs'
import { openDatabase } from './postgres.mjs'
import { start } from './servers.mjs'
import { reads } from './work.mjs'

const names = ['clustergate', 'second', 'third']
const works = ['SMALL', 'MEDIUM', 'LARGE']
const rounds = 9
const milliseconds = 1_000
const warmUpMilliseconds = 4_000

const serverUrl = process.env.BENCH_DATABASE_URL
if (!serverUrl)
  throw new Error('Set BENCH_DATABASE_URL to a PostgreSQL server: postgres://postgres@127.0.0.1/postgres.')

/** Several servers, with the clients of all of them, as one. */
const together = (all) => ({
  server: {
    name: all.map(({ server }) => server.name).join(' and '),
    cpuSeconds: () => all.reduce((sum, { server }) => sum + server.cpuSeconds(), 0),
  },
  clients: all.flatMap(({ clients }) => clients),
})

const directory = mkdtempSync(join(tmpdir(), 'clustergate-instances-'))
const seedDirectory = join(directory, 'seed')
const opened = []
let database
try {
  database = await openDatabase(serverUrl, seedDirectory, false)
  for (const name of names) {
    const environment = { DATABASE_URL: database.url }
    const server = await start(name, { directory, seedDirectory, environment })
    const all = openConnections(server.port)
    opened.push({ server, all, clients: all.slice(0, 1) })
  }
  const three = together(opened)
  console.log('| | one gateway: requests per processor second | three gateways: of each | reads of three to one |')
  console.log('| :-- | --: | --: | --: |')
  for (const work of works) {
    const token = database.seeded[reads[work].as]
    const request = {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(reads[work].body),
    }
    const expectedLength = Buffer.byteLength(await ask(three.clients[0], request))
    const measure = async ({ server, clients }) => {
      const { cpuPerRequest } = await load(server, clients, () => request, { milliseconds, expectedLength })
      return 1 / cpuPerRequest
    }
    // All connections are used to warm up.
    for (const one of opened) await load(one.server, one.all, () => request, { milliseconds: warmUpMilliseconds })
    const found = { one: [], three: [], ratio: [] }
    for (let round = 0; round < rounds; round++) {
      // Two processes of one program differ, so that each is the one in turns.
      const one = opened[round % opened.length]
      const before = round % 2 === 0 ? undefined : await measure(three)
      const ofOne = await measure(one)
      const ofThree = before ?? (await measure(three))
      found.one.push(ofOne)
      found.three.push(ofThree)
      found.ratio.push((names.length * ofThree) / ofOne)
    }
    const [a, b] = [found.one, found.three].map((numbers) => Math.round(quantile(numbers)).toLocaleString('en'))
    console.log(`| ${work} | ${a} | ${b} | ${quantile(found.ratio).toFixed(2)} |`)
  }
} finally {
  for (const { server, all } of opened) {
    await Promise.all(all.map((client) => client.destroy()))
    await server.stop()
  }
  await database?.remove()
  rmSync(directory, { recursive: true, force: true })
}
