import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { eventually } from '../gateway.ts'
import { clustergate, serverForTest, storeForTest } from '../process/command.ts'
import { useWorld } from '../world.ts'
import { blocksIn, root } from './documents.ts'

const { gateway, account } = useWorld()

const printed = (chapter: string): string =>
  blocksIn('sh').find((block) => block.chapter === `docs/backup.md: ${chapter}`)?.text ?? 'false'

it('a backup made and verified as printed, beside a running gateway, is restored as printed, and starts', async () => {
  const { dataDirectory } = gateway.store
  const [backups, lost] = ['backups', 'lost'].map((name) => join(dataDirectory, name)) as [string, string]
  for (const directory of [backups, lost]) mkdirSync(directory)
  writeFileSync(join(dataDirectory, 'passphrase'), 'correct horse battery staple', { mode: 0o600 })
  const run = (chapter: string, directory: string) => {
    const script = `npx() { shift; "${process.execPath}" "${root}dist/main.js" "$@"; }\n${printed(chapter)}`
    const env = { PATH: process.env['PATH'], CLUSTERGATE_DATA_DIR: directory }
    return promisify(execFile)('sh', ['-ec', script.replaceAll('/backups', backups)], { cwd: dataDirectory, env })
  }
  await run('Making one', dataDirectory)
  expect((await run('Verifying one', dataDirectory)).stdout).toContain('Nothing is wrong with it.')

  const { admin } = account
  const environment = { CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: admin.token, HOME: dataDirectory }
  const output = join(dataDirectory, 'audit.jsonl')
  expect(await clustergate(gateway.store, ['audit', 'export', '--output', output], environment)).toMatchObject({
    code: 0,
  })
  gateway.app.core.checkpoints.flush()
  cpSync(join(dataDirectory, 'audit-heads.json'), join(lost, 'audit-heads.json'))
  const restored = await storeForTest(true)
  cpSync(join(dataDirectory, 'master.key'), join(restored.dataDirectory, 'master.key'))
  expect((await run('Restoring', restored.dataDirectory)).stdout).toContain('People sign in anew. Start the gateway.')
  const again = await serverForTest(restored)
  await eventually(async () => (await fetch(new URL('/readyz', again.url))).status === 200)
  expect((await clustergate(restored, ['audit', 'verify', '--offline'])).code).toBe(0)
})
