import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../databases/documents.ts'
import { keysOf, retire, rotate, type WrittenKey } from '../master-keys/rotating.ts'
import { clustergate } from '../process/command.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { asOwner, backUp, useDirectory } from './backups.ts'
import { emptyPlace, restore } from './lost-store.ts'

const { gateway, account } = useWorld()
const backups = useDirectory()

it('a backup that holds the master key is restored by its passphrase, without a key beside it', async () => {
  const [file, passphrase] = [backups.path('sealed.tar'), backups.path('passphrase')]
  writeFileSync(passphrase, 'correct horse battery staple', { mode: 0o600 })
  expect(await backUp(gateway, file, '--with-key', '--passphrase-file', passphrase)).toMatchObject({ code: 0 })
  const store = await emptyPlace(gateway.store)
  onTestFinished(() => store.remove())
  const key = join(store.dataDirectory, 'master.key')
  const before = readFileSync(key, 'utf8')
  rmSync(key)
  expect((await restore(store, file)).stderr).toMatch(/It has the key itself, sealed: give its passphrase/)
  expect(await restore(store, file, '--passphrase-file', passphrase)).toMatchObject({ code: 0 })
  expect(readFileSync(key, 'utf8')).toBe(before)
  expect(statSync(key).mode & 0o777).toBe(0o600)
  expect(await clustergate(asOwner(store), ['audit', 'verify', '--offline'])).toMatchObject({ code: 0 })
})

it('a backup from before a key was retired needs that key, which is named by its fingerprint, beside the new one', async () => {
  const file = backups.path('before.tar')
  expect(await backUp(gateway, file)).toMatchObject({ code: 0 })
  const former = keysOf(gateway)[0] as WrittenKey
  const key = await rotate(gateway)
  gateway.advance(3 * minute)
  await createDatabase(account, { name: 'later' })
  await retire(gateway, former.id, 3 * minute)
  gateway.app.core.checkpoints.flush()
  const store = await emptyPlace(gateway.store)
  onTestFinished(() => store.remove())
  const heads = join(gateway.store.dataDirectory, 'audit-heads.json')
  expect(await restore(store, file, '--heads', heads)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(`It needs the master key ${former.id}, which is not in`),
  })
  const write = (keys: readonly WrittenKey[]) =>
    writeFileSync(join(store.dataDirectory, 'master.key'), keys.map(({ line }) => `${line}\n`).join(''), {
      mode: 0o600,
    })
  // The old one alone cannot read the last heads, which the new one has signed.
  write([former])
  expect((await restore(store, file, '--heads', heads)).stderr).toMatch(
    /does not hold audit heads that a master key which/,
  )
  write([key, former])
  const { code, stdout } = await restore(store, file, '--heads', heads, '--format', 'json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ accounts: [{ id: account.id, gap: 'OPEN' }], formerKeys: [former.id] })
  expect(await clustergate(asOwner(store), ['audit', 'verify', '--offline'])).toMatchObject({ code: 0 })
})
