import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { fill } from './fixture-content.mjs'

// Makes a store as a released version leaves it behind: `test/upgrades/VERSION/ENGINE`. CHECKOUT is a clone of that
// version, built. The gateway of the checkout is filled through its own front door, stopped, and its store is written
// down as SQL, with its master key and the secrets that the tests use.
//
//     node test/upgrades/make-fixture.mjs CHECKOUT
//     node test/upgrades/make-fixture.mjs CHECKOUT --database-url postgres://postgres@127.0.0.1:5432/postgres

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { 'database-url': { type: 'string' } },
})
const [given] = positionals
if (given === undefined || !existsSync(join(given, 'dist/main.js'))) {
  throw new Error('Name a checkout that is built: node test/upgrades/make-fixture.mjs CHECKOUT')
}
const checkout = resolve(given)
const server = values['database-url']
const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
const folder = join(import.meta.dirname, version, server === undefined ? 'sqlite' : 'postgres')
const main = join(checkout, 'dist/main.js')
const children = []
const dataDirectory = mkdtempSync(join(tmpdir(), 'clustergate-fixture-'))
const database = `clustergate_fixture_${randomUUID().replaceAll('-', '')}`

const environment = {
  PATH: process.env.PATH,
  PORT: '0',
  CLUSTERGATE_DATA_DIR: dataDirectory,
  CLUSTERGATE_PUBLIC_URL: 'http://gateway.test',
  CLUSTERGATE_ACCOUNT_NAME: 'Nordgrid',
  CLUSTERGATE_CLUSTER_URL: 'https://main.nordgrid.example.com',
  CLUSTERGATE_ADMIN_EMAIL: 'ada@example.com',
  CLUSTERGATE_ADMIN_PASSWORD: 'correct horse battery staple',
  CLUSTERGATE_ANONYMOUS_POINTS_PER_MINUTE: '100000',
}

try {
  if (server !== undefined) {
    psql('-c', `create database ${database}`)
    const url = new URL(server)
    url.pathname = `/${database}`
    environment.DATABASE_URL = url.href
  }
  const known = await fill({ start, command, password: environment.CLUSTERGATE_ADMIN_PASSWORD })
  write(known)
} finally {
  for (const child of children) child.kill('SIGKILL')
  if (server !== undefined) psql('-c', `drop database if exists ${database} with (force)`)
  rmSync(dataDirectory, { recursive: true })
}

/** Starts the gateway; answers with its URL, and with what stops it. */
async function start(more = {}) {
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  child.stderr.on('data', (text) => {
    said += text
  })
  const ended = once(child, 'close')
  const url = await new Promise((found, fail) => {
    let told = ''
    child.stdout.on('data', (text) => {
      told += text
      const port = /^Clustergate listens on http:\/\/localhost:(\d+)\/graphql$/m.exec(told)?.[1]
      if (port) found(`http://127.0.0.1:${port}/graphql`)
    })
    void ended.then(() => fail(new Error(`The gateway ended: ${said}`)))
  })
  // Before that, the first start is not over.
  while (!(await fetch(new URL('/readyz', url))).ok) await delay(20)
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Runs one of the operator's commands, and answers with what it has printed. */
function command(...args) {
  return execFileSync(process.execPath, [main, ...args], { env: environment, encoding: 'utf8' })
}

function psql(...args) {
  return execFileSync('psql', ['--quiet', '--no-psqlrc', server, ...args], { encoding: 'utf8' })
}

function write(known) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'store.sql'), dump())
  for (const name of ['master.key', 'audit-heads.json']) copyFileSync(join(dataDirectory, name), join(folder, name))
  const { documents, accounts, ...rest } = known
  const answers = accounts.map((account) => account.answers)
  const secrets = accounts.map(({ answers: _, ...account }) => account)
  writeFileSync(join(folder, 'known.json'), `${JSON.stringify({ version, ...rest, accounts: secrets }, null, 1)}\n`)
  writeFileSync(join(folder, 'lists.json'), `${JSON.stringify({ documents, answers })}\n`)
}

/** The store as statements that any connection understands: psql's own commands and remarks are left out. */
function dump() {
  if (server === undefined) {
    return execFileSync('sqlite3', [join(dataDirectory, 'clustergate.db'), '.dump'], { encoding: 'utf8' })
  }
  const options = ['--inserts', '--rows-per-insert=100', '--no-owner', '--no-privileges']
  return execFileSync('pg_dump', [...options, environment.DATABASE_URL], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('--') && !line.startsWith('\\'))
    .join('\n')
    .concat('\n')
}
