import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { describeFailure } from '../../src/operator/failure.ts'
import { openPostgres } from '../../src/store/postgres/connect.ts'
import { parsePostgresUrl } from '../../src/store/postgres/url.ts'
import { administrate, makeStore, onPostgres, testServer } from '../store.ts'
import { networkTo } from './postgres-proxy.ts'

const unverified = { rejectUnauthorized: false }

describe('a DATABASE_URL means what it means to libpq', () => {
  it.each([
    ['postgres://ada@/gate?host=/var/run/postgresql', [['/var/run/postgresql', undefined, false]]],
    ['postgresql://ada@%2Fvar%2Frun%2Fpostgresql/gate', [['/var/run/postgresql', undefined, false]]],
    ['postgres://ada@db.example.com/gate?sslmode=disable', [['db.example.com', undefined, false]]],
    ['postgres://ada@db.example.com/gate?sslmode=require', [['db.example.com', undefined, unverified]]],
    [
      'postgres://ada@db.example.com/gate?sslmode=verify-full',
      [['db.example.com', undefined, { rejectUnauthorized: true }]],
    ],
    [
      'postgres://ada@db.example.com/gate',
      [
        ['db.example.com', undefined, unverified],
        ['db.example.com', undefined, false],
      ],
    ],
    [
      'postgres://ada@db.example.com/gate?sslmode=allow',
      [
        ['db.example.com', undefined, false],
        ['db.example.com', undefined, unverified],
      ],
    ],
    [
      'postgres://ada@one:5433,[::1]:5434/gate?sslmode=disable',
      [
        ['one', 5433, false],
        ['::1', 5434, false],
      ],
    ],
    [
      'postgres://ada@/gate?host=one,two&port=5433&sslmode=disable',
      [
        ['one', 5433, false],
        ['two', 5433, false],
      ],
    ],
  ])('%s', (url, targets) => {
    const read = parsePostgresUrl(url)
    expect(read.targets.map(({ host, port, ssl }) => [host, port, ssl])).toEqual(targets)
    expect(read).toMatchObject({ user: 'ada', database: 'gate', mustTakeWrites: false })
    expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url)
  })

  it('a password may hold what stands for itself, and what is encoded', () => {
    expect(parsePostgresUrl('postgres://ada:p@ss:w#rd%2F1@db/gate?target_session_attrs=read-write')).toMatchObject({
      user: 'ada',
      password: 'p@ss:w#rd/1',
      database: 'gate',
      mustTakeWrites: true,
    })
  })
})

describe('what is not taken is refused by a sentence that says the form that is, and tells no password', () => {
  it.each([
    ['ssl=true', 'has the parameter ssl, which is not taken: write sslmode=require or sslmode=verify-full'],
    ['sslmode=no-verify', 'must have an sslmode of disable, allow, prefer, require, verify-ca or verify-full'],
    [
      'sslmode=verify-ca',
      'has sslmode=verify-ca, which needs sslrootcert=/path/to/ca.crt; or write sslmode=verify-full',
    ],
    ['sslmode=verify-full&sslrootcert=/nowhere/ca.crt', 'has sslrootcert=/nowhere/ca.crt, which cannot be read'],
    ['target_session_attrs=standby', 'asks for a server that takes no writes: write target_session_attrs=read-write'],
    ['hostaddr=127.0.0.1', 'has the parameter hostaddr, which is not taken: write the address as the host'],
    ['passfile=/x', 'has the parameter passfile, which is not taken: set the variable PGPASSFILE'],
    ['pgbouncer=true', 'has the parameter pgbouncer, which is not taken: leave it out'],
    ['load_balance_hosts=random', 'has the parameter load_balance_hosts, which is not known. There are: host, port,'],
    ['connect_timeout=0', 'must have a connect_timeout of 1 to 30 seconds'],
    ['host=a,b&port=1,2,3', 'names 2 hosts and 3 ports: write one port, or one for each host'],
    ['port=99999', 'names a port that is no number from 1 to 65535'],
  ])('%s', (parameters, sentence) => {
    const read = () => readConfig({ DATABASE_URL: `postgres://ada:s3cret@db/gate?${parameters}` })
    expect(read).toThrow(`DATABASE_URL ${sentence}`)
    expect(read).not.toThrow('s3cret')
  })

  it('a % that stands for itself', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://ada:100%@db/gate' })).toThrow('is written as %25')
  })
})

