import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import * as linkStore from '../../../src/clusters/links/link.store.ts'
import { makeAuthority } from '../../cli/certificates.ts'
import { useWorld } from '../../world.ts'
import { clusterCommands, secretFile } from './linking.ts'

const { gateway, account } = useWorld()

it('a cluster with a certificate of its own authority is connected to when that is named, and not before', async () => {
  const authority = await makeAuthority()
  const certificate = await authority.issue('localhost')
  let asked = 0
  const server = createServer(certificate, (request, answer) => {
    asked++
    answer.setHeader('x-influxdb-version', '1.8.10')
    const status = request.headers.authorization === undefined ? 401 : 200
    answer.writeHead(request.url === '/ping' ? 204 : status).end('{"results":[{"statement_id":0}]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const commands = clusterCommands(gateway, account)
  const url = `https://localhost:${(server.address() as AddressInfo).port}`

  const refused = await commands.connect('primary', url, 'a password')
  expect(refused).toMatchObject({ code: 5, stdout: '', stderr: expect.stringContaining('is not trusted') })
  expect(asked).toBe(0)

  // What else the file holds, such as a key, is kept out of the store.
  const ca = await secretFile(gateway, `${authority.certificate}\n${certificate.key}`)
  const connected = await commands.connect('primary', url, 'a password', '--ca-file', ca)
  expect(connected).toMatchObject({ code: 0, stdout: expect.stringContaining('InfluxDB 1.x, version 1.8.10') })
  const link = await linkStore.find(gateway.db, account.id, account.clusterIds[0] as string)
  expect(link?.settings.ca?.trim()).toBe(authority.certificate.trim())
  expect((await commands.check('primary')).code).toBe(0)
})
