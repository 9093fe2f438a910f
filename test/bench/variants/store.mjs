import { createHash, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { connectSqlite } from '../../../dist/files/sqlite.js'
import { authenticate, core, listening, read } from './parts.mjs'

/**
 * The store's own part of each work, in a loop without a server or GraphQL; and, for MUTATION, the bare transaction, one
 * after the other, by prepared statements on the connection itself: what any createDatabase must read behind the lock to
 * decide (the caller's standing, the cluster, the name), and the rows that it and its audit event write. The head's
 * signature is left out: a log could be signed at longer intervals.
 */

const bearer = (person) => `Bearer ${JSON.parse(process.env.BENCH_SEEDED)[person]}`
const { accountId, clusterIds } = JSON.parse(process.env.BENCH_SEEDED)

const works = {
  SMALL: () => authenticate(bearer('admin')),
  async MEDIUM() {
    const caller = await authenticate(bearer('admin'))
    const { nodes } = await read.users(caller, { first: 20 })
    await read.groupsOf(
      caller,
      nodes.map(({ id }) => id),
    )
  },
  async LARGE() {
    const caller = await authenticate(bearer('admin'))
    const { nodes } = await read.databases(caller, { first: 100 })
    await read.clusters(
      caller,
      nodes.map(({ clusterId }) => clusterId),
    )
    await read.tokensOf(
      caller,
      nodes.map(({ id }) => id),
      { first: 5 },
    )
  },
  DENIED: () => authenticate(bearer('member')),
}

function bareTransaction() {
  const connection = connectSqlite(join(process.env.CLUSTERGATE_DATA_DIR, 'clustergate.db'))
  for (const pragma of ['busy_timeout = 5000', 'synchronous = full', 'foreign_keys = on']) {
    connection.exec(`pragma ${pragma}`)
  }
  const statements = [
    'begin immediate',
    'update audit_heads set locked_at = ? where account_id = ? returning sequence, hash',
    `select users.id, users.email, users.status, groups.key from sessions
      join users on users.account_id = sessions.account_id and users.id = sessions.user_id
      left join user_groups on user_groups.account_id = users.account_id and user_groups.user_id = users.id
      left join groups on groups.account_id = user_groups.account_id and groups.id = user_groups.group_id
      where sessions.account_id = ? and sessions.id = ? and sessions.ended_at is null and sessions.expires_at > ?
      and users.status = 'ACTIVE' and users.removed_at is null`,
    'select id from clusters where account_id = ? and id = ?',
    'select id from databases where account_id = ? and cluster_id = ? and name = ? and deleted_at is null',
    `insert into databases (account_id, id, cluster_id, name, retention_seconds, max_tables, max_columns_per_table,
      partition_template, created_at, updated_at, deleted_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    `insert into audit_events (account_id, sequence, id, occurred_at, action, outcome, error_code, actor_id, actor_label,
      resource_id, resource_label, changes, ip, request_id, previous_hash, hash)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    'update audit_heads set sequence = ?, hash = ? where account_id = ?',
    'commit',
  ]
  const [begin, lock, standing, cluster, taken, insert, audit, head, commit] = statements.map((sql) =>
    connection.prepare(sql),
  )
  const [session] = connection.prepare('select id from sessions where account_id = ? limit 1').all([accountId])
  const template = JSON.stringify([{ kind: 'TIME', value: '%Y-%m-%d' }])
  const changes = JSON.stringify(
    Array.from({ length: 8 }, (_, at) => ({ field: `field ${at}`, before: null, after: at })),
  )
  return async () => {
    const at = Date.now()
    const id = randomUUID()
    begin.run([])
    const [{ sequence, hash }] = lock.all([at, accountId])
    const isRefused =
      standing.all([accountId, session.id, at]).length === 0 ||
      cluster.all([accountId, clusterIds[0]]).length === 0 ||
      taken.all([accountId, clusterIds[0], `bare-${id}`]).length > 0
    if (isRefused) throw new Error('The bare transaction finds what it should not.')
    insert.run([accountId, id, clusterIds[0], `bare-${id}`, null, 500, 250, template, at, at, null, 1])
    const next = createHash('sha256').update(`${hash}${id}${changes}`).digest('hex')
    const person = 'ada@example.com'
    const event = [id, at, 'database.create', 'SUCCEEDED', null, id, person, id, `bare-${id}`, changes, null, id]
    audit.run([accountId, sequence + 1, ...event, hash, next])
    head.run([sequence + 1, next, accountId])
    commit.run([])
  }
}
works.MUTATION = bareTransaction()

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url, 'http://localhost')
  const work = works[searchParams.get('work')]
  const end = performance.now() + Number(searchParams.get('milliseconds'))
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  let count = 0
  do {
    await work()
    count++
  } while (performance.now() < end)
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - startedAt) / 1000
  response.end(JSON.stringify({ secondsPerRequest: seconds / count, cpuPerRequest: (user + system) / 1e6 / count }))
})
server.listen(0, '127.0.0.1', () => listening(server.address().port))
void core
