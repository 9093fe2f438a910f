import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Sql } from '../../src/store/tables.ts'
import { eventually, gatewayForTest, type TestAccount, type TestGateway } from '../gateway.ts'

const writers = 6

const createToken =
  'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }'

interface Refusal {
  readonly status: number
  readonly code: string
  readonly retryAfter: string | null
  readonly data: unknown
}

/** What one person’s programs saw who create tokens without a pause. */
interface Seen {
  readonly acknowledged: { id: string; requestId: string }[]
  readonly refusals: Refusal[]
}

/** Puts the store of a gateway into a state in which it takes no change, and back. */
interface Outage {
  begin(): Promise<void>
  end(): Promise<void>
}

function outageOf({ app, store }: TestGateway): Outage {
  const { databaseUrl } = store
  if (databaseUrl === undefined) {
    // No page more than there are now: to SQLite that is a full disk.
    const limitPages = async (pages: number) => {
      let isSet = false
      const limit = async (db: Sql) => {
        await sql.raw(`pragma max_page_count = ${pages}`).execute(db)
        isSet = true
      }
      // It stays set also when its transaction fails, with the changes that share its commit.
      await eventually(() =>
        app.core.store.transaction(limit).then(
          () => isSet,
          () => isSet,
        ),
      )
    }
    return { begin: () => limitPages(1), end: () => limitPages(1_073_741_823) }
  }
  const name = new URL(databaseUrl).pathname.slice(1)
  const administrate = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  return {
    begin: () =>
      administrate(
        `alter database ${name} set default_transaction_read_only = on`,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
      ),
    end: () => administrate(`alter database ${name} reset default_transaction_read_only`),
  }
}

/** Lets several programs write until the function that it answers with is called. */
function write({ admin, clusterIds }: TestAccount, seen: Seen): () => Promise<void> {
  let isOver = false
  const working = Array.from({ length: writers }, async (_, writer) => {
    for (let at = 0; !isOver; at++) {
      const input = {
        clusterId: clusterIds[0],
        description: `token ${writer}-${at} ${'x'.repeat(150)}`,
        permissions: [],
      }
      const { status, headers, data, errors } = await admin.send(createToken, { input })
      const [error] = errors
      if (error) {
        const retryAfter = headers.get('retry-after')
        seen.refusals.push({ status, code: error.extensions.code, retryAfter, data })
      } else {
        const requestId = headers.get('x-request-id') as string
        seen.acknowledged.push({ id: data.createDatabaseToken.token.id, requestId })
      }
    }
  })
  const stop = async () => {
    isOver = true
    await Promise.all(working)
  }
  onTestFinished(stop)
  return stop
}

/** Every acknowledged token is there with its event, and no token without one. */
async function expectNothingLost({ app }: TestGateway, { admin, id }: TestAccount, seen: Seen): Promise<void> {
  const { db } = app.core.store
  const tokens = await db.selectFrom('database_tokens').select('id').where('account_id', '=', id).execute()
  const events = await db
    .selectFrom('audit_events')
    .select(['resource_id', 'request_id'])
    .where('account_id', '=', id)
    .where('action', '=', 'database_token.create')
    .where('outcome', '=', 'SUCCEEDED')
    .execute()
  const recorded = new Map(events.map((event) => [event.resource_id, event.request_id]))
  for (const token of seen.acknowledged) expect(recorded.get(token.id)).toBe(token.requestId)
  expect(new Set(tokens.map((token) => token.id))).toEqual(new Set(recorded.keys()))
  expect((await admin.run('{ verifyAuditLog { intact } }')).verifyAuditLog.intact).toBe(true)
}

