import { execFileSync, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { openBalancer } from './balancer.mjs'

// `npm run test:upgrade`: two gateways of the previous release behind a balancer, on one PostgreSQL, are replaced one by
// one by this version, while clients with the SDK of that release read and write. Says what was refused on the way, and
// ends with 1 when a client was told of a failure, or when anything that was acknowledged is missing.
//
//     TEST_DATABASE_URL=postgres://… npm run test:upgrade
//
// CHECKOUT names a clone of the release that is built already; without it, one is made, which takes a minute or two.
// SECONDS_PER_STEP says how long the load goes on between two steps; 8 when absent.

const server = process.env.TEST_DATABASE_URL
if (!server)
  throw new Error('Set TEST_DATABASE_URL to a PostgreSQL server, such as postgres://postgres@127.0.0.1:5432/postgres.')
const seconds = Number(process.env.SECONDS_PER_STEP || 8)
const clientsCount = 8
const root = join(import.meta.dirname, '../..')
const releases = JSON.parse(readFileSync(join(import.meta.dirname, 'releases.json'), 'utf8'))
const previous = Object.keys(releases).at(-1)
const folder = mkdtempSync(join(tmpdir(), 'clustergate-upgrade-'))
const checkout = process.env.CHECKOUT ?? build()
const database = `clustergate_upgrade_${randomUUID().replaceAll('-', '')}`
const databaseUrl = Object.assign(new URL(server), { pathname: `/${database}` }).href
const masterKey = randomBytes(32).toString('base64')
const admin = { email: 'ada@example.com', password: 'correct horse battery staple' }
const gateways = new Map()

psql(`create database ${database}`)
const balancer = await openBalancer()
try {
  await start('old 1', checkout)
  await start('old 2', checkout)
  const { createClient } = await import(pathToFileURL(join(checkout, 'dist/sdk/index.js')).href)
  const clients = Array.from({ length: clientsCount }, () => newClient(createClient))
  const accessToken = await signIn()
  const load = { isOver: false, accessToken }
  const running = clients.map((client) => client.run(load))
  const step = async (text, work) => {
    await delay(seconds * 1_000)
    const begin = performance.now()
    await work()
    console.log(
      `${text}: ${((performance.now() - begin) / 1_000).toFixed(1)} s; so far ${JSON.stringify(balancer.counts)}`,
    )
  }
  await step(`one of two gateways of ${previous} stopped`, () => stop('old 1'))
  await step('one of this version started beside the other', () => start('new 1', root))
  await step(`the last one of ${previous} stopped`, () => stop('old 2'))
  await step('another one of this version started', () => start('new 2', root))
  await delay(seconds * 1_000)
  load.isOver = true
  await Promise.all(running)
  await report(clients)
} finally {
  await Promise.all([...gateways.keys()].map(stop))
  await balancer.close()
  psql(`drop database if exists ${database} with (force)`)
  rmSync(folder, { recursive: true })
}

/** Clones the release, and builds it. */
function build() {
  const clone = join(folder, previous)
  console.log(`building ${previous}`)
  execFileSync('git', ['clone', '--quiet', '--no-checkout', root, clone])
  execFileSync('git', ['-C', clone, 'checkout', '--quiet', releases[previous]])
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone, stdio: 'ignore' })
  return clone
}

function environmentOf(name) {
  return {
    PATH: process.env.PATH,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    CLUSTERGATE_DATA_DIR: join(folder, name.replace(' ', '-')),
    CLUSTERGATE_MASTER_KEY: masterKey,
    CLUSTERGATE_PUBLIC_URL: balancer.url,
    CLUSTERGATE_ADMIN_EMAIL: admin.email,
    CLUSTERGATE_ADMIN_PASSWORD: admin.password,
    CLUSTERGATE_POINTS_PER_MINUTE: '100000000',
  }
}

