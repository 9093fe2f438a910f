import { describe, expect, it } from 'vitest'
import { eventually, gatewayForTest, type Member } from '../../gateway.ts'
import { isRunning, readersOf } from '../../store/readers.ts'
import { onPostgres } from '../../store.ts'
import { hold, waiting } from './held.ts'

const search = '{ databases(filter: { search: "x" }) { totalCount } }'
const viewer = '{ viewer { user { email } } }'
const revoke = 'mutation ($id: ID!) { revokeDatabaseToken(id: $id) { token { status } } }'

/** Gives answers once they have come, without a wait for them. */
function note<T>(answers: readonly Promise<T>[]): { readonly settled: T[]; readonly all: Promise<T[]> } {
  const settled: T[] = []
  for (const answer of answers) void answer.then((one) => settled.push(one))
  return { settled, all: Promise.all(answers) }
}

/** A gateway where reads that may take long do take long, until `letGo`. */
async function slowGateway() {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const mel = await account.join('mel@example.com', ['member'])
  const max = await account.join('max@example.com', ['member'])
  const { createDatabaseToken } = await account.admin.run(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { token { id } } }',
    { input: { clusterId: account.clusterIds[0], description: 'leaked', permissions: [] } },
  )
  const ask = (who: Member, query: string) => Array.from({ length: 8 }, () => who.send(query))
  // Readers start with the first reads.
  await Promise.all([...ask(mel, search), ...ask(max, search)])
  if (onPostgres) {
    const letGo = await hold(gateway, 'databases')
    const reads = async () => (await waiting(gateway)) > 0
    return { gateway, admin: account.admin, mel, max, ask, tokenId: createDatabaseToken.token.id, letGo, reads }
  }
  const readers = readersOf(process.pid)
  expect(readers.length).toBeGreaterThan(0)
  for (const reader of readers) process.kill(reader, 'SIGSTOP')
  const letGo = async () => {
    for (const reader of readers.filter(isRunning)) process.kill(reader, 'SIGCONT')
  }
  /** Whether a search is under way; one that was stopped took its reader along. */
  const reads = async () => readers.every(isRunning)
  return { gateway, admin: account.admin, mel, max, ask, tokenId: createDatabaseToken.token.id, letGo, reads }
}

describe('while two people’s searches take all the time that they are given', () => {
  it('others read, change and revoke', async () => {
    const { admin, mel, max, ask, tokenId, letGo, reads } = await slowGateway()
    const slow = note([...ask(mel, search), ...ask(max, search)])
    await eventually(reads)

    expect((await admin.run(viewer)).viewer.user.email).toBe(admin.email)
    expect((await admin.run(revoke, { id: tokenId })).revokeDatabaseToken.token.status).toBe('REVOKED')
    expect(slow.settled).toEqual([])

    await letGo()
    for (const { data, errors } of await slow.all) {
      expect(errors.length === 0 ? data : errors[0]?.extensions.code).toSatisfy(
        (told: unknown) => told === 'RATE_LIMITED' || (told as { databases: object }).databases !== null,
      )
    }
  })
})

it('a search is stopped when the time of its operation is over, not only when its own is', async () => {
  const { gateway, mel, reads, letGo } = await slowGateway()
  gateway.onStatement((sql) => {
    if (!/from "sessions"/.test(sql)) return
    gateway.onStatement(() => {})
    gateway.advance(9_500)
  })
  const { status, errors } = await mel.send(search)
  expect([status, errors.map(({ extensions }) => extensions.code)]).toEqual([503, ['RATE_LIMITED']])
  // A statement of its own time would go on for almost five seconds.
  await expect.poll(reads, { timeout: 3_000 }).toBe(false)
  await letGo()
})
