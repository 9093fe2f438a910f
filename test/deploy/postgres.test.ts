import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../docs/documents.ts'
import { eventually } from '../gateway.ts'
import { clustergate, serverForTest, storeForTest } from '../process/command.ts'
import { administrate, onPostgres, testServer } from '../store.ts'
import { directoryForTest } from './confined.ts'

const names = ['clustergate_owner', 'clustergate_gateway']

async function isFree(server: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    const taken =
      'select datname from pg_database where datname = $1 union select rolname from pg_roles where rolname = any ($2)'
    return (await client.query(taken, ['clustergate', names])).rowCount === 0
  } finally {
    await client.end()
  }
}

describe.runIf(onPostgres && process.getuid?.() === 0)('compose.yaml, on PostgreSQL', () => {
  it('makes two roles, migrates as the owner, and serves as the one that cannot change the audit log', async ({
    skip,
  }) => {
    const server = testServer()
    if (!(await isFree(server))) {
      console.warn('SKIPPED: TEST_DATABASE_URL has a database or roles called clustergate already.')
      return skip()
    }
    onTestFinished(async () => {
      await administrate(server, 'drop database if exists clustergate with (force)')
      for (const name of names) await administrate(server, `drop role if exists ${name}`)
    })
    const folder = directoryForTest(0)
    cpSync(join(root, 'docs/deploy/compose'), folder, { recursive: true })
    execFileSync(join(folder, 'secrets.sh'), { input: 'smtps://user:password@smtp.example.com\n' })
    const secrets = join(folder, 'secrets')
    const { hostname, port, username, password, host } = new URL(server)
    const environment = { PGHOST: hostname, PGPORT: port, PGPASSWORD: decodeURIComponent(password) }
    execFileSync(join(folder, 'roles.sh'), {
      env: { PATH: process.env['PATH'], POSTGRES_USER: username, SECRETS: secrets, ...environment },
    })
    for (const name of ['owner_database_url', 'gateway_database_url']) {
      const path = join(secrets, name)
      writeFileSync(path, readFileSync(path, 'utf8').replace('@postgres/', `@${host}/`))
    }

    const store = { ...(await storeForTest()), databaseUrl: undefined }
    const migrated = await clustergate(store, ['migrate', '--grant-to', 'clustergate_gateway'], {
      DATABASE_URL_FILE: join(secrets, 'owner_database_url'),
    })
    expect(migrated).toMatchObject({ code: 0, stdout: expect.stringContaining('clustergate_gateway may do with them') })
    const gateway = await serverForTest(store, {
      DATABASE_URL_FILE: join(secrets, 'gateway_database_url'),
      CLUSTERGATE_MASTER_KEY_FILE: join(secrets, 'master_key'),
    })
    await eventually(async () => (await fetch(`http://127.0.0.1:${gateway.port}/readyz`)).ok)
    expect(gateway.log()).not.toContain('the role of the store may do more than it needs')
  })
})
