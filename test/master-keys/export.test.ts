import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CommandLine, openCommandLine } from '../cli/command-line.ts'
import { minute } from '../times.ts'
import { useWorld } from '../world.ts'
import { keysOf, retire, rotate, type WrittenKey } from './rotating.ts'

const { gateway, account, audrey } = useWorld()
let auditor: CommandLine
let former: WrittenKey
let key: WrittenKey

const file = (name: string): string => join(auditor.home, name)
const exportTo = (name: string) => auditor.run(['audit', 'export', '--output', file(name)])
const verify = (name: string) => auditor.run(['audit', 'verify', '--offline', '--export', file(name)])

beforeAll(async () => {
  auditor = await openCommandLine({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: audrey.token })
  former = keysOf(gateway)[0] as WrittenKey
  await exportTo('before.jsonl')
  key = await rotate(gateway)
  gateway.advance(3 * minute)
  await audrey.run('{ viewer { permissions } }')
  await account.admin.run('mutation { updateProfile(input: { name: "Ada L." }) { user { id } } }')
  await retire(gateway, former.id, 3 * minute)
})
afterAll(() => auditor?.remove())

it('an export of before verifies by itself after its key was changed and retired', async () => {
  expect(await verify('before.jsonl')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(new RegExp(`^intact, \\d+ events, signed with the master key ${former.id}\n$`)),
  })
})

it('so does one of after, whose events were signed under both keys, with the keys of both', async () => {
  expect(await exportTo('after.jsonl')).toMatchObject({ code: 0 })
  expect((await verify('after.jsonl')).stdout).toContain(`signed with the master key ${key.id}`)
  const { keys } = JSON.parse(await readFile(file('after.jsonl.head.json'), 'utf8'))
  expect(keys).toEqual(await auditor.json(['audit', 'keys', '--format', 'json']))
  expect(keys).toEqual([
    {
      fingerprint: former.id,
      algorithm: 'Ed25519',
      publicKey: expect.stringMatching(/^-----BEGIN PUBLIC KEY-----\n/),
      validFrom: expect.any(String),
      retiredAt: expect.any(String),
    },
    expect.objectContaining({ fingerprint: key.id, retiredAt: null }),
  ])
})

it('one that was altered, cut short or signed by nobody does not', async () => {
  const events = await readFile(file('before.jsonl'), 'utf8')
  const head = await readFile(file('before.jsonl.head.json'), 'utf8')
  const forge = async (name: string, lines: string, signed: string) => {
    await writeFile(file(name), lines)
    await writeFile(file(`${name}.head.json`), signed)
    return verify(name)
  }
  const { signature } = JSON.parse(head).head
  expect(await forge('edited', events.replace('audrey@', 'eve@'), head)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^BROKEN at event \d+, /),
  })
  expect(await forge('cut', `${events.trim().split('\n').slice(0, -1).join('\n')}\n`, head)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^BROKEN at event \d+, /),
  })
  expect(await forge('unsigned', events, head.replace(signature, signature.replace(/.{4}/, 'AAAA')))).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^BROKEN: no key of .* has signed its head/),
  })
  expect(await forge('without', events, '{}')).toMatchObject({ code: 1, stderr: expect.stringMatching(/is not what/) })
})

it('a key that somebody without a master key has put into the store is not told', async () => {
  const { db } = gateway
  const [known] = await db.selectFrom('master_keys').selectAll().where('id', '=', former.id).execute()
  await db
    .updateTable('master_keys')
    .set({ public_key: `${known?.public_key.replace('MC', 'MD')}` })
    .where('id', '=', former.id)
    .execute()
  await expect(gateway.app.core.ring.refresh()).rejects.toThrow(/Somebody without a master key has changed/)
  const { auditKeys } = await audrey.run('{ auditKeys { publicKey } }')
  expect(auditKeys[0].publicKey).toBe(known?.public_key)
})
