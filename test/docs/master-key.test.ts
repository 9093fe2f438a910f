import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { built } from '../built.ts'
import { serverForTest, storeForTest } from '../process/command.ts'
import { blocksIn, root } from './documents.ts'

await built()

const printed = blocksIn('sh')
  .filter(({ chapter }) => chapter === 'docs/operating.md: The master key')
  .map(({ text }) => text)

it('the master key is changed as printed, beside a running gateway, which takes it by itself', async () => {
  const store = await storeForTest()
  const server = await serverForTest(store)
  const bin = join(store.dataDirectory, 'bin')
  mkdirSync(bin)
  writeFileSync(
    join(bin, 'npx'),
    `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(root, 'dist', 'main.js')}' "$@"\n`,
  )
  chmodSync(join(bin, 'npx'), 0o700)
  const env = {
    PATH: `${bin}:${process.env['PATH']}`,
    CLUSTERGATE_DATA_DIR: store.dataDirectory,
    CLUSTERGATE_PUBLIC_URL: 'http://gateway.test',
    ...(store.databaseUrl && { DATABASE_URL: store.databaseUrl }),
  }
  const run = (script: string) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile('sh', ['-ec', script], { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      )
    })
  const lines = () => readFileSync(join(store.dataDirectory, 'master.key'), 'utf8').trim().split('\n')
  const [single, several, retire] = printed as [string, string, string]
  const [first] = lines()

  expect(await run(single)).toMatchObject({ code: 0, stdout: expect.stringMatching(/ is the current master key\./) })
  expect([lines().length, lines()[1]]).toEqual([2, first])
  expect(await run(several)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/ will follow\n.* is the current/s),
  })
  expect([lines().length, lines()[2]]).toEqual([3, first])
  expect(server.log()).toContain('the master keys have changed')

  const { stdout } = await run('npx clustergate key status')
  const [oldest = ''] = [...stdout.matchAll(/^\w{8}(?= {2}older)/gm)].at(-1) ?? []
  const retired = await run(`${retire.replace('1a2b3c4d', oldest).trim()}`)
  expect(retired).toMatchObject({ code: 1, stderr: expect.stringMatching(/Nothing was done/) })
}, 120_000)
