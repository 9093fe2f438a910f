import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { verifyChain } from '../../src/audit-events/verify.ts'
import { readConfig } from '../../src/config.ts'
import { type Core, openCore } from '../../src/core.ts'
import { type Answer, acceptDocument, clientOf, password, secretOf } from '../gateway.ts'
import { clustergate, type Running, startServer, storeForTest } from './command.ts'

const changesCount = Number(process.env['KEYED_CHANGES'] || 240)
const kills = Math.max(2, Math.round(changesCount / 1_000))
const writers = 16
/** Only connections and overload are reasons to ask again; the points of so many changes are not looked at. */
const environment = { CLUSTERGATE_POINTS_PER_MINUTE: '100000000' }

const databaseDocument =
  'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name } } }'
const tokenDocument = `mutation ($input: CreateDatabaseTokenInput!) {
  createDatabaseToken(input: $input) { secret token { id description } } }`

/** A change that a client wants, and knows by its key. */
interface Wanted {
  readonly key: string
  readonly kind: 'database' | 'database_token'
  readonly name: string
}

/** Nothing but the key keeps two tokens of one description apart. */
const wanted = Array.from({ length: changesCount }, (_, at): Wanted => {
  const kind = at % 4 === 0 ? 'database' : 'database_token'
  return { key: `change-${String(at).padStart(6, '0')}`, kind, name: `${kind}-${at}` }
})

const lostAnswers = new Set(wanted.filter((_, at) => at % 5 === 0))

function idOf({ kind }: Wanted, { data, errors }: Answer): string | undefined {
  const [error] = errors
  if (!error) return kind === 'database' ? data.createDatabase.database.id : data.createDatabaseToken.token.id
  const { code, resourceId } = error.extensions as { code: string; resourceId?: string }
  // The gateway was killed before it could answer with the secret.
  if (code === 'IDEMPOTENCY_KEY_REUSED') return resourceId
  if (code === 'RATE_LIMITED' || code === 'UNAVAILABLE') return undefined
  throw new Error(`${code}: ${error.message}`)
}

/** Everything wanted is there once, as it was acknowledged, with its event. */
async function check({ store: { db }, keys, checkpoints }: Core, accountId: string, ids: ReadonlyMap<string, string>) {
  const found = [
    ...(await db.selectFrom('databases').select(['id', 'name']).execute()),
    ...(await db.selectFrom('database_tokens').select(['id', 'description as name']).execute()),
  ]
  const byName = new Map(found.map(({ name, id }) => [name, id]))
  const made = await db
    .selectFrom('audit_events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('action', 'in', ['database.create', 'database_token.create'])
    .where('outcome', '=', 'SUCCEEDED')
    .executeTakeFirstOrThrow()
  expect([found.length, byName.size, Number(made.count)]).toEqual([changesCount, changesCount, changesCount])
  expect(wanted.filter(({ key, name }) => byName.get(name) !== ids.get(key))).toEqual([])
  expect(await verifyChain(db, keys, accountId, checkpoints.find(accountId))).toMatchObject({ intact: true })
}

it(`of ${changesCount} changes under keys, amid which the gateway is killed ${kills} times, each is made once`, async () => {
  const store = await storeForTest()
  const args = ['account', 'create', 'Busy', '--admin', 'ada@example.com', '--cluster', 'main=https://main.example.com']
  const created = JSON.parse((await clustergate(store, [...args, '--format', 'json'])).stdout)
  let server: Running = await startServer(store, environment)
  const input = { secret: secretOf(created.invitationLink), name: 'Ada', password }
  const token = (await clientOf(server.url).run(acceptDocument, { input })).acceptInvitation.accessToken
  const clusterId = created.clusterIds[0]

  const ids = new Map<string, string>()
  let [replays, at, failures] = [0, 0, 0]
  const send = ({ kind, key, name }: Wanted): Promise<Answer> => {
    const client = clientOf(server.url, { authorization: `Bearer ${token}`, 'idempotency-key': key })
    return kind === 'database'
      ? client.send(databaseDocument, { input: { clusterId, name } })
      : client.send(tokenDocument, { input: { clusterId, description: name, permissions: [] } })
  }
  /**
   * Sends a change until it is acknowledged. A kill hits few requests between their commit and their answer, so that some
   * answers get lost besides.
   */
  const acknowledge = async (one: Wanted): Promise<string> => {
    for (let isLost = lostAnswers.has(one); ; isLost = false) {
      const answer = await send(one).catch(() => undefined)
      if (answer?.text.includes('"replayed":true')) replays++
      const id = answer && !isLost ? idOf(one, answer) : undefined
      if (id !== undefined) return id
      failures++
      await delay(20)
    }
  }
  const write = async (): Promise<void> => {
    for (let one = wanted[at++]; one; one = wanted[at++]) ids.set(one.key, await acknowledge(one))
  }
  let isWriting = true
  const writing = Promise.all(Array.from({ length: writers }, write)).finally(() => {
    isWriting = false
  })
  const killing = async () => {
    for (let kill = 1; kill <= kills; kill++) {
      while (isWriting && ids.size < (changesCount / (kills + 1)) * kill) await delay(5)
      await server.stop('SIGKILL')
      server = await startServer(store, environment)
    }
  }
  try {
    await Promise.all([killing(), writing])
  } finally {
    at = changesCount
    await server.stop('SIGKILL')
  }
  expect(replays).toBeGreaterThanOrEqual(lostAnswers.size / 2)
  const config = readConfig({
    CLUSTERGATE_DATA_DIR: store.dataDirectory,
    ...(store.ownerUrl && { DATABASE_URL: store.ownerUrl }),
  })
  const core = await openCore(config)
  await check(core, created.accountId, ids).finally(() => core.close())
  if (process.env['KEYED_CHANGES'])
    console.info(`${failures} attempts without an answer, ${replays} answers from an earlier attempt`)
}, 900_000)
