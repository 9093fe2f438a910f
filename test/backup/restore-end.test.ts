import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { restoringSetting } from '../../src/store/restoring.ts'
import { clustergate, serverForTest } from '../process/command.ts'
import type { TestStore } from '../store.ts'
import { useWorld } from '../world.ts'
import { asOwner, backUp, useDirectory } from './backups.ts'
import { emptyPlace } from './lost-store.ts'

const { gateway, account } = useWorld()
const backups = useDirectory()

/** A backup, and a place to which it can be restored. */
async function backupAndPlace(name: string): Promise<{ readonly file: string; readonly store: TestStore }> {
  const file = backups.path(name)
  expect((await backUp(gateway, file)).code).toBe(0)
  const store = await emptyPlace(gateway.store)
  onTestFinished(() => store.remove())
  return { file, store }
}

/** An audit sink that answers with the status, and what was sent to it. */
async function openSink(status: number) {
  const sent: { readonly restoredFrom?: string; readonly heads: object }[] = []
  const server = createServer(async (request, response) => {
    sent.push((await json(request)) as (typeof sent)[number])
    response.writeHead(status).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/heads`, sent }
}

it('the audit sink behind a URL is sent the heads with which the log of a restored store begins', async () => {
  const { file, store } = await backupAndPlace('sent.tar')
  const sink = await openSink(204)
  const environment = { CLUSTERGATE_AUDIT_SINK: sink.url }
  const { code, stdout } = await clustergate(asOwner(store), ['restore', file, '--format', 'json'], environment)
  const { createdAt, unfinished } = JSON.parse(stdout)
  expect({ code, unfinished }).toEqual({ code: 0, unfinished: [] })
  expect(sink.sent).toEqual([expect.objectContaining({ restoredFrom: createdAt })])
  expect(Object.keys(sink.sent[0]?.heads ?? {})).toContain(account.id)
})

it('what the audit sink behind a URL does not take is to be sent by hand, and the command ends with 1', async () => {
  const { file, store } = await backupAndPlace('refused.tar')
  const environment = { CLUSTERGATE_AUDIT_SINK: (await openSink(500)).url }
  const { code, stdout, stderr } = await clustergate(asOwner(store), ['restore', file], environment)
  expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('what came after it is not known') })
  expect(stderr).toMatch(/NOT DONE: CLUSTERGATE_AUDIT_SINK did not take the new heads .*audit-heads\.json by hand/)
})

it('no gateway and no command starts on a store whose restore was broken off', async () => {
  const { file, store } = await backupAndPlace('broken-off.tar')
  const place = asOwner(store)
  expect((await clustergate(place, ['restore', file])).code).toBe(0)
  const { db, close } = await opened(place)
  const broken = { key: restoringSetting, value: 'x' }
  await db.insertInto('settings').values(broken).execute()
  const sentence = expect.stringMatching(/^The store is being restored from a backup, or that was broken off: /)
  for (const command of [['serve'], ['account', 'list']])
    expect(await clustergate(place, command)).toMatchObject({ code: 1, stdout: '', stderr: sentence })
  await db.deleteFrom('settings').where('key', '=', broken.key).execute()
  await close()
  expect((await (await serverForTest(place)).stop('SIGTERM')).code).toBe(0)
})

async function opened({ databaseUrl, dataDirectory }: TestStore) {
  const store = await openStore({ databaseUrl, dataDirectory })
  return { db: store.db, close: () => store.close() }
}
