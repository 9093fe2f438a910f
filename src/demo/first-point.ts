import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from '../app.ts'
import { dataPlaneExamples, exportLine } from '../examples/data-plane.ts'
import { clusterSecretsOf, operatorOf } from '../operator/operator.ts'
import { say } from '../operator/output.ts'
import { cast } from './content.ts'
import { startInfluxDb, startProxy } from './influxdb.ts'
import { demoPassword } from './people.ts'
import { freePort, type Program } from './programs.ts'

const clusterName = 'workshop'
const database = 'weather'
const requestMillisecondsMax = 10_000

/**
 * Goes from nothing to a point written: a real InfluxDB behind nginx becomes a cluster of the demo's account, whose Admin
 * creates a database and a token by the API; a point is written and read with the token, and another database is refused.
 * Prints each step, and the commands to go on with.
 */
export async function writeFirstPoint(app: App): Promise<Program> {
  if (app.checkPort === undefined) throw new Error('The gateway answers no checks.')
  const directory = await mkdtemp(join(tmpdir(), 'clustergate-influxdb-'))
  const programs: Program[] = []
  const stop = async () => {
    for (const program of programs.reverse()) await program.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    const influxDb = await startInfluxDb(join(directory, 'influxdb'))
    programs.push(influxDb)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const api = await openApi(app.port)
    const operator = operatorOf(app.core)
    const clusterId = await operator.addCluster(api.accountId, { name: clusterName, url })
    const { secret } = await clusterSecretsOf(app.core).mintProxySecret(api.accountId, clusterId, 0)
    const site = { port, clusterId, clusterName, upstream: influxDb.url, checkPort: app.checkPort, secret }
    programs.push(await startProxy(join(directory, 'nginx'), site))
    say(`\nA real InfluxDB 1.x runs behind nginx at ${url}: the cluster “${clusterName}”.`)
    await tryToken(api, clusterId, url, influxDb.url)
  } catch (error) {
    await stop()
    throw error
  }
  return { stop }
}

async function tryToken(api: Api, clusterId: string, url: string, influxDbUrl: string): Promise<void> {
  const { createDatabase } = await api.ask(
    'mutation ($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id } } }',
    { input: { clusterId, name: database } },
  )
  // The gateway keeps the book; that the database is on the cluster, too, its operator sees to.
  await request(influxDbUrl, 'POST', `/query?q=${encodeURIComponent(`CREATE DATABASE ${database}`)}`)
  const { createDatabaseToken } = await api.ask(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret } }',
    {
      input: {
        clusterId,
        description: 'first steps',
        permissions: ['READ', 'WRITE'].map((action) => ({ action, databaseId: createDatabase.database.id })),
      },
    },
  )
  const { secret } = createDatabaseToken
  const query = `/query?db=${database}&q=${encodeURIComponent('SELECT * FROM weather')}`
  const written = await request(url, 'POST', `/write?db=${database}`, secret, 'weather,place=Graz temperature=21.5')
  const read = await request(url, 'GET', query, secret)
  const elsewhere = await request(url, 'POST', '/write?db=other', secret, 'weather temperature=0')
  if (written.status !== 204 || !read.text.includes('21.5') || elsewhere.status !== 403) {
    throw new Error(`The first point was not written and read: ${written.text}${read.text}${elsewhere.text}`)
  }
  say(`${cast.admin.name} created the database “${database}” and the token “first steps” there. With it`)
  say(`  a point was written    ${written.status}`)
  say(`  it was read            ${read.status}  ${read.text.trim()}`)
  say(`  writing elsewhere is   ${elsewhere.status}  ${elsewhere.text.trim()}`)
  say('To go on:')
  const permissions = (['WRITE', 'READ'] as const).map((action) => ({ action, database: { name: database } }))
  const commands = permissions.map((one) => dataPlaneExamples({ clusterUrl: url, permissions: [one] })[0]?.text)
  for (const line of [exportLine(secret), ...commands]) say(line ?? '')
  say('Revoke the token in the console, and see the next request refused.\n')
}

interface Api {
  readonly accountId: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its document.
  ask(query: string, variables: object): Promise<any>
}

/** Signs in as the demo's Admin, by the API as any client would. */
async function openApi(port: number): Promise<Api> {
  const ask = async (query: string, variables: object, token?: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(requestMillisecondsMax),
    })
    const { data, errors } = (await response.json()) as { data: unknown; errors?: readonly { message: string }[] }
    if (errors?.[0]) throw new Error(errors[0].message)
    // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its document.
    return data as any
  }
  const { signIn } = await ask('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
    input: { email: cast.admin.email, password: demoPassword },
  })
  const asAdmin = (query: string, variables: object) => ask(query, variables, signIn.accessToken)
  const { account } = await asAdmin('{ account { id } }', {})
  return { accountId: account.id, ask: asAdmin }
}

async function request(
  base: string,
  method: 'GET' | 'POST',
  path: string,
  secret?: string,
  body?: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(base + path, {
    method,
    ...(body !== undefined && { body }),
    ...(secret && { headers: { authorization: `Bearer ${secret}` } }),
    signal: AbortSignal.timeout(requestMillisecondsMax),
  })
  return { status: response.status, text: await response.text() }
}
