// How well reading scales over several gateways on one PostgreSQL: BENCH_DATABASE_URL=postgres://… node
// test/bench/instances.mjs, after `npm run build`. One gateway, and three together, are asked in turns. What counts is
// the processor time of the gateways for a request, as they would have a machine each; the time that passes here does
// not, because all of them share this machine with PostgreSQL. Each is asked one thing at a time, in both cases: a
// gateway that has more to do takes several requests in one turn, and needs less for each.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, load, openConnections, quantile } from './load.mjs'
import { openDatabase } from './postgres.mjs'
import { start } from './servers.mjs'
import { reads } from './work.mjs'

const names = ['clustergate', 'second', 'third']
const works = ['SMALL', 'MEDIUM', 'LARGE']
const rounds = 7
const milliseconds = 1_000

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
    opened.push({ server, clients: openConnections(server.port, 1) })
  }
  const [one, three] = [together(opened.slice(0, 1)), together(opened)]
  console.log('| | one gateway: requests per processor second | three gateways: of each | reads of three to one |')
  console.log('| :-- | --: | --: | --: |')
  for (const work of works) {
    const token = database.seeded[reads[work].as]
    const request = {
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(reads[work].body),
    }
    const expectedLength = Buffer.byteLength(await ask(one.clients[0], request))
    const measure = async ({ server, clients }) => {
      const { cpuPerRequest } = await load(server, clients, () => request, { milliseconds, expectedLength })
      return 1 / cpuPerRequest
    }
    const found = { one: [], three: [], ratio: [] }
    // The first rounds warm up, and are not counted.
    for (let round = -2; round < rounds; round++) {
      const isFirst = round % 2 === 0
      const before = isFirst ? undefined : await measure(three)
      const ofOne = await measure(one)
      const ofThree = before ?? (await measure(three))
      if (round < 0) continue
      found.one.push(ofOne)
      found.three.push(ofThree)
      found.ratio.push((names.length * ofThree) / ofOne)
    }
    const [a, b] = [found.one, found.three].map((numbers) => Math.round(quantile(numbers)).toLocaleString('en'))
    console.log(`| ${work} | ${a} | ${b} | ${quantile(found.ratio).toFixed(2)} |`)
  }
} finally {
  for (const { server, clients } of opened) {
    await Promise.all(clients.map((client) => client.destroy()))
    await server.stop()
  }
  await database?.remove()
  rmSync(directory, { recursive: true, force: true })
}
