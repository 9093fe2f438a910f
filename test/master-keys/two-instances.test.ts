import { copyFileSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openCore } from '../../src/core.ts'
import { retireKey } from '../../src/operator/key-retirement.ts'
import { rotateKey } from '../../src/operator/key-rotation.ts'
import { keyStatus } from '../../src/operator/key-status.ts'
import type { Opened } from '../../src/operator/on-store.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { ask, checkPortOf, described, openChecking, openCluster } from '../dataplane/checks.ts'
import { type Answer, clientOf, eventually, password, type TestGateway } from '../gateway.ts'
import { signInDocument, whoAmI } from '../sessions/documents.ts'
import { onPostgres } from '../store.ts'
import { minute } from '../times.ts'
import { keysOf } from './rotating.ts'

/** Another gateway on the same store, with a data directory of its own and a copy of the keys. */
async function openBeside(first: TestGateway): Promise<TestGateway> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'clustergate-beside-'))
  onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }))
  copyFileSync(join(first.config.dataDirectory, 'master.key'), join(dataDirectory, 'master.key'))
  const gateway = await openChecking({ store: { ...first.store, dataDirectory } })
  onTestFinished(() => gateway.close())
  return gateway
}

/** Uses a credential; answers with the refusal, if there is one. */
type Use = (gateway: TestGateway, other: TestGateway) => Promise<string | undefined>

/** Uses of credentials, one after the other, at both gateways in turn, until they are stopped. */
class Load {
  readonly refused: string[] = []
  readonly #counts = new Map<string, number>()
  readonly #running: Promise<void>[] = []
  #isStopped = false
  #underWay = 0
  #pause: Promise<void> | undefined

  constructor(private readonly gateways: readonly TestGateway[]) {}

  start(name: string, use: Use): void {
    this.#counts.set(name, 0)
    this.#running.push(this.#run(name, use))
  }

