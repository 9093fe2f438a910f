import 'reflect-metadata'
// Whether a gateway that runs for long stays as it is: npm run soak. All that it does beside requests is switched on, and
// it is asked for about half of what it could do, for SOAK_MINUTES (30 unless given). Its memory, descriptors and the delay
// of its event loop are read from its own metrics every ten seconds; the run fails where memory or descriptors grow.
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { runnerImport } from 'vite'
import * as linkStore from '../../dist/clusters/links/link.store.js'
import { readConfig } from '../../dist/config.js'
import { openCore } from '../../dist/core.js'
import { enqueue } from '../../dist/tasks/task.store.js'
import { ask, load, openConnections, quantile } from '../bench/load.mjs'
import { seed } from '../bench/seed.mjs'
import { start } from '../bench/servers.mjs'
import { coldDocument, reads } from '../bench/work.mjs'

const minutes = Number(process.env.SOAK_MINUTES ?? 30)
const sampleMilliseconds = 10_000
const tickMilliseconds = 50
const underWayMax = 64
/** The part of the run after which a gateway has taken what it keeps. */
const warmUp = 0.25
const growthMax = 0.05

const directory = mkdtempSync(join(tmpdir(), 'clustergate-soak-'))
const mails = await openMailSink()
const behind = await openEmulator()
const collector = createServer((request, response) => request.resume().on('end', () => response.end('{}')))
collector.listen(0, '127.0.0.1')
await once(collector, 'listening')
const seedDirectory = join(directory, 'seed')
const seeded = await seed(seedDirectory)
await linkCluster(seedDirectory, seeded)
mkdirSync(join(directory, 'run'))
const server = await start('clustergate', {
  ...{ directory: join(directory, 'run'), seedDirectory },
  environment: {
    CLUSTERGATE_METRICS_PORT: '0',
    CLUSTERGATE_CHECK_PORT: '0',
    CLUSTERGATE_AUDIT_SINK: join(directory, 'sink.jsonl'),
    SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.address().port}`,
  },
})
// It says where checks and metrics are answered after where the API is.
while (Number.isNaN(server.checkPort()) || Number.isNaN(server.metricsPort())) await delay(tickMilliseconds)
const clients = openConnections(server.port)
const checkClients = openConnections(server.checkPort(), 2)
let [answered, failed, underWay] = [0, 0, 0]

try {
  const { perSecond } = await load(server, clients, () => read('SMALL'), { milliseconds: 5_000 })
  const rate = Math.round(perSecond / 2)
  console.log(
    `${minutes} minutes at ${rate} requests a second, half of the ${Math.round(perSecond)} that were answered`,
  )
  report(await run(rate))
} finally {
  await Promise.all([...clients, ...checkClients].map((client) => client.destroy()))
  await server.stop()
  mails.close()
  collector.close()
  rmSync(directory, { recursive: true, force: true })
}
process.exit()

/** Asks at a steady pace until the time is over; answers with what the metrics told meanwhile. */
async function run(rate) {
  const samples = []
  const startedAt = performance.now()
  const endAt = startedAt + minutes * 60_000
  let sampledAt = startedAt
  let owed = 0
  for (let at = 0, last = startedAt; performance.now() < endAt; ) {
    const now = performance.now()
    owed = Math.min(owed + (rate * (now - last)) / 1_000, rate)
    last = now
    for (; owed >= 1 && underWay < underWayMax; owed--) void send(at++)
    if (now - sampledAt >= sampleMilliseconds) {
      sampledAt = now
      samples.push({ seconds: (now - startedAt) / 1_000, ...(await sample()) })
      if (samples.length % 6 === 0) tell(samples.at(-1))
      void occasionally(samples.length)
    }
    await delay(tickMilliseconds)
  }
  while (underWay > 0) await delay(tickMilliseconds)
  return samples
}

/** Of a hundred requests: mostly reads, some changes, checks and new documents. */
async function send(at) {
  underWay++
  const client = clients[at % clients.length]
  const part = at % 100
  try {
    if (part < 70) await ask(client, read('SMALL'))
    else if (part < 88) await ask(client, read('MEDIUM'))
    else if (part < 92) await ask(client, read('DENIED'))
    else if (part < 97) await check(at)
    else if (part < 98) await ask(client, request({ query: coldDocument(at) }))
    else await rotate(client, at)
    answered++
  } catch (error) {
    failed++
    if (failed < 5) console.error(error.message)
  } finally {
    underWay--
  }
}

function request(body, token = seeded.admin) {
  const headers = { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${token}` }
  return { headers, body: JSON.stringify(body) }
}

function read(work) {
  const { body, as } = reads[work]
  return request(body, seeded[as])
}

async function change(client, query, variables) {
  const { data, errors } = JSON.parse(await ask(client, request({ query, variables })))
  if (errors) throw new Error(errors[0].message)
  return data
}

/** Makes a token on the cluster that stands behind, and revokes it. */
async function rotate(client, at) {
  const input = { clusterId: seeded.clusterIds[1], description: `soak ${at}`, permissions: [] }
  const { createDatabaseToken } = await change(
    client,
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
    { input },
  )
  await change(
    client,
    'mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { id } } }',
    createDatabaseToken.token,
  )
}

