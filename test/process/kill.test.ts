import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyChain } from '../../src/audit-events/verify.ts'
import { readConfig } from '../../src/config.ts'
import { type Core, openCore } from '../../src/core.ts'
import { type Answer, acceptDocument, clientOf, password, secretOf } from '../gateway.ts'
import { makeStore, onPostgres, type TestStore } from '../store.ts'
import { clustergate, type Running, startServer } from './command.ts'

const rounds = Number(process.env['KILLS'] ?? (onPostgres ? 4 : 8))
const writers = 8

type Kind = 'database' | 'database_token' | 'invitation'

/** What a client was told is done. */
interface Acknowledged {
  readonly kind: Kind
  readonly id: string
  readonly requestId: string
}

const documents: Readonly<Record<Kind, string>> = {
  database: 'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
  database_token:
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
  invitation:
    'mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results { invitation { id } error { message } } } }',
}

let store: TestStore
let accountId: string
let clusterId: string
let groupId: string
let token: string
let server: Running | undefined

beforeAll(async () => {
  store = await makeStore()
  const args = ['account', 'create', 'Busy', '--admin', 'ada@example.com', '--cluster', 'main=https://main.example.com']
  const created = JSON.parse((await clustergate(store, [...args, '--format', 'json'])).stdout)
  accountId = created.accountId
  clusterId = created.clusterIds[0]
  server = await startServer(store)
  const input = { secret: secretOf(created.invitationLink), name: 'Ada', password }
  token = (await clientOf(server.url).run(acceptDocument, { input })).acceptInvitation.accessToken
  const { groups } = await clientOf(server.url, { authorization: `Bearer ${token}` }).run('{ groups { nodes { id } } }')
  groupId = groups.nodes[0].id
  await server.stop('SIGKILL')
})
afterAll(async () => {
  await server?.stop('SIGKILL')
  await store?.remove()
})

function inputOf(kind: Kind, name: string): object {
  if (kind === 'database') return { clusterId, name }
  if (kind === 'database_token') return { clusterId, description: name, permissions: [] }
  return { invitations: [{ email: `${name}@example.com`, groupIds: [groupId] }] }
}

function idOf(kind: Kind, { data }: Answer): string {
  if (kind === 'database') return data.createDatabase.database.id
  if (kind === 'database_token') return data.createDatabaseToken.token.id
  return data.inviteUsers.results[0].invitation.id
}

/** Writes until the gateway is no more. */
async function write(url: string, name: string, acknowledged: Acknowledged[]): Promise<void> {
  const client = clientOf(url, { authorization: `Bearer ${token}` })
  const kinds = Object.keys(documents) as Kind[]
  for (let at = 0; ; at++) {
    const kind = kinds[at % kinds.length] as Kind
    let answer: Answer
    try {
      answer = await client.send(documents[kind], { input: inputOf(kind, `${name}-${at}`) })
    } catch {
      return
    }
    if (answer.errors.length > 0) throw new Error(answer.text)
    acknowledged.push({ kind, id: idOf(kind, answer), requestId: answer.headers.get('x-request-id') as string })
  }
}

/** Everything acknowledged is there with its event; and nothing is there without one, acknowledged or not. */
async function check({ store: { db }, keys, checkpoints }: Core, acknowledged: readonly Acknowledged[]): Promise<void> {
  const things = {
    database: await db.selectFrom('databases').select('id').execute(),
    database_token: await db.selectFrom('database_tokens').select('id').execute(),
    invitation: await db.selectFrom('invitations').select('id').where('invited_by', 'is not', null).execute(),
  }
  const events = await db
    .selectFrom('audit_events')
    .select(['action', 'resource_id', 'request_id'])
    .where('outcome', '=', 'SUCCEEDED')
    .execute()
  const eventOf = new Map(events.map((event) => [`${event.resource_id} ${event.request_id}`, event.action]))
  for (const { kind, id, requestId } of acknowledged) {
    expect(things[kind].some((thing) => thing.id === id)).toBe(true)
    expect(eventOf.get(`${id} ${requestId}`)).toBe(`${kind}.create`)
  }
  const created = new Set(events.filter(({ action }) => action.endsWith('.create')).map((event) => event.resource_id))
  for (const { id } of Object.values(things).flat()) expect(created).toContain(id)

  const mails = await db
    .selectFrom('invitations')
    .leftJoin('outbox', 'outbox.id', 'invitations.mail_id')
    .select(['invitations.id', 'outbox.id as mailId', 'outbox.status'])
    .execute()
  const written = (await readdir(join(store.dataDirectory, 'mail')).catch(() => [])).join()
  for (const { mailId, status } of mails) {
    expect(['QUEUED', 'SENT']).toContain(status)
    if (status === 'SENT') expect(written).toContain(mailId)
  }
  expect(await verifyChain(db, keys, accountId, checkpoints.find(accountId))).toMatchObject({ intact: true })
}

it(`keeps everything acknowledged when it is killed amid ${writers} writers, ${rounds} times`, async () => {
  const config = readConfig({
    CLUSTERGATE_DATA_DIR: store.dataDirectory,
    ...(store.ownerUrl && { DATABASE_URL: store.ownerUrl }),
  })
  const acknowledged: Acknowledged[] = []
  for (let round = 0; round < rounds; round++) {
    server = await startServer(store)
    const { url } = server
    const core = await openCore(config)
    await check(core, acknowledged).finally(() => core.close())

    const before = acknowledged.length
    const writing = Array.from({ length: writers }, (_, at) => write(url, `r${round}w${at}`, acknowledged))
    while (acknowledged.length < before + writers) await delay(5)
    await delay((round * 37) % 300)
    await server.stop('SIGKILL')
    await Promise.all(writing)
  }
  const core = await openCore(config)
  await check(core, acknowledged).finally(() => core.close())
  expect(acknowledged.length).toBeGreaterThanOrEqual(rounds * writers)
}, 180_000)
