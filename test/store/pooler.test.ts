import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { eventually, gatewayForTest } from '../gateway.ts'
import { makeStore, onPostgres, type TestStore } from '../store.ts'

const program = '/usr/sbin/pgbouncer'
const hasPooler = onPostgres && spawnSync(program, ['--version']).status === 0
if (onPostgres && !hasPooler) console.warn('SKIPPED: the tests of poolers need pgbouncer, which is not installed.')

/** A PgBouncer in transaction mode before the store of a test, with few connections that all clients share. */
async function storeBehindPooler(options: string): Promise<TestStore> {
  const store = await makeStore()
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-pooler-'))
  const probe = createServer()
  await once(probe.listen(0, '127.0.0.1'), 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  const server = new URL(store.databaseUrl as string)
  const configuration = `[databases]
* = host=${server.hostname} port=${server.port || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
${options}
`
  const path = join(directory, 'pgbouncer.ini')
  // auth_type = any needs the user that the server is asked for by name.
  await writeFile(path, configuration.replace('port=', `user=${server.username} port=`))
  const isRoot = process.getuid?.() === 0
  await chmod(directory, 0o755)
  const pooler: ChildProcess = spawn(program, [...(isRoot ? ['-u', 'nobody'] : []), path], { stdio: 'ignore' })
  onTestFinished(async () => {
    const ended = once(pooler, 'exit')
    pooler.kill('SIGKILL')
    await ended
    await rm(directory, { recursive: true })
    await store.remove()
  })
  await eventually(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1')
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
        socket.once('connect', () => socket.destroy())
      }),
  )
  const url = new URL(server)
  url.port = String(port)
  return { ...store, databaseUrl: url.href }
}

describe.skipIf(!hasPooler).each([
  ['that refuses the settings of a session', ''],
  [
    'that drops the settings of a session',
    'ignore_startup_parameters = statement_timeout,lock_timeout,idle_in_transaction_session_timeout',
  ],
])('behind a pooler in transaction mode %s', (_, options) => {
  it('a gateway starts and works, many at once, and accounts stay apart', async () => {
    const gateway = await gatewayForTest({ store: await storeBehindPooler(options) })
    const [own, other] = [await gateway.account('Own'), await gateway.account('Other')]
    const names = Array.from({ length: 12 }, (_, at) => `metrics-${at}`)
    const work = [own, other].flatMap((account) =>
      names.map(async (name) => {
        await createDatabase(account, { name })
        const { viewer, databases } = await account.admin.run(
          '{ viewer { user { id } } databases(first: 100) { nodes { name } } }',
        )
        expect(viewer.user.id).toBe(account.admin.id)
        expect(databases.nodes.map((database: { name: string }) => database.name)).toContain(name)
      }),
    )
    await Promise.all(work)
    for (const { admin } of [own, other]) {
      expect(await admin.run('{ databases { totalCount } verifyAuditLog { intact } }')).toEqual({
        databases: { totalCount: names.length },
        verifyAuditLog: { intact: true },
      })
    }
  })

  it('every statement has its time limits, and nothing of them is left to other clients', async () => {
    const gateway = await gatewayForTest({ store: await storeBehindPooler(options) })
    const { store } = gateway.app.core
    const limits = sql<Record<string, string>>`
      select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`
    expect((await limits.execute(store.db)).rows).toEqual([{ statement: '5s', lock: '5s' }])
    const within = await store.transaction(async (db) => {
      const { rows } = await sql<{ idle: string }>`
        select current_setting('idle_in_transaction_session_timeout') as idle`.execute(db)
      return [...(await limits.execute(db)).rows, ...rows]
    })
    expect(within).toEqual([{ statement: '5s', lock: '5s' }, { idle: '5s' }])
    const { rows } = await sql<{ names: string | null }>`
      select string_agg(name, ' ') as names from pg_prepared_statements`.execute(store.db)
    expect(rows).toEqual([{ names: null }])
  })
})