describe('a store that takes no changes for a while, in the midst of many', () => {
  it('loses nothing that was acknowledged, says UNAVAILABLE meanwhile, and is used again once it is mended', async () => {
    const gateway = await gatewayForTest()
    const account = await gateway.account()
    const outage = outageOf(gateway)
    const readiness = async () => (await fetch(new URL('/readyz', gateway.url))).status
    const seen: Seen = { acknowledged: [], refusals: [] }
    expect(await readiness()).toBe(200)

    const stop = write(account, seen)
    await eventually(() => seen.acknowledged.length > 30)
    await outage.begin()
    await eventually(() => seen.refusals.length > 5 * writers)
    await eventually(async () => (await readiness()) === 503)
    expect((await fetch(new URL('/livez', gateway.url))).status).toBe(200)
    await outage.end()
    await eventually(async () => (await readiness()) === 200)
    const before = seen.acknowledged.length
    await eventually(() => seen.acknowledged.length > before + 30)
    await stop()

    const unavailable = seen.refusals.filter(({ code }) => code === 'UNAVAILABLE')
    // A commit that PostgreSQL was about to answer when its connection broke may have been done: that is not UNAVAILABLE.
    const unknown = seen.refusals.filter(({ code }) => code === 'UNKNOWN_OUTCOME')
    expect(unavailable.length + unknown.length).toBe(seen.refusals.length)
    expect(unknown.length).toBeLessThanOrEqual(gateway.app.core.store.engine === 'postgres' ? writers : 0)
    for (const refusal of unavailable) {
      expect(refusal).toEqual({ status: 503, code: 'UNAVAILABLE', retryAfter: '3', data: undefined })
    }
    await expectNothingLost(gateway, account, seen)
    const told = gateway.log.flatMap(({ msg, outage: kind }) =>
      /^the store takes/.test(String(msg)) ? [[msg, kind]] : [],
    )
    // Of PostgreSQL the first that is seen of it is that connections break.
    const kind = gateway.app.core.store.engine === 'postgres' ? expect.stringMatching(/read-only|unreachable/) : 'full'
    expect(told.at(0)).toEqual(['the store takes no changes', kind])
    expect(told.at(-1)).toEqual(['the store takes changes again', undefined])
    expect(told.length).toBeLessThan(seen.refusals.length / 2)
  })

  it('makes an idle gateway not ready, which goes on answering those who read, and is ready again', async () => {
    const gateway = await gatewayForTest()
    const outage = outageOf(gateway)
    const readiness = async () => (await fetch(new URL('/readyz', gateway.url))).status
    const { admin } = await gateway.account()
    await outage.begin()
    // On SQLite nothing tells of a full disk before something needs a page.
    if (gateway.app.core.store.engine === 'sqlite') {
      const value = 'x'.repeat(100_000)
      const fill = (db: typeof gateway.app.core.store.db) =>
        db.insertInto('settings').values({ key: 'filler', value }).execute()
      await expect(gateway.app.core.store.transaction(fill)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    }
    await eventually(async () => (await readiness()) === 503)
    // Now their last visit is to be noted, which cannot be.
    gateway.advance(120_000)
    for (let time = 0; time < 3; time++) {
      const read = await admin.send('{ viewer { user { email } } databaseTokens { totalCount } }')
      expect(read).toMatchObject({ status: 200, errors: [], data: { viewer: { user: { email: 'ada@example.com' } } } })
    }
    await outage.end()
    await eventually(async () => (await readiness()) === 200)
  })

  it('costs a probe nothing while changes are committed, and one small change otherwise', async () => {
    const gateway = await gatewayForTest()
    const account = await gateway.account()
    const ready = () => fetch(new URL('/readyz', gateway.url))
    const writes = (statements: readonly string[]) => statements.filter((text) => /^(insert|update)/.test(text)).length
    await account.admin.run(createToken, {
      input: { clusterId: account.clusterIds[0], description: 'a', permissions: [] },
    })
    const { statements } = await gateway.count(async () => {
      for (let at = 0; at < 5; at++) await ready()
    })
    expect(writes(statements)).toBeLessThanOrEqual(1)
  })
})
