import { once } from 'node:events'
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { openCore } from '../../src/core.ts'
import { operatorOf } from '../../src/operator/operator.ts'
import { createDatabase } from '../databases/documents.ts'
import { eventually, gatewayForTest, type TestAccount, type TestGateway } from '../gateway.ts'
import { clustergate } from '../process/command.ts'

const fileOf = ({ store }: TestGateway) => join(store.dataDirectory, 'audit-heads.json')

const headOf = ({ db }: TestGateway, { id }: TestAccount) =>
  db.selectFrom('audit_heads').selectAll().where('account_id', '=', id).executeTakeFirstOrThrow()

async function verify(gateway: TestGateway, options: readonly string[] = [], environment = {}) {
  const { code, stdout, stderr } = await clustergate(
    gateway.store,
    ['audit', 'verify', '--offline', '--format', 'json', ...options],
    environment,
  )
  return { code, stderr, results: stdout === '' ? [] : JSON.parse(stdout) }
}

/** Adds two events, and cuts them off again, with the signed head that the log had before. */
async function cutBack(gateway: TestGateway, account: TestAccount) {
  const before = await headOf(gateway, account)
  await createDatabase(account, { name: 'unwanted' })
  await createDatabase(account, { name: 'unwanted-too' })
  gateway.app.core.checkpoints.flush()
  const after = await headOf(gateway, account)
  const { sequence, hash, signature } = before
  const ofAccount = gateway.db.deleteFrom('audit_events').where('account_id', '=', account.id)
  await ofAccount.where('sequence', '>', sequence).execute()
  await gateway.db
    .updateTable('audit_heads')
    .set({ sequence, hash, signature })
    .where('account_id', '=', account.id)
    .execute()
  return { before, after }
}

async function stage(environment: Record<string, string> = {}) {
  const gateway = await gatewayForTest({ environment })
  return { gateway, account: await gateway.account() }
}

describe('a log that was cut back to an older signed head', () => {
  it('does not verify by an edit of audit-heads.json, which is refused', async () => {
    const { gateway, account } = await stage()
    const { before } = await cutBack(gateway, account)
    expect(await verify(gateway)).toMatchObject({ code: 1, results: [{ intact: false }] })
    const kept = JSON.parse(await readFile(fileOf(gateway), 'utf8'))
    kept.heads[account.id] = { sequence: before.sequence, hash: before.hash }
    await writeFile(fileOf(gateway), JSON.stringify(kept))
    const { code, stderr, results } = await verify(gateway)
    expect({ code, results }).toEqual({ code: 1, results: [] })
    expect(stderr).toMatch(/audit-heads\.json is damaged: .* as a gateway with this master key has signed them/)
  })

  it('is not called compared with anything when audit-heads.json is gone, or is put in the form of an earlier version', async () => {
    const { gateway, account } = await stage()
    const { before } = await cutBack(gateway, account)
    await rm(fileOf(gateway))
    const gone = await verify(gateway)
    expect(gone.stderr).toMatch(/There is no audit-heads\.json in .*: nothing outside the store was there to compare/)
    await writeFile(fileOf(gateway), JSON.stringify({ [account.id]: { sequence: before.sequence, hash: before.hash } }))
    expect((await verify(gateway)).stderr).toMatch(/audit-heads\.json in .* is not signed: an earlier version wrote it/)
  })

  it('is found out by a head that was kept elsewhere, whatever became of the file', async () => {
    const { gateway, account } = await stage()
    const kept = await account.admin.run('{ verifyAuditLog { headHash containsHead } }')
    expect(kept.verifyAuditLog.containsHead).toBeNull()
    const { before, after } = await cutBack(gateway, account)
    await rm(fileOf(gateway))
    const on = ['--account', account.id, '--head']
    expect(await verify(gateway, [...on, after.hash])).toMatchObject({
      code: 1,
      results: [{ intact: false, containsHead: false, checked: before.sequence, firstBrokenSequence: null }],
    })
    expect(await verify(gateway, [...on, kept.verifyAuditLog.headHash])).toMatchObject({
      code: 0,
      results: [{ intact: true, containsHead: true }],
    })
  })

  it('is found out by the file of CLUSTERGATE_AUDIT_SINK, whatever became of audit-heads.json', async () => {
    const sink = join((await gatewayForTest()).store.dataDirectory, 'heads.jsonl')
    const environment = { CLUSTERGATE_AUDIT_SINK: sink }
    const { gateway, account } = await stage(environment)
    const { after } = await cutBack(gateway, account)
    await eventually(async () => (await readFile(sink, 'utf8').catch(() => '')).includes(after.hash))
    await rm(fileOf(gateway))
    expect(await verify(gateway, [], environment)).toMatchObject({ code: 1, results: [{ intact: false }] })
    await appendFile(sink, '{"edited": true}\n')
    expect((await verify(gateway, [], environment)).stderr).toMatch(/Line \d+ of .*heads\.jsonl is no checkpoint/)
  })
})