async function start(name, from) {
  const main = join(from, 'dist/main.js')
  if (!existsSync(main)) throw new Error(`${from} is not built: npm run build`)
  const child = spawn(process.execPath, [main, 'serve'], {
    env: environmentOf(name),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close')
  let log = ''
  child.stderr.on('data', (text) => {
    log = `${log}${text}`.slice(-20_000)
  })
  let said = ''
  const port = await new Promise((found, fail) => {
    child.stdout.on('data', (text) => {
      said += text
      const port = /^Clustergate listens on http:\/\/localhost:(\d+)\/graphql$/m.exec(said)?.[1]
      if (port) found(Number(port))
    })
    void ended.then(() => fail(new Error(`${name} ended: ${log}`)))
  })
  gateways.set(name, { child, ended, log: () => log })
  await balancer.add(name, port)
}

async function stop(name) {
  const { child, ended } = gateways.get(name)
  gateways.delete(name)
  child.kill('SIGTERM')
  await ended
  balancer.remove(name)
}

async function signIn() {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }'
  const answer = await fetch(`${balancer.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input: admin } }),
  })
  return (await answer.json()).data.signIn.accessToken
}

/** Somebody who makes tokens, changes and revokes them, and reads lists page by page, one thing after the other. */
function newClient(createClient) {
  const client = { acknowledged: new Map(), done: 0, failures: [] }
  const attempt = async (what, work) => {
    try {
      const answer = await work()
      client.done++
      return answer
    } catch (error) {
      client.failures.push(`${what}: ${error.code} ${error.message}`)
    }
  }
  client.run = async (load) => {
    const sdk = createClient({ url: balancer.url, token: () => load.accessToken })
    const { clusters } = await sdk.clusters({ first: 1 })
    const clusterId = clusters.nodes[0].id
    for (let number = 0; !load.isOver; number++) {
      await write(sdk, clusterId, number)
      await attempt('viewer', () => sdk.viewer())
      await attempt('databaseTokens, by pages', async () => {
        let read = 0
        for await (const _ of sdk.databaseTokens.all({}, { pageSize: 10 })) if (++read === 40) break
      })
    }
  }
  const write = async (sdk, clusterId, number) => {
    const description = `token ${number} of ${randomUUID()}`
    const input = { clusterId, description, permissions: [] }
    const made = await attempt('createDatabaseToken', () => sdk.createDatabaseToken({ input }))
    const id = made?.createDatabaseToken?.token.id
    if (id === undefined) return
    const known = { description, status: 'ACTIVE' }
    client.acknowledged.set(id, known)
    const changed = { id, description: `${description}, changed` }
    if (number % 3 === 0 && (await attempt('updateDatabaseToken', () => sdk.updateDatabaseToken({ input: changed }))))
      known.description = changed.description
    if (number % 4 === 0 && (await attempt('revokeDatabaseToken', () => sdk.revokeDatabaseToken({ id }))))
      known.status = 'REVOKED'
  }
  return client
}

async function report(clients) {
  const { createClient } = await import(pathToFileURL(join(root, 'dist/sdk/index.js')).href)
  const sdk = createClient({ url: balancer.url, token: await signIn(), retries: 5 })
  const stored = new Map()
  const statuses = ['ACTIVE', 'REPLACED', 'EXPIRED', 'REVOKED']
  for await (const token of sdk.databaseTokens.all({ filter: { statuses } }, { pageSize: 100 }))
    stored.set(token.id, token)
  const acknowledged = clients.flatMap((client) => [...client.acknowledged])
  const lost = acknowledged.filter(([id, { description, status }]) => {
    const token = stored.get(id)
    return token?.description !== description || token.status !== status
  })
  const failures = clients.flatMap((client) => client.failures)
  const verified = run(root, 'new 1', 'audit', 'verify', '--offline')
  const refused = run(checkout, 'old 1', 'serve')
  console.log(
    `done: ${clients.reduce((sum, { done }) => sum + done, 0)}; acknowledged tokens: ${acknowledged.length}, lost or wrong: ${lost.length}`,
  )
  console.log(`requests at the balancer: ${JSON.stringify(balancer.counts)}`)
  console.log(`failures that a client was told of: ${failures.length}`)
  for (const failure of failures.slice(0, 20)) console.log(`  ${failure}`)
  console.log(`audit verify --offline: ${verified.text.trim()}`)
  console.log(`${previous} on the store from now on (${refused.code}): ${refused.text.trim()}`)
  if (lost.length + failures.length > 0 || verified.code !== 0 || refused.code === 0) process.exitCode = 1
}

function run(from, name, ...words) {
  try {
    const options = { env: environmentOf(name), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 }
    return { code: 0, text: execFileSync(process.execPath, [join(from, 'dist/main.js'), ...words], options) }
  } catch ({ status, stdout, stderr }) {
    return { code: status, text: `${stdout}${stderr}` }
  }
}

function psql(statement) {
  execFileSync('psql', ['--quiet', '--no-psqlrc', server, '-c', statement])
}
