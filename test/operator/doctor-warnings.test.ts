import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import * as keyHolderStore from '../../src/master-keys/key-holder.store.ts'
import { openInfluxdb2 } from '../clusters/emulators/influxdb-2.ts'
import { link } from '../clusters/link.ts'
import { giveKeys, keysOf, retire, rotate, type WrittenKey } from '../master-keys/rotating.ts'
import { hour, minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { doctor } from './examine.ts'

const { gateway, account } = useWorld()

/** The URL of a server whose clock goes wrong by so much. */
async function serverOfAnotherTime(milliseconds: number): Promise<string> {
  const server = createServer((_incoming, outgoing) => {
    outgoing.setHeader('date', new Date(Date.now() + milliseconds).toUTCString()).end('hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('doctor asks each connected cluster: whether it answers and takes the credential, and what is to be done', async () => {
  expect(await doctor(gateway, ['clusters'])).toMatchObject([{ state: 'SKIPPED' }])
  const { url, token, organizationId, close } = await openInfluxdb2()
  onTestFinished(close)
  const about = { accountId: account.id, clusterId: account.clusterIds[0] }
  const settings = { organizationId }
  await link(gateway, account, { kind: 'INFLUXDB_2', url, credential: token, settings })
  expect(await doctor(gateway, ['clusters'])).toMatchObject([
    {
      state: 'OK',
      message: expect.stringMatching(/^primary of .* answers, and takes the credential: InfluxDB/),
      about,
    },
  ])
  await link(gateway, account, { kind: 'INFLUXDB_2', url, credential: 'a-credential-of-nobody', settings })
  const refused = await doctor(gateway, ['clusters'])
  expect(refused).toMatchObject([{ state: 'FAILED', remedy: expect.stringContaining('cluster connect'), about }])
  expect(JSON.stringify(refused)).not.toContain('a-credential-of-nobody')
})

it('doctor warns where the clock of this machine and that of the public URL differ', async () => {
  for (const off of [hour, -hour]) {
    const environment = { CLUSTERGATE_PUBLIC_URL: await serverOfAnotherTime(off) }
    const rows = await doctor(gateway, ['clock'], environment)
    expect(rows.at(-1)).toMatchObject({
      state: 'WARNING',
      message: expect.stringMatching(/that of what answers at the public URL differ by 3[56]\d\d s\.$/),
      remedy: 'Have both set by NTP.',
    })
  }
})

it('doctor finds a gateway that runs without the current master key', async () => {
  const { db } = gateway
  const now = gateway.app.core.clock()
  await keyHolderStore.note(db, { processId: 'another', keyIds: ['0badc0de'], startedAt: now, seenAt: now })
  try {
    expect(await doctor(gateway, ['master-key'])).toMatchObject([
      {
        state: 'FAILED',
        message: expect.stringMatching(/^1 of \d gateways that run lack the master key [\da-f]{8}\.$/),
        remedy: expect.stringContaining('clustergate key status'),
      },
    ])
  } finally {
    await keyHolderStore.remove(db, 'another')
  }
})

it('doctor tells what the start would warn of', async () => {
  expect(await doctor(gateway, ['configuration'])).toMatchObject([{ state: 'OK' }])
  expect(await doctor(gateway, ['configuration'], { CLUSTERGATE_POINTS_PER_MINUTE: '99000000' })).toMatchObject([
    { state: 'WARNING', message: expect.stringMatching(/^CLUSTERGATE_POINTS_PER_MINUTE is 99000000; the default is /) },
  ])
})

it('doctor warns of the line of a retired key', async () => {
  const [former] = keysOf(gateway) as [WrittenKey]
  const current = await rotate(gateway)
  // What is used is noted once a minute, before which no key is retired.
  gateway.advance(10 * minute)
  await retire(gateway, former.id, 10 * minute)
  await giveKeys(gateway, [current, former])
  expect(await doctor(gateway, ['master-key'])).toMatchObject([
    {
      state: 'WARNING',
      message: expect.stringMatching(
        new RegExp(`master\\.key still has the retired master key ${former.id}: remove its line\\.$`),
      ),
    },
  ])
  await giveKeys(gateway, [current])
  expect(await doctor(gateway, ['master-key'])).toMatchObject([{ state: 'OK' }])
})