describe('checkpoints', () => {
  it('are linked, each to the one before, and hold no secret', async () => {
    const sink = join((await gatewayForTest()).store.dataDirectory, 'heads.jsonl')
    const { gateway, account } = await stage({ CLUSTERGATE_AUDIT_SINK: sink })
    for (const name of ['one', 'two', 'three']) {
      await createDatabase(account, { name })
      gateway.app.core.checkpoints.flush()
    }
    const lines = await eventually(async () => {
      const read = (await readFile(sink, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
      return read.length >= 3 && read
    })
    const checkpoints = lines.map((line) => JSON.parse(line))
    for (const [at, checkpoint] of checkpoints.entries()) {
      expect(Object.keys(checkpoint).sort()).toEqual(
        ['at', 'chain', 'format', 'heads', 'number', 'previous', 'signature', 'since'].sort(),
      )
      expect(checkpoint).toMatchObject({ chain: checkpoints[0].chain, number: at + 1 })
    }
    expect(new Set(checkpoints.map(({ previous }) => previous)).size).toBe(checkpoints.length)
  })

  it('of an earlier version are taken over, and go on signed', async () => {
    const { gateway, account } = await stage()
    gateway.app.core.checkpoints.flush()
    await gateway.app.core.close()
    const { heads } = JSON.parse(await readFile(fileOf(gateway), 'utf8'))
    await writeFile(fileOf(gateway), JSON.stringify(heads))
    const next = await openCore(gateway.config)
    await operatorOf(next).addCluster(account.id, { name: 'later', url: '' })
    await next.close()
    expect(JSON.parse(await readFile(fileOf(gateway), 'utf8'))).toMatchObject({ format: 2, number: 1 })
    expect(await verify(gateway)).toMatchObject({ code: 0, stderr: '', results: [{ intact: true }] })
  })

  it('go on where nobody takes them: the log tells once, and nothing is held up', async () => {
    const received: string[] = []
    let answer = 503
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text) => {
        body += text
      })
      request.on('end', () => {
        if (answer === 204) received.push(body)
        response.writeHead(answer).end()
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/heads`
    const { gateway, account } = await stage({ CLUSTERGATE_AUDIT_SINK: url })
    const { checkpoints } = gateway.app.core
    for (const name of ['one', 'two']) {
      await createDatabase(account, { name })
      checkpoints.flush()
    }
    const told = () => gateway.log.filter((line) => JSON.stringify(line).includes('takes no checkpoints'))
    await eventually(() => told().length > 0)
    expect((await fetch(new URL('/readyz', gateway.url))).status).toBe(200)
    expect(told()).toHaveLength(1)
    answer = 204
    await gateway.app.core.sink?.close()
    const last = JSON.parse(received.at(-1) as string)
    expect(last.heads[account.id]).toEqual(expect.objectContaining({ hash: (await headOf(gateway, account)).hash }))
  })
})

it.each(['relative/heads.jsonl', 'http://log.example.com/heads', 'https://ada:s3cret@log.example.com/', 'ftp://x/y'])(
  'CLUSTERGATE_AUDIT_SINK=%s is refused by a sentence',
  (place) => {
    expect(() => readConfig({ CLUSTERGATE_AUDIT_SINK: place })).toThrow(
      'CLUSTERGATE_AUDIT_SINK must be the path of a file such as /var/log/clustergate/heads.jsonl, or a URL',
    )
  },
)

describe('verifyAuditLog(head:)', () => {
  const document = 'query ($head: String) { verifyAuditLog(head: $head) { intact containsHead } }'

  it('says whether the log of the caller’s account contains a head, and nothing of another account’s', async () => {
    const { gateway, account } = await stage()
    const other = await gateway.account('Other')
    const { hash } = await headOf(gateway, account)
    expect(await account.admin.run(document, { head: hash })).toEqual({
      verifyAuditLog: { intact: true, containsHead: true },
    })
    expect(await other.admin.run(document, { head: hash })).toEqual({
      verifyAuditLog: { intact: false, containsHead: false },
    })
  })

  it('refuses what is no hash', async () => {
    const { account } = await stage()
    const { errors } = await account.admin.send(document, { head: 'x' })
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'head' })
  })
})
