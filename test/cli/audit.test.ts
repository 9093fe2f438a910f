import { once } from 'node:events'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useWorld } from '../world.ts'
import { type CommandLine, openCommandLine } from './command-line.ts'
import { clientOf } from './people.ts'

const { gateway, account } = useWorld({ accountName: 'Audited' })
let ada: CommandLine

beforeAll(async () => {
  ada = await openCommandLine({ CLUSTERGATE_URL: gateway.url, CLUSTERGATE_TOKEN: account.admin.token })
})
afterAll(() => ada?.remove())

async function createToken(description: string): Promise<void> {
  const clusterId = account.clusterIds[0] ?? ''
  await clientOf(gateway, account).createDatabaseToken({ input: { clusterId, description, permissions: [] } })
}

it('exports all events, oldest first, in JSON lines and in CSV that is no formula', async () => {
  for (let at = 0; at < 130; at++) await createToken(`=1+${at}`)
  const lines = (await ada.run(['audit', 'export'])).stdout.trim().split('\n')
  const sequences = lines.map((line) => Number(JSON.parse(line).sequence))
  expect(sequences).toEqual(Array.from({ length: lines.length }, (_, at) => at + 1))
  expect(lines.length).toBeGreaterThan(130)
  const chained = lines.map((line) => JSON.parse(line))
  for (const [at, event] of chained.entries()) expect(event.previousHash).toBe(chained[at - 1]?.hash ?? '0'.repeat(64))

  const { stdout } = await ada.run([
    'audit',
    'export',
    '--format',
    'csv',
    '--action',
    'database_token.*',
    '--from',
    '1h',
  ])
  const [titles, first, ...others] = stdout.trim().split('\n')
  expect(titles).toBe(
    'occurredAt,outcome,action,actorLabel,resourceLabel,ip,errorCode,sequence,actorId,resourceId,changes,requestId,id,previousHash,hash,decidedBy,v',
  )
  expect(first).toContain(",SUCCEEDED,database_token.create,ada@example.com,'=1+0,127.0.0.1,,")
  expect(others).toHaveLength(129)
})

it('exports into a file that is there as a whole, and replaces none unasked', async () => {
  const file = join(ada.home, 'audit.jsonl')
  expect(await ada.run(['audit', 'export', '--output', file])).toMatchObject({ code: 0, stdout: '' })
  const { stdout } = await ada.run(['audit', 'export'])
  expect(await readFile(file, 'utf8')).toBe(stdout)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const past = ['audit', 'export', '--to', '2020-01-01T00:00:00Z', '--from', '2019-01-01T00:00:00Z', '--output', file]
  expect(await ada.run(past)).toMatchObject({ code: 2, stderr: `${file} exists already; --force replaces it.\n` })
  expect(await readFile(file, 'utf8')).toBe(stdout)
  expect(await ada.run([...past, '--force'])).toMatchObject({ code: 0 })
  expect(await readFile(file, 'utf8')).toBe('')
  const { code } = await ada.run(['audit', 'export', '--output', file, '--force', '--url', 'http://127.0.0.1:1'])
  expect(code).toBe(5)
  const written = (await readdir(ada.home)).filter((name) => name.startsWith('audit'))
  expect(written.sort()).toEqual(['audit.jsonl', 'audit.jsonl.head.json'])
  expect(await ada.run(['audit', 'export', '--output', '/dev/null', '--force'])).toMatchObject({ code: 2 })
})

it('exports nothing of a log in which an event is missing, and says where', async () => {
  const holed = await gateway.account('Holed')
  const file = join(ada.home, 'holed.jsonl')
  const environment = { CLUSTERGATE_TOKEN: holed.admin.token }
  await gateway.db.deleteFrom('audit_events').where('account_id', '=', holed.id).where('sequence', '=', 2).execute()
  const { code, stderr } = await ada.run(['audit', 'export', '--output', file], { environment })
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'The log is not whole after event 1, where event 3 comes; see clustergate audit verify.\n',
  })
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('shows what was denied, to whom, and what came of one request', async () => {
  const mel = await account.join('mel@example.com', ['member'])
  await mel.send('mutation { revokeManagementToken(id: "x") { token { id } } }')
  const [event] = await ada.json(['audit', 'list', '--outcome', 'denied', '--actor', 'mel@example.com'])
  expect(event).toMatchObject({ action: 'management_token.revoke', errorCode: 'FORBIDDEN', actorLabel: mel.email })
  expect(await ada.json(['audit', 'list', '--request-id', event.requestId])).toEqual([event])
  expect(await ada.run(['audit', 'list', '--from', 'yesterday'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"yesterday" is no time: write it as 2026-11-23T10:00:00Z'),
  })
})

it('follows the log, and ends cleanly when it is interrupted', async () => {
  const child = ada.start([
    'audit',
    'list',
    '--follow',
    '--limit',
    '1',
    '--action',
    'database_token.*',
    '--format',
    'plain',
  ])
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString()
  })
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString()
  })
  // A process takes its time to start.
  const said = async (text: string) => {
    while (!stdout.includes(text)) await once(child.stdout, 'data')
  }
  await said('\n')
  const before = stdout.trim().split('\n')
  expect(before).toHaveLength(1)
  await createToken('as it comes')
  await createToken('and another')
  await said('and another')
  const fresh = stdout.trim().split('\n').slice(1)
  expect(fresh.map((line) => line.split('\t')[4])).toEqual(['as it comes', 'and another'])
  child.kill('SIGINT')
  expect(await once(child, 'close')).toEqual([0, null])
  expect(stderr).toBe('Following the audit log; Ctrl+C ends it.\n')
})

it('verifies through the gateway, or on the store itself', async () => {
  expect(await ada.json(['audit', 'verify'])).toMatchObject({ intact: true, firstBrokenSequence: null })
  expect(await ada.run(['audit', 'verify', '--account', account.id])).toMatchObject({ code: 2 })
  const { store } = gateway
  const environment = {
    CLUSTERGATE_DATA_DIR: store.dataDirectory,
    ...(store.databaseUrl && { DATABASE_URL: store.databaseUrl }),
  }
  const [offline] = await ada.json(['audit', 'verify', '--offline', '--account', account.id], { environment })
  expect(offline).toMatchObject({ accountId: account.id, intact: true })

  await gateway.db
    .updateTable('audit_events')
    .set({ actor_label: 'somebody@example.com' })
    .where('account_id', '=', account.id)
    .where('sequence', '=', 4)
    .execute()
  const broken = await ada.run(['audit', 'verify', '--format', 'csv'])
  expect(broken.code).toBe(1)
  expect(broken.stdout).toMatch(/^intact,checked,firstBrokenSequence,headHash,containsHead\nfalse,3,4,[0-9a-f]{64},\n$/)
})
