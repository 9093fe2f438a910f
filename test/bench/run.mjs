import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import 'reflect-metadata'
import { canonical, coldDocument, createDatabase, reads } from './work.mjs'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    milliseconds: { type: 'string' },
    /** Comma-separated names of works, and of variants; CHECK, alone, measures checks of the data plane. */
    work: { type: 'string' },
    variants: { type: 'string' },
    /** A PostgreSQL server for PostGraphile, and for Clustergate beside it; or BENCH_DATABASE_URL. */
    postgres: { type: 'string', default: process.env.BENCH_DATABASE_URL },
    /** A variant whose profile is wanted instead of figures. */
    profile: { type: 'string' },
  },
})
const rounds = Number(options.rounds ?? (options.quick ? 3 : 7))
const milliseconds = Number(options.milliseconds ?? (options.quick ? 400 : 1_500))
const coldCount = 500
/** Variants whose own log says whether a plan answered. */
const planning = ['clustergate', 'other', 'clustergate-postgres']
/** What V8 needs to settle on its code. */
const warmUpMilliseconds = 2_500

const here = new URL('.', import.meta.url).pathname
prepare()
const { measureChecks } = await import('./check.mjs')
const { ask, load, openConnections } = await import('./load.mjs')
const { onPostgres, pin, start, titleOf } = await import('./servers.mjs')
const { openDatabase } = await import('./postgres.mjs')
const postgraphile = await import('./postgraphile/work.mjs')
const { printProfile } = await import('./profile.mjs')
const { report } = await import('./report.mjs')
const { seed } = await import('./seed.mjs')

const headersOf = (token) => ({
  accept: 'application/json',
  'content-type': 'application/json',
  authorization: `Bearer ${token}`,
})

const directory = mkdtempSync(join(tmpdir(), 'clustergate-bench-'))
const profileDirectory = join(directory, 'profile')
const servers = new Map()
let database
const clients = new Map()
try {
  await main()
} catch (error) {
  for (const { name, logPath } of servers.values()) {
    const tail = readFileSync(logPath, 'utf8').slice(-600)
    if (tail && !tail.includes('"msg":"request"')) process.stderr.write(`${name}: ${tail}\n`)
  }
  throw error
} finally {
  await Promise.all([...clients.values()].flat().map((client) => client.destroy()))
  await Promise.all([...servers.values()].map((server) => server.stop()))
  await database?.remove()
  rmSync(directory, { recursive: true, force: true })
}

