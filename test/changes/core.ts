import { onTestFinished } from 'vitest'
import type { Origin, Person, TokenCaller } from '../../src/auth/caller.ts'
import { findLiveToken } from '../../src/auth/current-rights.ts'
import { noRunner } from '../../src/changes/task-runner.ts'
import { readConfig } from '../../src/config.ts'
import { type Core, openCore } from '../../src/core.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import type { Permission } from '../../src/policy/permissions.ts'
import { openPostgres } from '../../src/store/postgres/connect.ts'
import type { Sql } from '../../src/store/tables.ts'
import { secretOf } from '../gateway.ts'
import { makeStore } from '../store.ts'

/** A gateway without its interfaces, on a store of its own, closed when the test ends. */
export interface TestCore {
  readonly core: Core
  /** The store as its owner sees it: all of it, and nothing hidden. */
  readonly db: Sql
  readonly statements: string[]
  /** How often the workers were told that there are tasks. */
  readonly wakes: number
  advance(milliseconds: number): void
  /** An account with its first Admin, as a request authenticates her. */
  account(name?: string): Promise<{ readonly id: string; readonly ada: Person }>
  /** A management token of a person, as a request authenticates it. */
  tokenOf(person: Person, permissions: readonly Permission[]): Promise<TokenCaller>
  events(accountId: string): Promise<readonly Event[]>
}

type Event = Awaited<ReturnType<typeof eventsOf>>[number]

export const originOf = (requestId: string): Origin => ({ requestId, ip: '192.0.2.7', client: 'a test' })

const eventsOf = (db: Sql, accountId: string) =>
  db.selectFrom('audit_events').selectAll().where('account_id', '=', accountId).orderBy('sequence').execute()

export async function coreForTest(): Promise<TestCore> {
  const { dataDirectory, databaseUrl, ownerUrl, remove } = await makeStore()
  const config = readConfig({
    CLUSTERGATE_DATA_DIR: dataDirectory,
    CLUSTERGATE_PUBLIC_URL: 'http://gateway.test',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  })
  const statements: string[] = []
  let [shift, wakes] = [0, 0]
  const core = await openCore(config, {
    shift: () => shift,
    onStatement: (sql) => statements.push(sql),
    runner: { ...noRunner, wake: () => wakes++ },
  })
  const owner = ownerUrl === undefined ? undefined : openPostgres(ownerUrl).db
  onTestFinished(async () => {
    await core.close()
    await owner?.destroy()
    await remove()
  })
  const db = owner ?? core.store.db
  return {
    core,
    db,
    statements,
    get wakes() {
      return wakes
    },
    advance: (milliseconds) => {
      shift += milliseconds
    },
    async account(name = 'Account') {
      const { accountId, invitationLink } = await operatorOf(core).createAccount(name, [], 'ada@example.com')
      const origin = originOf('the beginning')
      const secret = secretOf(invitationLink)
      const { acceptance } = core.services
      const { person } = await acceptance.accept(origin, { secret, name: 'Ada', password: 'a Long pass-phrase 7' })
      return { id: accountId, ada: person }
    },
    async tokenOf(person, permissions) {
      const { accountId, origin } = person
      const input = { description: 'ci', permissions: [...permissions] }
      const { token } = await core.services.managementTokens.create(person, input)
      const found = await findLiveToken(core.store.db, { accountId, id: token.id }, core.clock(), origin)
      return (found as { caller: TokenCaller }).caller
    },
    events: (accountId) => eventsOf(db, accountId),
  }
}