  /** Waits until each credential was used twice more at each gateway. */
  async goesOn(): Promise<void> {
    const before = new Map(this.#counts)
    await eventually(() => [...this.#counts].every(([name, count]) => count >= (before.get(name) as number) + 4))
  }

  /** Does something while nothing is under way: a clock that jumps would make what is look overdue. */
  async pauseFor(work: () => void): Promise<void> {
    let resume = () => {}
    this.#pause = new Promise((resolve) => {
      resume = resolve
    })
    await eventually(() => this.#underWay === 0)
    work()
    this.#pause = undefined
    resume()
  }

  async stop(): Promise<Map<string, number>> {
    this.#isStopped = true
    await Promise.all(this.#running)
    return this.#counts
  }

  async #run(name: string, use: Use): Promise<void> {
    for (let turn = 0; !this.#isStopped; turn++) {
      const [gateway, other] = [this.gateways[turn % 2], this.gateways[(turn + 1) % 2]] as [TestGateway, TestGateway]
      while (this.#pause !== undefined) await this.#pause
      this.#underWay++
      const refusal = await use(gateway, other).catch(String)
      this.#underWay--
      if (refusal !== undefined) this.refused.push(`${name} at gateway ${turn % 2}: ${refusal}`)
      this.#counts.set(name, (this.#counts.get(name) as number) + 1)
    }
  }
}

describe.runIf(onPostgres)('two gateways on one PostgreSQL, each with its own master.key', () => {
  it('refuse no valid credential while the key is changed, in two steps, and the old one is retired', async () => {
    // Nothing is done once a minute by itself: what is, the test says.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const first = await openChecking()
    onTestFinished(() => first.close())
    const cluster = await openCluster(first)
    const { account } = cluster
    const mel = await account.join('mel@example.com', ['member'])
    const { createManagementToken } = await account.admin.run(
      'mutation { createManagementToken(input: { description: "ci", permissions: [USER_READ] }) { secret } }',
    )
    const databaseId = await cluster.database('mine')
    const data = await cluster.token([{ action: 'WRITE', databaseId }])
    const input = { email: mel.email, password }
    const signedIn = await first.anonymous.send(signInDocument, { input })
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const second = await openBeside(first)
    const gateways = [first, second]
    const [former] = keysOf(first)
    let offset = 0
    const command = async <T>(work: (opened: Opened) => Promise<T>): Promise<T> => {
      const core = await openCore(first.config, { shift: () => offset })
      try {
        return await work({ ...core, operator: operatorOf(core) })
      } finally {
        await core.close()
      }
    }
    const distribute = async () => {
      const [from, to] = gateways.map(({ config }) => join(config.dataDirectory, 'master.key'))
      copyFileSync(from as string, to as string)
      await second.app.keyWatch.look()
    }

    const load = new Load(gateways)
    onTestFinished(async () => {
      vi.useRealTimers()
      await load.stop()
    })
    const refusalOf = async (sent: Promise<Answer>): Promise<string | undefined> => {
      const { status, data: answer, errors, text } = await sent
      return status === 200 && errors.length === 0 && answer?.viewer !== null ? undefined : text
    }
    load.start('a session', (gateway) => refusalOf(gateway.as(mel.token).send(whoAmI)))
    load.start('the session of a browser', (gateway) => refusalOf(clientOf(gateway.url, { cookie }).send(whoAmI)))
    load.start('a management token', (gateway) =>
      refusalOf(gateway.as(createManagementToken.secret).send('{ viewer { permissions } }')),
    )
    const rename = 'mutation { updateProfile(input: { name: "Ada" }) { user { id } } }'
    load.start('an Admin who changes something', (gateway) => refusalOf(gateway.as(account.admin.token).send(rename)))
    load.start('a proxy and a database token', async (gateway) => {
      const headers = described({ method: 'POST', target: '/write?db=mine', authorization: `Bearer ${data.secret}` })
      const answer = await ask(checkPortOf(gateway), cluster.path, [
        'X-Clustergate-Proxy',
        cluster.proxySecret,
        ...headers,
      ])
      return answer.status === 204 ? undefined : `${answer.status} ${answer.body}`
    })
    load.start('a password, and the session that it opens at the other gateway', async (gateway, other) => {
      const { data: answer } = await gateway.anonymous.send(signInDocument, { input })
      return refusalOf(other.as(answer?.signIn?.accessToken ?? '').send(whoAmI))
    })
    await load.goesOn()

    const { key } = await command((opened) => rotateKey(opened, 'ADD'))
    await first.app.keyWatch.look()
    await load.goesOn()
    await command(async ({ ring }) => {
      expect(await ring.lacking(key)).toHaveLength(1)
      const [current, next] = ring.masters as [Buffer, Buffer]
      const replaced = vi.spyOn(ring.keys, 'replace')
      await expect(ring.take([next, current])).rejects.toThrow(`The master key ${key} cannot be the current one yet`)
      // Not for a moment: what it would have made then, nobody could open.
      expect(replaced).not.toHaveBeenCalled()
    })
    await distribute()
    await load.goesOn()
    expect(await command((opened) => rotateKey(opened, 'PROMOTE'))).toMatchObject({ key, current: key })
    await first.app.keyWatch.look()
    expect(gateways.map(({ app }) => app.core.keys.ids[0])).toEqual([key, former?.id])
    await load.goesOn()
    await distribute()
    expect(gateways.map(({ app }) => app.core.keys.ids[0])).toEqual([key, key])
    await load.goesOn()
    const retire = () => command((opened) => retireKey(opened, former?.id ?? '', true))
    await expect(retire()).rejects.toThrow(/noted once a minute/)
    offset = 3 * minute
    await load.pauseFor(() => {
      for (const gateway of gateways) gateway.advance(offset)
    })
    await load.goesOn()
    vi.advanceTimersByTime(minute)
    await eventually(async () => {
      const { keys } = await command(keyStatus)
      const uses = keys.find(({ id }) => id === former?.id)?.uses
      return uses?.managementTokens === 0 && uses.proxySecrets === 0
    })
    await retire()
    await first.app.keyWatch.look()
    await load.goesOn()
    await distribute()
    await load.goesOn()

    const counts = await load.stop()
    expect(load.refused).toEqual([])
    expect([...counts.values()].every((count) => count >= 24)).toBe(true)
    for (const gateway of gateways) {
      expect(gateway.app.core.keys.ids).toEqual([key])
      const { verifyAuditLog } = await gateway.as(account.admin.token).run('{ verifyAuditLog { intact } }')
      expect(verifyAuditLog).toEqual({ intact: true })
    }
  }, 120_000)
})
