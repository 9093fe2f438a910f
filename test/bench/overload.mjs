// What clients see of a gateway that is asked more than it can answer: node test/bench/overload.mjs, after
// `npm run build`. 120 programs on more and more connections ask for 20 users at a time, again at once after an answer
// and a second later after a refusal, as Retry-After says; beside them somebody asks for /livez, each time on
// a new connection.
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { quantile } from './load.mjs'
import { seed } from './seed.mjs'
import { pin, start } from './servers.mjs'
import { reads } from './work.mjs'

const connectionCounts = [32, 400, 1_200]
const programCount = 120
const retryMilliseconds = 1_000
const probeMilliseconds = 100
/** What passes until all connections are open and their first refusals are over. */
const settlingMilliseconds = 3_000
const measuredMilliseconds = 8_000

const body = JSON.stringify(reads.MEDIUM.body)

const askedBy = (token) =>
  Buffer.from(
    [
      'POST /graphql HTTP/1.1',
      'host: localhost',
      'content-type: application/json',
      `authorization: Bearer ${token}`,
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )

async function makePrograms(port, admin) {
  const query = 'mutation ($input: CreateManagementTokenInput!) { createManagementToken(input: $input) { secret } }'
  const secrets = []
  for (let at = 0; at < programCount; at++) {
    const input = { description: `program ${at}`, permissions: ['USER_READ', 'GROUP_READ'] }
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
      body: JSON.stringify({ query, variables: { input } }),
    })
    secrets.push((await response.json()).data.createManagementToken.secret)
  }
  return secrets
}

/** Sends the request again and again, each time after the pause that `onAnswer` says, in milliseconds. */
function keepAsking(port, request, onAnswer) {
  const socket = connect(port, '127.0.0.1')
  let sentAt = 0
  let text = ''
  const send = () => {
    text = ''
    sentAt = performance.now()
    socket.write(request)
  }
  socket.on('connect', () => setTimeout(send, Math.random() * retryMilliseconds))
  socket.on('data', (chunk) => {
    text += chunk.latin1Slice()
    const end = text.indexOf('\r\n\r\n')
    if (end < 0 || text.length < end + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1])) return
    const pause = onAnswer(Number(text.slice(9, 12)), performance.now() - sentAt)
    if (pause === 0) send()
    else setTimeout(send, pause)
  })
  socket.on('error', (error) => {
    throw error
  })
  return socket
}

async function measure(port, secrets, connectionCount) {
  const taken = { 200: [], 503: [], livez: [] }
  let isMeasuring = false
  const note = (what, milliseconds) => {
    if (!taken[what]) throw new Error(`Answered with ${what}.`)
    if (isMeasuring) taken[what].push(milliseconds)
  }
  const sockets = Array.from({ length: connectionCount }, (_, at) =>
    keepAsking(port, askedBy(secrets[at % programCount]), (status, milliseconds) => {
      note(status, milliseconds)
      return status === 200 ? 0 : retryMilliseconds
    }),
  )
  const probe = async () => {
    const sentAt = performance.now()
    const { status } = await fetch(`http://127.0.0.1:${port}/livez`, { headers: { connection: 'close' } })
    note(status === 200 ? 'livez' : status, performance.now() - sentAt)
  }
  const probes = []
  const probing = setInterval(() => probes.push(probe()), probeMilliseconds)
  await delay(settlingMilliseconds)
  isMeasuring = true
  await delay(measuredMilliseconds)
  clearInterval(probing)
  for (const socket of sockets) socket.destroy()
  await Promise.all(probes)
  return taken
}

const directory = mkdtempSync(join(tmpdir(), 'clustergate-overload-'))
const seedDirectory = join(directory, 'seed')
let server
try {
  const { admin } = await seed(seedDirectory)
  server = await start('clustergate', { directory, seedDirectory, processor: pin() })
  const secrets = await makePrograms(server.port, admin)
  console.log('connections  answered/s  p50, p99 ms  refused/s  p50, p99 ms  /livez p50, p99 ms')
  for (const connectionCount of connectionCounts) {
    const taken = await measure(server.port, secrets, connectionCount)
    const perSecond = (numbers) => Math.round((numbers.length * 1_000) / measuredMilliseconds)
    const times = (numbers) =>
      numbers.length ? [0.5, 0.99].map((part) => quantile(numbers, part).toFixed(0)).join(', ') : '–'
    const cells = [
      perSecond(taken[200]),
      times(taken[200]),
      perSecond(taken[503]),
      times(taken[503]),
      times(taken.livez),
    ]
    const widths = [12, 13, 11, 13, 20]
    console.log(
      String(connectionCount).padStart(11) + cells.map((cell, at) => String(cell).padStart(widths[at])).join(''),
    )
  }
} finally {
  await server?.stop()
  rmSync(directory, { recursive: true, force: true })
}
