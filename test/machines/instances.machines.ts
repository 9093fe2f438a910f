import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../gateway.ts'
import { type Database, hostsOf, query, startDatabase, urlOf } from './database.ts'
import { type Gateways, type Instance, newMasterKey, startGateways } from './gateways.ts'
import { type Sent, send, tally } from './load.ts'

const requests = Number(process.env['MACHINES_REQUESTS'] || 20_000)
const clients = 16
const requestsAroundKill = 300

describe('three gateways behind HAProxy', () => {
  let database: Database
  let gateways: Gateways
  beforeAll(async () => {
    database = await startDatabase()
    const { port } = await database.whole()
    await query(port, 'create database clustergate', 'postgres')
    gateways = await startGateways(urlOf(hostsOf(database)), newMasterKey())
  }, 180_000)
  afterAll(async () => {
    await gateways?.stop()
    await database?.stop()
  })

  it('made one account when they found an empty store at once', async () => {
    const { port } = await database.whole()
    expect(await query(port, 'select name from accounts')).toHaveLength(1)
  })

  it('refuse nothing but what a gateway held that is killed, and none of that where it has a key', async () => {
    for (const victim of gateways.instances) {
      const load = startClients(gateways)
      await eventually(() => load.sent.length > requestsAroundKill)
      await victim.running?.stop('SIGKILL')
      const goneAt = performance.now()
      const before = load.sent.length
      await eventually(() => load.sent.length > before + requestsAroundKill)
      await load.stop()
      const failed = load.sent.filter(({ outcome }) => outcome !== 'ok')
      console.info(`${victim.name} killed: ${load.sent.length} requests`, tally(load.sent))
      expect(failed.filter(({ startedAt }) => startedAt > goneAt)).toEqual([])
      expect(failed.filter(({ isKeyed }) => isKeyed)).toEqual([])
      expect(failed.length).toBeLessThanOrEqual(clients)
      await victim.start()
      await isReady(victim)
    }
  }, 120_000)

  it(`lose none of ${requests} requests while one after the other is started anew`, async () => {
    const load = startClients(gateways)
    let restarts = 0
    while (load.sent.length < requests || restarts < gateways.instances.length) {
      const instance = gateways.instances[restarts++ % gateways.instances.length] as Instance
      const { code } = (await instance.running?.stop('SIGTERM')) ?? {}
      expect(code).toBe(0)
      await instance.start()
      await isReady(instance)
    }
    await load.stop()
    console.info(`${restarts} restarts: ${load.sent.length} requests`, tally(load.sent))
    expect(tally(load.sent)).toEqual({ ok: load.sent.length })
  }, 900_000)
})

const isReady = ({ url }: Instance) =>
  eventually(async () => (await fetch(new URL('/readyz', url)).catch(() => undefined))?.status === 200)

const readDocument = '{ viewer { user { id name } permissions } databases(first: 5) { nodes { id name } } }'
const changeDocument = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { name } } }'

interface Asked extends Sent {
  readonly isKeyed: boolean
}

/** Clients that read, and change something now and then, half of the times under a key, without a pause. */
function startClients(gateways: Gateways) {
  const sent: Asked[] = []
  let isOver = false
  const ask = async (client: number) => {
    for (let at = client; !isOver; at++) {
      const key = at % 16 === 0 ? randomUUID() : undefined
      const changes = at % 8 === 0
      const one = changes
        ? await send(gateways, changeDocument, { input: { name: `Ada ${client} ${at}` } }, key)
        : await send(gateways, readDocument)
      sent.push({ ...one, answer: undefined, isKeyed: key !== undefined })
    }
  }
  const asking = Array.from({ length: clients }, (_, client) => ask(client))
  return {
    sent,
    async stop() {
      isOver = true
      await Promise.all(asking)
    },
  }
}
