// Says how well the time of a refused sign-in tells whether somebody has the address: the area under the ROC curve,
// 0.5 where it tells nothing. Known and unknown addresses take turns at random, each from a network of its own.
//
//   node test/bench/sign-in.mjs [--samples 2000] [--accounts 1]      DATABASE_URL=postgres://… for PostgreSQL
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import 'reflect-metadata'
import { openApp } from '../../dist/app.js'
import { readConfig } from '../../dist/config.js'
import { operatorOf } from '../../dist/operator/operator.js'

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const samples = option('samples', 2_000)
const accounts = option('accounts', 1)
const password = 'a Long pass-phrase 7'
const dataDirectory = mkdtempSync(join(tmpdir(), 'clustergate-bench-'))

const app = await openApp(
  readConfig({
    PORT: '0',
    CLUSTERGATE_DATA_DIR: dataDirectory,
    CLUSTERGATE_LOG_LEVEL: 'silent',
    CLUSTERGATE_TRUSTED_PROXIES: '127.0.0.1',
    CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '1000000',
    ...(process.env.DATABASE_URL && { DATABASE_URL: process.env.DATABASE_URL }),
  }),
  { graceMilliseconds: 0 },
)
const operator = operatorOf(app.core)
const peopleCount = Math.ceil(samples / 8)
const known = (at) => `person-${at % peopleCount}@example.com`
const unknown = (at) => `nobody-${at % peopleCount}@example.com`
for (let account = 0; account < accounts; account++) {
  const clusters = [{ name: 'main', url: 'https://main.example.com' }]
  const first = { email: 'ada@example.com', password }
  const { accountId } = await operator.createAccountWithAdmin(`Bench ${account}`, clusters, first)
  const people = Array.from({ length: peopleCount }, (_, at) => ({
    email: known(at),
    name: 'P',
    groups: ['member'],
    attributes: [],
  }))
  await operator.importUsers(accountId, people)
}
// Imported people have no password; the hash of anybody's does, as long as it is not theirs that is given.
const { db } = app.core.store
const { password_hash } = await db
  .selectFrom('users')
  .select('password_hash')
  .where('email', '=', 'ada@example.com')
  .executeTakeFirstOrThrow()
await db.updateTable('users').set({ password_hash }).where('password_hash', 'is', null).execute()

const document = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
let networks = 0
function timeOf(email) {
  const network = `10.${(networks >> 16) & 255}.${(networks >> 8) & 255}.${networks++ & 255}`
  const body = JSON.stringify({ query: document, variables: { input: { email, password: 'not the pass-phrase' } } })
  const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-forwarded-for': network }
  return new Promise((resolve, reject) => {
    const start = performance.now()
    request(`http://127.0.0.1:${app.port}/graphql`, { method: 'POST', headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text += chunk))
      response.on('end', () => {
        const took = performance.now() - start
        if (text.includes('INVALID_CREDENTIALS')) resolve(took)
        else reject(new Error(text))
      })
    })
      .on('error', reject)
      .end(body)
  })
}

const times = { known: [], unknown: [] }
const asked = { known: 0, unknown: 0 }
const warmUp = 100
for (let at = 0; at < samples + warmUp; at++) {
  const kind = Math.random() < 0.5 ? 'known' : 'unknown'
  const took = await timeOf((kind === 'known' ? known : unknown)(asked[kind]++))
  if (at >= warmUp) times[kind].push(took)
}
await app.close()
rmSync(dataDirectory, { recursive: true })

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1].toFixed(2)
/** The probability that a known address took longer than an unknown one. */
function areaUnderCurve(longer, shorter) {
  const all = [...longer.map((time) => [time, 1]), ...shorter.map((time) => [time, 0])].sort(([a], [b]) => a - b)
  const ranks = all.reduce((sum, [, isLonger], at) => sum + isLonger * (at + 1), 0)
  return (ranks - (longer.length * (longer.length + 1)) / 2) / (longer.length * shorter.length)
}
const area = areaUnderCurve(times.known, times.unknown)
// Hanley and McNeil, for an area near one half.
const error = Math.sqrt(
  (times.known.length + times.unknown.length + 1) / (12 * times.known.length * times.unknown.length),
)
console.log(`known   ${times.known.length} samples, median ${median(times.known)} ms`)
console.log(`unknown ${times.unknown.length} samples, median ${median(times.unknown)} ms`)
console.log(`AUC     ${area.toFixed(3)} ± ${(2 * error).toFixed(3)}`)
