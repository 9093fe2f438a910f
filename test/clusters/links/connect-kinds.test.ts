import { expect, it, onTestFinished } from 'vitest'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { useWorld } from '../../world.ts'
import type { Emulator } from '../emulators/emulator.ts'
import { openInfluxdb2 } from '../emulators/influxdb-2.ts'
import { openInfluxdb3 } from '../emulators/influxdb-3.ts'
import { clusterCommands, secretFile } from '../links/linking.ts'

const { gateway, account } = useWorld()
const commands = clusterCommands(gateway, account)

const linkOf = (at: number) => linkStore.find(gateway.db, account.id, account.clusterIds[at] as string)

/** Runs `cluster connect` for a server, which is closed when the test ends. */
async function connecting<Server extends Emulator & { readonly token: string }>(server: Server, name: string) {
  onTestFinished(() => server.close())
  const credential = await secretFile(gateway, server.token)
  const target = ['--management-url', server.url, '--credential-file', credential]
  return (...args: string[]) => commands.run('connect', name, ...target, ...args)
}

it('cluster connect tells a wrong organization of InfluxDB 2 in words, and stores nothing', {
  timeout: 120_000,
}, async () => {
  const server = await openInfluxdb2()
  const connect = await connecting(server, 'primary')

  const wrong = await connect('--kind', 'influxdb-2', '--organization-id', '0b0b0b0b0b0b0b0b')
  expect(wrong).toMatchObject({ stdout: '', stderr: expect.stringContaining('no organization of this id') })
  expect(wrong.code).not.toBe(0)
  expect(await linkOf(0)).toBeUndefined()

  const right = await connect('--kind', 'influxdb-2', '--organization-id', server.organizationId)
  expect(right).toMatchObject({ code: 0, stdout: expect.stringContaining('InfluxDB 2, version v2.9.0') })
  expect(await linkOf(0)).toMatchObject({ kind: 'INFLUXDB_2', enforcement: 'FORWARD_AUTH', health: 'HEALTHY' })
  expect(server.violations).toEqual([])
})

it('cluster connect tells InfluxDB 3 Core from Enterprise, and offers neither to check tokens by itself', {
  timeout: 120_000,
}, async () => {
  const server = await openInfluxdb3({ product: 'Core' })
  const connect = await connecting(server, 'secondary')

  const mistaken = await connect('--kind', 'influxdb-3-enterprise')
  expect(mistaken).toMatchObject({ stdout: '', stderr: expect.stringContaining('is InfluxDB 3 Core') })
  const native = await connect('--kind', 'influxdb-3-core', '--enforcement', 'native')
  expect(native).toMatchObject({ stdout: '', stderr: expect.stringContaining('forward-auth') })
  expect(await linkOf(1)).toBeUndefined()

  const right = await connect('--kind', 'influxdb-3-core')
  expect(right).toMatchObject({ code: 0, stdout: expect.stringContaining('InfluxDB 3 Core, version 3.11.2') })
  expect(await linkOf(1)).toMatchObject({ kind: 'INFLUXDB_3_CORE', enforcement: 'FORWARD_AUTH', health: 'HEALTHY' })
  expect(server.violations).toEqual([])
})
