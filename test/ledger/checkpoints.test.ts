import { writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openCore } from '../../src/core.ts'
import { lockFile } from '../../src/files/lock.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { createDatabase } from '../databases/documents.ts'
import { gatewayForTest } from '../gateway.ts'

const fileName = 'audit-heads.json'
const damaged = /audit-heads\.json is damaged: .* Restore it from a backup\. If there is none, remove it/

it.each([
  ['cut off', '{ "acc_1": { "sequ'],
  ['empty', ''],
  ['no list of heads', 'null'],
  ['without a number', '{ "acc_1": { "sequence": "9", "hash": "a" } }'],
])(
  'a gateway whose remembered heads are %s does not start, says what to do, and leaves the file alone',
  async (_, text) => {
    const { app, config, store } = await gatewayForTest()
    await app.core.close()
    const path = join(store.dataDirectory, fileName)
    await writeFile(path, text)

    const start = openCore(config).then((core) => core.close())
    await expect(start).rejects.toThrow(damaged)
    expect(await readFile(path, 'utf8')).toBe(text)
  },
)

it('a process whose remembered heads are damaged meanwhile changes nothing, and still closes its store', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  gateway.app.core.checkpoints.flush()
  const path = join(gateway.store.dataDirectory, fileName)
  const sound = await readFile(path, 'utf8')
  // As another process, it asks for the remembered head before it goes on from one that it has not signed itself.
  const other = await openCore(gateway.config)
  const add = (name: string) => operatorOf(other).addCluster(account.id, { name, url: 'https://c.example.com' })
  await writeFile(path, '{ "damaged')
  await expect(add('never')).rejects.toThrow(damaged)
  await writeFile(path, sound)
  await add('after')
  // At once, before the timer comes that writes what was remembered.
  writeFileSync(path, '{ "damaged')

  await expect(other.close()).rejects.toThrow(damaged)
  await expect(other.store.ping()).rejects.toThrow('destroyed')
  expect(await readFile(path, 'utf8')).toBe('{ "damaged')
  const { clusters } = await account.admin.run('{ clusters { nodes { name } } }')
  expect(clusters.nodes.map(({ name }: { name: string }) => name)).toEqual(['after', 'primary', 'secondary'])
  await writeFile(path, sound)
})

it('heads are not written while another process writes them, and are remembered until they are', async () => {
  const gateway = await gatewayForTest()
  const account = await gateway.account()
  const { checkpoints } = gateway.app.core
  const path = join(gateway.store.dataDirectory, fileName)
  const remembered = async () => JSON.parse(await readFile(path, 'utf8').catch(() => '{}')).heads?.[account.id]
  const unlock = lockFile(`${path}.lock`, 10_000)
  const before = await remembered()
  await createDatabase(account, { name: 'metrics' })
  expect(() => checkpoints.flush()).toThrow(/locked/)
  expect(await remembered()).toEqual(before)
  unlock()
  checkpoints.flush()
  expect(await remembered()).toMatchObject({ sequence: expect.any(Number) })
  expect(await remembered()).not.toEqual(before)
})
