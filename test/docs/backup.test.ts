import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { built } from '../built.ts'
import { clustergate, serverForTest, storeForTest } from '../process/command.ts'
import { blocksIn } from './documents.ts'

await built()

const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0
if (!hasSqlite) console.warn('SKIPPED: the backup of the documentation needs sqlite3, which is not installed.')

it.skipIf(!hasSqlite)('a backup made as printed, beside a running gateway, starts with its master key', async () => {
  const printed = blocksIn('sh').find(({ chapter }) => chapter === 'docs/operating.md: Backup and restore')
  const store = await storeForTest(true)
  const server = await serverForTest(store)
  const made = await clustergate(store, ['account', 'list', '--format', 'json'])
  symlinkSync(store.dataDirectory, join(store.dataDirectory, 'data'))
  execFileSync('sh', ['-ec', printed?.text ?? 'false'], { cwd: store.dataDirectory })
  const masterKey = readFileSync(join(store.dataDirectory, 'master.key'))
  await server.stop('SIGTERM')

  const restored = await storeForTest(true)
  const place = (name: string): string => join(restored.dataDirectory, name)
  execFileSync('cp', [join(store.dataDirectory, 'backup.db'), place('clustergate.db')])
  execFileSync('cp', [join(store.dataDirectory, 'master.key'), place('master.key')])
  expect(masterKey.length).toBeGreaterThan(0)
  const again = await serverForTest(restored)
  expect((await fetch(new URL('/readyz', again.url))).status).toBe(200)
  expect((await clustergate(restored, ['account', 'list', '--format', 'json'])).stdout).toBe(made.stdout)
  expect((await clustergate(restored, ['audit', 'verify', '--offline'])).code).toBe(0)
  rmSync(join(store.dataDirectory, 'data'))
})
