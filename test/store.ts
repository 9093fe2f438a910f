import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A place for one gateway's data, on the engine that the suite runs on. */
export interface TestStore {
  readonly dataDirectory: string
  readonly databaseUrl: string | undefined
  remove(): Promise<void>
}

export const onPostgres = process.env.TEST_STORE === 'postgres'

export async function makeStore(postgres = onPostgres): Promise<TestStore> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'clustergate-test-'))
  const database = postgres ? await makeDatabase() : undefined
  return {
    dataDirectory,
    databaseUrl: database?.url,
    async remove() {
      await database?.remove()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** A database of its own on the server that TEST_DATABASE_URL names. */
async function makeDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const server = process.env.TEST_DATABASE_URL
  if (!server)
    throw new Error(
      'Set TEST_DATABASE_URL to a PostgreSQL server, such as postgres://postgres@127.0.0.1:5432/postgres.',
    )
  const name = `clustergate_test_${randomUUID().replaceAll('-', '')}`
  await administrate(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => administrate(server, `drop database ${name} with (force)`) }
}

async function administrate(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
