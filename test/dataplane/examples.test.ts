import { execFile, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataPlaneExamples, type ExampleName } from '../../src/examples/data-plane.ts'
import { environmentLines, exportLine } from '../../src/examples/environment.ts'
import type { ClusterKind } from '../../src/sdk/generated.ts'
import type { TestGateway } from '../gateway.ts'
import { type Cluster, type DataRequest, openChecking, openCluster } from './checks.ts'

const run = promisify(execFile)
const name = "plant's & meters/raw"

/** A cluster that notes what it is asked. */
const asked: (DataRequest & { readonly body: string })[] = []
const server = createServer(async (request, response) => {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  const { method, url, headers } = request
  const length = headers['content-length']
  asked.push({ method: method as string, target: url as string, authorization: headers.authorization, length, body })
  // What Debian’s influx asks of its server before anything else.
  response.setHeader('x-influxdb-version', '1.6.7')
  response.end(url?.startsWith('/query') ? '{"results":[{"statement_id":0}]}' : 'done')
})

let gateway: TestGateway
let cluster: Cluster
let writer: string
let reader: string
let url: string

beforeAll(async () => {
  gateway = await openChecking()
  cluster = await openCluster(gateway)
  const databaseId = await cluster.database('plants')
  writer = (await cluster.token([{ action: 'WRITE', databaseId }])).secret
  reader = (await cluster.token([{ action: 'READ', databaseId }])).secret
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})

afterAll(async () => {
  server.close()
  await gateway.close()
})

const examples = (action: 'READ' | 'WRITE', database: string | null = 'plants', clusterKind?: ClusterKind) =>
  dataPlaneExamples({
    clusterUrl: url,
    clusterKind,
    permissions: [{ action, database: database === null ? null : { name: database } }],
  })
const textOf = (program: ExampleName, of: ReturnType<typeof examples>) => {
  const found = of.find((example) => example.name === program)
  if (!found) throw new Error(`There is no example for ${program}.`)
  return found.text
}

/** Runs an example as its reader would: the line that sets the variable, then the example. */
async function tryOut(program: 'curl' | 'influx' | 'python' | 'node', text: string, secret: string): Promise<void> {
  const file = join(gateway.config.dataDirectory, `example.${program === 'node' ? 'mjs' : 'py'}`)
  await writeFile(file, text)
  const command = { curl: text, influx: text, python: `python3 '${file}'`, node: `'${process.execPath}' '${file}'` }[
    program
  ]
  await run('sh', ['-c', `${exportLine(secret)}\n${command}`], { timeout: 20_000 })
}

const isInstalled = (command: string) => spawnSync(command, ['--version']).status === 0

for (const [program, command] of [
  ['curl', 'curl'],
  ['python', 'python3'],
  ['node', process.execPath],
] as const) {
  it.skipIf(!isInstalled(command))(
    `the example for ${program} does what the token may, and the check allows it`,
    async () => {
      asked.length = 0
      await tryOut(program, textOf(program, examples('WRITE')), writer)
      await tryOut(program, textOf(program, examples('READ')), reader)

      const [write, read] = asked
      expect(asked).toHaveLength(2)
      expect(write).toMatchObject({
        method: 'POST',
        target: '/write?db=plants',
        body: 'weather,place=Graz temperature=21.5',
      })
      expect(read).toMatchObject({ method: 'GET', target: '/query?db=plants&q=SHOW%20MEASUREMENTS' })
      for (const request of [write, read] as const)
        expect(await cluster.check(request as DataRequest)).toMatchObject({ status: 204 })
      // Each can do only what its permissions say.
      expect(await cluster.check({ ...(read as DataRequest), authorization: `Bearer ${writer}` })).toMatchObject({
        status: 403,
      })
    },
  )

  it.skipIf(!isInstalled(command))(`the example for ${program} names a database whatever its name holds`, async () => {
    asked.length = 0
    await tryOut(program, textOf(program, examples('WRITE', name)), writer)
    expect(new URL(asked[0]?.target ?? '', url).searchParams.get('db')).toBe(name)
  })
}