/** Builds Clustergate, and installs what it is measured against; `BENCH_BUILT=yes` says that both are done. */
function prepare() {
  const run = (args, cwd) => {
    const { status } = spawnSync('npm', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) throw new Error(`npm ${args.join(' ')} failed.`)
  }
  if (process.env.BENCH_BUILT !== 'yes') {
    run(['run', '--silent', 'build'], join(here, '../..'))
    const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
    run(install, here)
    if (options.postgres) run(install, join(here, 'postgraphile'))
  }
}

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a script that is read from top to bottom.
async function main() {
  const wanted = (given, all) => (given === undefined ? all : all.filter((name) => given.split(',').includes(name)))
  const works = wanted(options.work, [...Object.keys(reads), 'COLD', 'MUTATION'])
  const peers = ['clustergate', 'mercurius', 'yoga', 'shield', 'unplanned', 'object', 'bytes']
  if (process.env.BENCH_OTHER) peers.push('other', 'other-unplanned')
  if (options.postgres) peers.push(...onPostgres)
  const readers = wanted(options.variants ?? options.profile, peers)
  process.stderr.write('Seeding 1,000 people, 200 databases and 2,000 tokens …\n')
  const seeded = await seed(join(directory, 'seed'))
  if (readers.some((name) => onPostgres.includes(name))) {
    database = await openDatabase(options.postgres, join(directory, 'seed-postgres'))
  }
  const processor = pin()
  const open = async (name, given) => {
    const own = onPostgres.includes(name)
    const seedDirectory = join(directory, own ? 'seed-postgres' : 'seed')
    const environment = own ? { DATABASE_URL: database.url } : given
    const flags = name === options.profile ? ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`] : []
    const server = await start(name, { directory, seedDirectory, processor, environment, flags })
    servers.set(name, server)
    clients.set(name, openConnections(server.port))
  }
  const requestOf = (name, work) => {
    const { body, as } = reads[work]
    const { [as]: token } = onPostgres.includes(name) ? database.seeded : seeded
    const query = name === 'postgraphile' ? postgraphile.documents[work] : body.query
    const headers = { ...headersOf(token), 'x-work': work }
    return { headers, body: JSON.stringify({ ...body, query, ...servers.get(name).extra }) }
  }

  if (options.work === 'CHECK') {
    await open('clustergate', { CLUSTERGATE_CHECK_PORT: '0' })
    await measureChecks(servers.get('clustergate'), seeded.checks, { rounds, milliseconds })
    if (!options.profile) return
    await servers.get('clustergate').stop()
    return printProfile(profileDirectory)
  }
  const limits = ['object', 'bytes']
  for (const name of new Set(['clustergate', ...readers.filter((one) => !limits.includes(one))])) await open(name)
  // Without the tokens of checks, which are more than an environment holds.
  const { checks: _, ...credentials } = seeded
  const environment = { BENCH_SEEDED: JSON.stringify(credentials) }
  await open('store', environment)
  if (works.includes('MUTATION')) await open('bare', environment)
  if (works.includes('COLD')) await open('apollo')
  if (works.includes('COLD') || works.includes('MUTATION')) await open('second')
  const answers = await checkAlike(requestOf)
  for (const name of planning) if (servers.has(name)) await checkPlanned(servers.get(name))
  const answersPath = join(directory, 'answers.json')
  writeFileSync(answersPath, JSON.stringify(answers.parsed))
  for (const name of readers.filter((one) => limits.includes(one))) {
    await open(name, { BENCH_ANSWERS: answersPath })
    for (const work of Object.keys(reads)) answers.lengths[`${name} ${work}`] = undefined
  }

  const results = []
  const note = (round, work, name, result) => {
    if (round >= 0) results.push({ round, work, name, ...result })
  }
  // The first round warms up, and is not counted.
  for (let round = -1; round < rounds; round++) {
    process.stderr.write(round < 0 ? 'Warming up …\n' : `Round ${round + 1} of ${rounds} …\n`)
    for (const work of works) {
      if (work in reads) {
        for (const name of turned(readers, round)) {
          const request = requestOf(name, work)
          const expectedLength = answers.lengths[`${name} ${work}`]
          const limit = { milliseconds: round < 0 ? warmUpMilliseconds : milliseconds, expectedLength }
          note(round, work, name, await load(servers.get(name), clients.get(name), () => request, limit))
        }
      } else if (work === 'COLD') {
        for (const name of turned(['second', 'apollo'], round)) {
          note(round, work, name === 'second' ? 'clustergate' : name, await cold(name, round))
        }
      } else {
        note(round, work, 'clustergate', await mutate(round))
      }
      note(round, work, 'store', await storeAlone(work))
    }
  }
  if (options.profile) {
    await servers.get(options.profile).stop()
    return printProfile(profileDirectory)
  }
  const memory = options.memory ? await measureMemory() : undefined
  const summary = { node: process.version, processor: cpus()[0]?.model, rounds, milliseconds, results, memory }
  writeFileSync(join(here, 'results.json'), JSON.stringify(summary, null, 1))
  report(summary, titleOf)

  /** Asks every variant for the same, three times; throws where an answer is not the same JSON. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a script that is read from top to bottom.
  async function checkAlike(requestOf) {
    const lengths = {}
    const parsed = {}
    const texts = {}
    for (const work of Object.keys(reads)) {
      for (const name of servers.keys()) {
        if (name === 'store' || name === 'bare') continue
        for (let time = 0; time < 3; time++) {
          const text = await ask(clients.get(name)[0], requestOf(name, work))
          const answer = name === 'postgraphile' ? postgraphile.reshape(work, JSON.parse(text)) : JSON.parse(text)
          // Each store has ids of its own.
          const expected = `${work}${onPostgres.includes(name) ? ' on PostgreSQL' : ''}`
          parsed[expected] ??= answer
          texts[expected] ??= canonical(answer)
          const found = canonical(answer)
          if (found !== texts[expected]) {
            const both = [found, texts[expected]].map((one) => one.slice(0, 900)).join('\n')
            throw new Error(`${expected}: ${name} answers otherwise.\n${both}`)
          }
          lengths[`${name} ${work}`] = Buffer.byteLength(text)
        }
      }
    }
    return { lengths, parsed }
  }

  /** 500 documents that nobody has sent before, once each. */
  async function cold(name, round) {
    const first = (round + 1) * coldCount
    const headers = headersOf(seeded.admin)
    const bodies = Array.from({ length: coldCount }, (_, at) => JSON.stringify({ query: coldDocument(first + at) }))
    const next = () => {
      const body = bodies.pop()
      return body && { headers, body }
    }
    return load(servers.get(name), clients.get(name), next, {})
  }

  async function mutate(round) {
    const headers = headersOf(seeded.admin)
    let count = 0
    const next = () => {
      const input = { clusterId: seeded.clusterIds[0], name: `written-${round + 1}-${count++}`, retentionPeriod: '30d' }
      return { headers, body: JSON.stringify({ query: createDatabase, variables: { input } }) }
    }
    const first = await ask(clients.get('second')[0], next())
    if (JSON.parse(first).errors) throw new Error(`MUTATION: ${first}`)
    return load(servers.get('second'), clients.get('second'), next, { milliseconds })
  }

  async function storeAlone(work) {
    if (work === 'COLD') return { secondsPerRequest: Number.NaN, cpuPerRequest: Number.NaN }
    const length = Math.max(200, milliseconds / 2)
    const { port } = servers.get(work === 'MUTATION' ? 'bare' : 'store')
    const url = `http://127.0.0.1:${port}/?work=${work}&milliseconds=${length}`
    return (await fetch(url)).json()
  }

  /** What a server of its own holds after 10,000 and after 100,000 SMALL requests. */
  async function measureMemory() {
    process.stderr.write('Memory …\n')
    await servers.get('clustergate').stop()
    rmSync(join(directory, 'clustergate'), { recursive: true })
    await open('clustergate')
    const request = requestOf('clustergate', 'SMALL')
    const found = {}
    let sent = 0
    for (const total of [10_000, 100_000]) {
      const next = () => (sent++ < total ? request : undefined)
      await load(servers.get('clustergate'), clients.get('clustergate'), next, {})
      sent = total
      found[total] = servers.get('clustergate').residentMegabytes()
    }
    return found
  }
}

/** Begins with another one in each round, so that noise hits all alike. */
function turned(list, round) {
  const by = (round + 1) % list.length
  return [...list.slice(by), ...list.slice(0, by)]
}

/** Throws unless plans answered what was asked last: only its speed would show it otherwise. */
async function checkPlanned({ name, logPath }) {
  const expected = 3 * Object.keys(reads).length
  let requests = []
  // The log may be written in parts.
  for (let attempt = 0; attempt < 50 && requests.length < expected; attempt++) {
    await delay(100)
    const lines = readFileSync(logPath, 'utf8').split('\n').slice(0, -1)
    requests = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request')
  }
  const fallen = requests.filter(({ planned }, at) => at % 3 === 2 && !planned)
  if (requests.length !== expected || fallen.length > 0) {
    throw new Error(`${name} did not answer by plans: ${JSON.stringify(fallen.length > 0 ? fallen : requests)}`)
  }
}