async function check(at) {
  const { clusterId, proxySecret, tokens } = seeded.checks
  const { secret, writes } = tokens[at % tokens.length]
  const headers = {
    'x-clustergate-proxy': proxySecret,
    'x-original-method': 'POST',
    'x-original-uri': `/write?db=${writes}`,
    'x-original-content-length': '10',
    authorization: `Token ${secret}`,
  }
  const { statusCode, body } = await checkClients[at % 2].request({
    ...{ method: 'GET', path: `/dataplane/${clusterId}/check`, headers },
  })
  await body.dump()
  if (statusCode !== 204) throw new Error(`A check was answered with ${statusCode}.`)
}

/** An invitation and its mail every two minutes, which is what a person may send, and a sign-in every thirty seconds. */
async function occasionally(count) {
  const [client] = clients
  try {
    if (count % 3 === 0) {
      const input = { email: 'mel@example.com', password: 'a Long pass-phrase 7' }
      await change(client, 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', { input })
    }
    if (count % 12 === 0) {
      const input = { invitations: [{ email: `soak${count}@example.com`, groupKeys: ['member'] }] }
      const invite =
        'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { error { code } } } }'
      await change(client, invite, { input })
    }
  } catch (error) {
    failed++
    console.error(error.message)
  }
}

async function sample() {
  const text = await (await fetch(`http://127.0.0.1:${server.metricsPort()}/metrics`)).text()
  const value = (name) => {
    const number = Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    if (Number.isNaN(number)) throw new Error(`The metrics do not tell ${name}.`)
    return number
  }
  return {
    memory: value('process_resident_memory_bytes') / 1_048_576,
    heap: value('nodejs_heap_size_used_bytes') / 1_048_576,
    descriptors: value('process_open_fds'),
    lag: value('nodejs_eventloop_lag_p99_seconds') * 1_000,
  }
}

function tell({ seconds, memory, heap, descriptors, lag }) {
  const minute = (seconds / 60).toFixed(0).padStart(3)
  const [all, used] = [memory, heap].map((size) => size.toFixed(0))
  console.log(
    `${minute} min: ${all} MB (heap in use: ${used}), ${descriptors} descriptors, event loop p99 ${lag.toFixed(1)} ms`,
  )
}

function report(samples) {
  const settled = samples.filter(({ seconds }) => seconds >= warmUp * minutes * 60)
  const [memory, descriptors] = ['memory', 'descriptors'].map((name) => growthOf(settled, name))
  const lags = samples.map(({ lag }) => lag)
  console.log(`${answered} answered, ${failed} failed, ${mails.count()} mails, ${behind.name} behind`)
  console.log(`memory: ${memory.from.toFixed(1)} to ${memory.to.toFixed(1)} MB (${percent(memory.growth)})`)
  console.log(`descriptors: ${descriptors.from.toFixed(0)} to ${descriptors.to.toFixed(0)}`)
  console.log(
    `event loop, p99 of ten seconds: median ${quantile(lags).toFixed(1)} ms, at most ${quantile(lags, 1).toFixed(1)} ms`,
  )
  const faults = [
    !(memory.growth <= growthMax) && `Memory has grown by more than ${percent(growthMax)}.`,
    !(descriptors.to - descriptors.from <= 5) && 'Descriptors have grown.',
    failed > 0 && 'Requests have failed.',
  ].filter(Boolean)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}

function percent(part) {
  return `${(part * 100).toFixed(1)} %`
}

/** The ends of the line that fits the samples best. */
function growthOf(samples, name) {
  const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length
  const [times, values] = [samples.map(({ seconds }) => seconds), samples.map((one) => one[name])]
  const [time, value] = [mean(times), mean(values)]
  const slope =
    times.reduce((sum, one, index) => sum + (one - time) * (values[index] - value), 0) /
    times.reduce((sum, one) => sum + (one - time) ** 2, 0)
  const [from, to] = [times[0], times.at(-1)].map((one) => value + slope * (one - time))
  return { from, to, growth: (to - from) / from }
}

async function openMailSink() {
  let count = 0
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      count++
      stream.resume().on('end', done)
    },
  })
  await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve))
  return { port: sink.server.address().port, count: () => count, close: () => sink.close() }
}

async function openEmulator() {
  const file = new URL('../clusters/emulators/kinds.ts', import.meta.url).pathname
  const { module } = await runnerImport(file, { configFile: false, logLevel: 'error' })
  return { name: 'an emulated InfluxDB 2', ...(await module.emulated['influxdb-2']()) }
}

/** Puts the emulated cluster behind the second one of the store. */
async function linkCluster(dataDirectory, { accountId, clusterIds }) {
  const core = await openCore(readConfig({ CLUSTERGATE_DATA_DIR: dataDirectory }))
  const clusterId = clusterIds[1]
  const { url, credential, settings } = behind
  const health = { health: 'HEALTHY', failures: 0, version: null, warning: null, checkedAt: null, error: null }
  try {
    await linkStore.save(
      core.store.db,
      accountId,
      {
        ...{ clusterId, kind: 'INFLUXDB_2', enforcement: 'NATIVE', managementUrl: url, settings, ...health },
        credential: core.keys.sealCredential({ accountId, id: clusterId }, credential),
        credentialPrefix: credential.slice(0, 4),
      },
      core.clock(),
    )
    for (const task of ['cluster_probe', 'cluster_drift']) {
      await enqueue(core.store.db, accountId, task, clusterId, core.clock())
    }
  } finally {
    await core.close()
  }
}
