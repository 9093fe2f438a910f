import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { addressOf, clientOf } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Custom groups' })
let ada: CommandLine

const onCall = `
key: on-call
name: On call
description: Whoever has the pager
conditions:
  networks: [10.0.0.0/8]
grants:
  - permissions: [database-read, database-delete]
    on:
      databases:
        clusterIds: [primary]
        labels:
          - key: team
            anyOf: [ops]
`

beforeAll(async () => {
  const always = { CLUSTERGATE_URL: addressOf(gateway) }
  ada = await openCommandLine({ ...always, CLUSTERGATE_TOKEN: account.admin.token })
  const [clusterId = ''] = account.clusterIds
  const labels = [{ key: 'team', value: 'ops' }]
  for (const name of ['telemetry', 'archive'])
    await clientOf(gateway, account).createDatabase({
      input: { clusterId, name, ...(name === 'telemetry' && { labels }) },
    })
  await writeFile(join(ada.home, 'on-call.yaml'), onCall)
})
afterAll(async () => {
  await ada?.remove()
})

const file = () => join(ada.home, 'on-call.yaml')
const run = (line: string, environment: Readonly<Record<string, string>> = {}) =>
  ada.run(line.replace('FILE', file()).split(' '), { environment })

it('a group is made from a file, after a dry run, and printed as a file that makes the same', async () => {
  const rehearsed = await run('group create FILE --dry-run')
  expect(rehearsed).toMatchObject({ code: 0, stderr: 'This was a dry run: nothing was changed.\n' })
  expect(rehearsed.stdout).toMatch(/^ACTION +ON +CHANGES\ngroup\.create +on-call +/)

  const made = await run('group create FILE')
  expect(made).toMatchObject({ code: 0, stderr: '' })
  expect(made.stdout).toMatch(/^COUNTS +from 10\.0\.0\.0\/8$/im)
  expect(made.stdout).toMatch(/\nON +PERMISSIONS\n.*ops.* +DATABASE_READ, DATABASE_DELETE\n$/)

  const { stdout: printed } = await run('group show on-call --yaml')
  expect(printed).toBe(
    `version: 1\n${onCall.trimStart().replace('primary', account.clusterIds[0] ?? '')}`
      .replace('[10.0.0.0/8]', '\n    - 10.0.0.0/8')
      .replace(/\[(cluster_.*)\]/, '\n          - $1')
      .replace('[ops]', '\n              - ops')
      .replace('[database-read, database-delete]', '\n      - DATABASE_READ\n      - DATABASE_DELETE')
      .replaceAll(': \n', ':\n'),
  )
  await writeFile(file(), printed)
})

it('an editor changes a group; a second change on the same version, and a fault, are told plainly', async () => {
  const edited = await run('group edit on-call --format json', { EDITOR: 'sed -i s/pager/phone/' })
  expect(edited).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(edited.stdout)).toMatchObject({ description: 'Whoever has the phone', version: 2 })
  expect(await run('group edit on-call', { EDITOR: 'true' })).toMatchObject({
    code: 0,
    stderr: 'There is nothing to change.\n',
  })

  const stale = await run('group edit on-call --file FILE')
  expect(stale).toMatchObject({ code: 1, stdout: '' })
  expect(stale.stderr).toMatch(/^The group has changed since: this is made of version 1, and it is at 2 now\. /)

  const faulty = await run('group edit on-call', { EDITOR: 'sed -i s/10.0.0.0/10.0.0.300/' })
  expect(faulty).toMatchObject({ code: 2, stdout: '' })
  const [, path = ''] =
    /^What you wrote is kept: clustergate group edit on-call --file (\S+)$/m.exec(faulty.stderr) ?? []
  expect(await readFile(path, 'utf8')).toContain('10.0.0.300/8')
  expect(faulty.stderr).toContain(`${path}, line 7: `)
  expect(faulty.stderr).toContain('(BAD_INPUT at input.conditions.networks.0')
})

it('a group is deleted once that is confirmed', async () => {
  expect(await run('group delete on-call')).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') })
  expect(await run('group delete on-call --force')).toMatchObject({ code: 0, stdout: '', stderr: '' })
  expect(await run('group get on-call')).toMatchObject({ code: 4 })
})
