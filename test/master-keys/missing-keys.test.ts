import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type Core, openCore } from '../../src/core.ts'
import { rotateKey } from '../../src/operator/key-rotation.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { gatewayForTest, type TestGateway } from '../gateway.ts'
import { minute } from '../times.ts'
import { giveKeys, keysOf, newKey, retire, rotate, type WrittenKey } from './rotating.ts'

const write = ({ config }: TestGateway, keys: readonly WrittenKey[]): void =>
  writeFileSync(join(config.dataDirectory, 'master.key'), keys.map(({ line }) => `${line}\n`).join(''), { mode: 0o600 })

async function open(gateway: TestGateway, masters?: readonly WrittenKey[]): Promise<Core> {
  const given = masters && { masters: masters.map(({ line }) => Buffer.from(line, 'base64')), path: undefined }
  const core = await openCore({ ...gateway.config, masterKey: given })
  onTestFinished(() => core.close())
  return core
}

it('a start without a key that the store still needs is refused, and names the fingerprint', async () => {
  const gateway = await gatewayForTest()
  await gateway.account()
  const [former] = keysOf(gateway) as [WrittenKey]
  const key = await rotate(gateway)
  write(gateway, [key])
  await expect(open(gateway)).rejects.toThrow(`lacks the master key ${former.id}, which the store still needs`)
  write(gateway, [newKey()])
  await expect(open(gateway)).rejects.toThrow(new RegExp(`another master key .* begins with the fingerprint ${key.id}`))
  // The running gateway goes on with the keys that it has, and tells the log once.
  await gateway.app.keyWatch.look()
  await gateway.app.keyWatch.look()
  expect(gateway.app.core.keys.ids).toEqual([key.id, former.id])
  expect(gateway.log.filter(({ msg }) => msg === 'the master keys could not be read anew')).toHaveLength(1)
  await giveKeys(gateway, [key, former])
  expect((await open(gateway)).keys.ids).toEqual([key.id, former.id])
})

it('a retired key that still has a line is not used, and a file with a key twice is refused as damaged', async () => {
  const gateway = await gatewayForTest()
  await gateway.account()
  const [former] = keysOf(gateway) as [WrittenKey]
  const key = await rotate(gateway)
  gateway.advance(3 * minute)
  await retire(gateway, former.id, 3 * minute)
  await giveKeys(gateway, [key, former])
  expect(gateway.app.core.keys.ids).toEqual([key.id])
  const { masterKey } = await open(gateway)
  expect(masterKey.warnings).toEqual([expect.stringMatching(`still has the retired master key ${former.id}: remove`)])
  write(gateway, [key, key])
  await expect(open(gateway)).rejects.toThrow(/is damaged: each line must hold a key/)
  write(gateway, [key])
})

it('keys of the environment are changed by hand, and the command says how', async () => {
  const gateway = await gatewayForTest()
  await gateway.account()
  const core = await open(gateway, keysOf(gateway))
  await expect(rotateKey({ ...core, operator: operatorOf(core) }, 'BOTH')).rejects.toThrow(
    /^CLUSTERGATE_MASTER_KEY holds the keys, which this command cannot write\. By hand:\n1\. Make a key: openssl rand/,
  )
})
