import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migratePostgres } from '../src/store/postgres/prepare.ts'

/** A place for one gateway's data, on the engine that the suite runs on. */
export interface TestStore {
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
  /** The role that owns the tables on PostgreSQL; that of `databaseUrl` has only what a gateway needs. */
  readonly ownerUrl: string | undefined
  remove(): Promise<void>
}

export const onPostgres = process.env['TEST_STORE'] === 'postgres'

export async function makeStore(postgres = onPostgres, isEmpty = false): Promise<TestStore> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'clustergate-test-'))
  const database = postgres ? await makeDatabase(isEmpty) : undefined
  return {
    dataDirectory,
    databaseUrl: database?.url,
    ownerUrl: database?.ownerUrl,
    async remove() {
      await database?.remove()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/**
 * Brings the tables of a store that was put there by its owner up to date, and lets the gateway in as it is let into
 * others: as a role that owns nothing.
 */
export async function migratedByOwner(store: TestStore): Promise<TestStore> {
  if (store.ownerUrl === undefined) return store
  await administrate(testServer(), makeRole)
  await migratePostgres(store.ownerUrl, gatewayRole)
  const url = new URL(store.ownerUrl)
  url.username = gatewayRole
  url.password = ''
  return { ...store, databaseUrl: url.href }
}

/** A role that every test's gateway signs in as, and that owns nothing. */
const gatewayRole = 'clustergate_test_gateway'

/** A database of its own on the server that TEST_DATABASE_URL names, set up with two roles unless it stays empty. */
async function makeDatabase(isEmpty: boolean): Promise<{ url: string; ownerUrl: string; remove(): Promise<void> }> {
  const server = testServer()
  const name = `clustergate_test_${randomUUID().replaceAll('-', '')}`
  if (!isEmpty) template ??= makeTemplate(server)
  await administrate(server, `create database ${name}${template && !isEmpty ? ` template ${await template}` : ''}`)
  const url = urlOf(server, name)
  const ownerUrl = url.href
  const remove = () => administrate(server, `drop database ${name} with (force)`)
  if (isEmpty) return { url: ownerUrl, ownerUrl, remove }
  url.username = gatewayRole
  url.password = ''
  return { url: url.href, ownerUrl, remove }
}

let template: Promise<string> | undefined

/**
 * The database that the others are copies of, because migrating each would take half a second: one on a server for each
 * state of the sources that make the tables, whichever of the processes that run tests comes first.
 */
async function makeTemplate(server: string): Promise<string> {
  const name = `clustergate_template_${hashOfStore()}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('${name}'))`)
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 1) return name
    await client.query(makeRole)
    const unfinished = `clustergate_test_${randomUUID().replaceAll('-', '')}`
    await client.query(`create database ${unfinished}`)
    await migratePostgres(urlOf(server, unfinished).href, gatewayRole)
    await client.query(`alter database ${unfinished} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

function hashOfStore(): string {
  const folder = new URL('../src/store/', import.meta.url)
  const hash = createHash('sha256')
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.ts')) hash.update(path).update(readFileSync(new URL(path, folder)))
  }
  return hash.digest('hex').slice(0, 16)
}

function urlOf(server: string, database: string): URL {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url
}

/** Tests that run side by side may come to it at the same moment. */
const makeRole = `do $$ begin
  if not exists (select from pg_roles where rolname = '${gatewayRole}') then create role ${gatewayRole} login; end if;
exception when duplicate_object or unique_violation then null; end $$`

export function testServer(): string {
  const server = process.env['TEST_DATABASE_URL']
  if (server) return server
  throw new Error('Set TEST_DATABASE_URL to a PostgreSQL server, such as postgres://postgres@127.0.0.1:5432/postgres.')
}

export async function administrate(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