it('a token that may read and write is shown how to do both, one after the other', async () => {
  const both = dataPlaneExamples({
    clusterUrl: url,
    permissions: (['READ', 'WRITE'] as const).map((action) => ({ action, database: { name: 'plants' } })),
  })
  for (const program of ['curl', 'node'] as const) {
    asked.length = 0
    await tryOut(program, textOf(program, both), writer)
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET'])
  }
})

it.skipIf(!isInstalled('influx'))('the example for the shell of InfluxDB 1.x does what the token may', async () => {
  asked.length = 0
  await tryOut('influx', textOf('influx', examples('WRITE', 'plants', 'INFLUXDB_1')), writer)
  await tryOut('influx', textOf('influx', examples('READ', 'plants', 'INFLUXDB_1')), reader)
  const [write, read] = asked.filter(({ target }) => !target.startsWith('/ping'))
  expect(write?.method).toBe('POST')
  expect(write?.body.trim()).toBe('weather,place=Graz temperature=21.5')
  expect(new URL(read?.target ?? '', url).searchParams.get('q')).toBe('SHOW MEASUREMENTS')
  for (const request of [write, read] as const)
    expect(await cluster.check(request as DataRequest)).toMatchObject({ status: 204 })
})

it('the vendor’s own command is shown where it can use the token, and the secret is none of its arguments', () => {
  const shown = (kind: ClusterKind, action: 'READ' | 'WRITE') =>
    examples(action, "plant's", kind).find(({ name }) => name === 'influx')
  expect(shown('INFLUXDB_2', 'WRITE')?.text).toContain(`influx write --host '${url.slice(0, -1)}' --org ORGANIZATION`)
  expect(shown('INFLUXDB_3_CORE', 'WRITE')?.text).toContain(`--database 'plant'\\''s' 'weather`)
  expect(shown('INFLUXDB_3_ENTERPRISE', 'WRITE')?.text).toMatch(
    /^INFLUXDB3_AUTH_TOKEN="\$INFLUX_TOKEN" influxdb3 write/,
  )
  expect(shown('INFLUXDB_1', 'READ')?.text).not.toMatch(/-password/)
  // These read in ways that no proxy passes on, or have no such command.
  for (const kind of ['INFLUXDB_2', 'INFLUXDB_3_CORE', 'INFLUXDB_3_ENTERPRISE'] as const)
    expect(shown(kind, 'READ')).toBeUndefined()
  for (const kind of ['NONE', 'INFLUXDB_CLOUD_DEDICATED', 'INFLUXDB_CLUSTERED'] as const)
    expect(shown(kind, 'WRITE')).toBeUndefined()
})

it('the variables hold the secret, the address and the database, whatever stands in them', async () => {
  const lines = environmentLines("it's", { clusterUrl: url, permissions: [{ action: 'READ', database: { name } }] })
  const { stdout } = await run('sh', ['-c', `${lines}\nprintf '%s|' "$INFLUX_TOKEN" "$INFLUX_URL" "$INFLUX_DATABASE"`])
  expect(stdout).toBe(`it's|${url.slice(0, -1)}|${name}|`)
})

it('what Telegraf and Grafana send with their examples is allowed', async () => {
  const basic = `Basic ${Buffer.from(`token:${writer}`).toString('base64')}`
  expect(textOf('telegraf', examples('WRITE'))).toContain(`password = "$\{INFLUX_TOKEN}"`)
  expect(
    await cluster.check({ method: 'POST', target: '/write?db=plants', authorization: basic, length: '40' }),
  ).toMatchObject({ status: 204 })
  expect(textOf('grafana', examples('READ'))).toContain('httpHeaderValue1: "Bearer $INFLUX_TOKEN"')
  expect(
    await cluster.check({ target: '/query?db=plants&epoch=ms&q=SHOW+MEASUREMENTS', authorization: `Bearer ${reader}` }),
  ).toMatchObject({ status: 204 })
})

it('there is an example for what a token may do, and none for what it may not', () => {
  const names = (action: 'READ' | 'WRITE') => examples(action).map((example) => example.name)
  expect(names('WRITE')).toEqual(['curl', 'telegraf', 'python', 'node'])
  expect(names('READ')).toEqual(['curl', 'python', 'node', 'grafana'])
  expect(textOf('curl', examples('READ', null))).toContain('db=DATABASE')
  for (const { text } of [...examples('WRITE'), ...examples('READ')]) expect(text).not.toContain(writer)
})