/** What a server is told as the password that asks for it in clear text, and offers no encryption. */
async function passwordToldBy(url: (port: number) => string): Promise<string | undefined> {
  let told: string | undefined
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (message) => {
      const asksForEncryption = message.length === 8 && message.readInt32BE(4) === 80_877_103
      if (asksForEncryption) socket.write('N')
      else if (message[0] === 'p'.charCodeAt(0)) told = message.toString('utf8', 5, message.length - 1)
      else socket.write(Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, 3]))
      if (told !== undefined) socket.destroy()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { db } = openPostgres(url((server.address() as AddressInfo).port))
  await sql`select 1`.execute(db).catch(() => {})
  await db.destroy()
  server.close()
  return told
}

it.each([
  ['one host', (port: number) => `postgres://ada:p%40ss@127.0.0.1:${port}/gate`],
  ['several', (port: number) => `postgres://ada:p%40ss@127.0.0.1:1,127.0.0.1:${port}/gate?sslmode=disable`],
])('the password of the URL is told to a server that asks for it, of %s', async (_hosts, url) => {
  expect(await passwordToldBy(url)).toBe('p@ss')
})

describe.skipIf(!onPostgres)('connections', () => {
  async function open(change: (url: URL) => void) {
    const store = await makeStore()
    const url = new URL(store.databaseUrl as string)
    change(url)
    // Several hosts are no URL to Node.
    const { db } = openPostgres(url.href.replaceAll('%2C', ',').replace('several', hosts))
    onTestFinished(async () => {
      await db.destroy()
      await store.remove()
    })
    return { db, store }
  }
  let hosts = ''
  const answer = sql<{ one: number }>`select 1 as one`

  it('go to the first host that answers, and to another one when that is lost', async () => {
    const closed = createServer()
    await once(closed.listen(0, '127.0.0.1'), 'listening')
    const nobody = (closed.address() as { port: number }).port
    closed.close()
    const first = await networkTo(testServer())
    const second = await networkTo(testServer())
    onTestFinished(() => second.close())
    hosts = `127.0.0.1:${nobody},${new URL(first.url).host},${new URL(second.url).host}`
    const { db } = await open((url) => {
      url.host = 'several'
      url.port = ''
      url.searchParams.set('target_session_attrs', 'read-write')
    })
    expect((await answer.execute(db)).rows).toEqual([{ one: 1 }])
    first.close()
    // The connection that was open breaks; the next one is made elsewhere.
    await expect
      .poll(() =>
        answer.execute(db).then(
          ({ rows }) => rows,
          () => undefined,
        ),
      )
      .toEqual([{ one: 1 }])
  })

  it('to servers that take no writes are given up where writes are asked for', async () => {
    const { db, store } = await open((url) => url.searchParams.set('target_session_attrs', 'read-write'))
    const name = new URL(store.ownerUrl as string).pathname.slice(1)
    await administrate(store.ownerUrl as string, `alter database ${name} set default_transaction_read_only = on`)
    expect(await answer.execute(db).catch(describeFailure)).toBe(
      'PostgreSQL is read-only there: DATABASE_URL must lead to a server that takes changes.',
    )
  })

  it('are encrypted or not made where that is required', async () => {
    const { db } = await open((url) => url.searchParams.set('sslmode', 'require'))
    const answered = await answer.execute(db).then(({ rows }) => rows, describeFailure)
    const refused =
      'PostgreSQL offers no encryption where DATABASE_URL points: set it up there, or write sslmode=disable.'
    expect([[{ one: 1 }], refused]).toContainEqual(answered)
  })

  it.runIf(process.platform === 'linux')('come by a Unix socket', async () => {
    const server = openPostgres(testServer()).db
    const { rows: found } = await sql<{ directories: string }>`
      select current_setting('unix_socket_directories') as directories`.execute(server)
    await server.destroy()
    const directory = found[0]?.directories.split(',')[0]?.trim() as string
    const { db } = await open((url) => {
      url.searchParams.set('host', directory)
      url.searchParams.set('port', url.port || '5432')
    })
    const { rows } = await sql<{ isSocket: boolean }>`select inet_client_addr() is null as "isSocket"`.execute(db)
    expect(rows).toEqual([{ isSocket: true }])
  })
})
