import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/sdk/index.ts'
import { type CommandLine, openCommandLine } from '../cli/command-line.ts'
import type { Member } from '../gateway.ts'
import { useWorld } from '../world.ts'
import { type Case, cases, type World } from './cases.ts'
import { cli, http, sdk, type Transport } from './transports.ts'

const { gateway } = useWorld()
let commandLine: CommandLine
let world: World
let callers: Readonly<Record<Case['as'], Member | undefined>>

beforeAll(async () => {
  commandLine = await openCommandLine()
  const account = await gateway.account()
  const [clusterId = ''] = account.clusterIds
  const admin = createClient({ url: gateway.url, token: account.admin.token })
  const { createDatabase } = await admin.createDatabase({ input: { clusterId, name: 'metrics' } })
  const { createDatabaseToken } = await admin.createDatabaseToken({
    input: { clusterId, description: 'ingest', permissions: [] },
  })
  callers = {
    admin: account.admin,
    member: await account.join('mel@example.com', ['member']),
    auditor: await account.join('aud@example.com', ['auditor']),
    nobody: undefined,
  }
  const other = await account.join('other@example.com', ['member'])
  world = {
    account,
    clusterId,
    database: createDatabase?.database ?? { id: '', name: '' },
    tokenId: createDatabaseToken?.token.id ?? '',
    other,
    admin,
  }
})
afterAll(() => commandLine?.remove())

/** Port 1 is nobody’s. */
const nowhere = 'http://127.0.0.1:1/graphql'

async function attempt(transport: Transport, { operation, as, given, isDown }: Case, name: string) {
  const tried = await given(world, name)
  return transport({ operation, ...tried }, { url: isDown ? nowhere : gateway.url, token: callers[as]?.token })
}

let count = 0

describe.each(cases)('$operation: $what', (one) => {
  it('through HTTP, the SDK and the command line alike', async () => {
    count++
    const overHttp = await attempt(http, one, `http-${count}`)
    const overSdk = await attempt(sdk, one, `sdk-${count}`)
    const onCommandLine = await attempt(cli(commandLine), one, `cli-${count}`)
    expect([overHttp.code, overSdk.code, onCommandLine.code]).toEqual([one.code, one.code, one.code])
    if (!one.printed) return
    expect(overSdk.answer).toEqual(overHttp.answer)
    expect(onCommandLine.answer).toEqual(one.printed(overHttp.answer))
  })
})
