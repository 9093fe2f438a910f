import { dataPlaneExamples } from '../examples/data-plane.ts'
import { exportLine } from '../examples/environment.ts'
import { say } from '../operator/output.ts'
import { type Api, request } from './api.ts'
import { cast } from './content.ts'

const description = 'first steps'

/** A database, and where data for it are written and read. */
export interface Target {
  readonly clusterId: string
  readonly databaseId: string
  readonly database: string
  readonly url: string
}

/**
 * Creates a token for a database by the API, writes and reads a point with it, and tries another database. Prints each
 * step, and the commands to go on with. Throws when the token does not open what it should, and only that.
 */
export async function tryToken(api: Api, { clusterId, databaseId, database, url }: Target): Promise<void> {
  const permissions = (['WRITE', 'READ'] as const).map((action) => ({ action, databaseId }))
  const { createDatabaseToken } = await api.ask(
    'mutation ($input: CreateDatabaseTokenInput!) { createDatabaseToken(input: $input) { secret } }',
    { input: { clusterId, description, permissions } },
  )
  const { secret } = createDatabaseToken
  const query = `/query?db=${database}&q=${encodeURIComponent('SELECT * FROM weather')}`
  const written = await request(url, 'POST', `/write?db=${database}`, secret, 'weather,place=Graz temperature=21.5')
  const read = await request(url, 'GET', query, secret)
  const elsewhere = await request(url, 'POST', '/write?db=other', secret, 'weather temperature=0')
  if (written.status !== 204 || !read.text.includes('21.5') || elsewhere.status !== 403) {
    throw new Error(`The first point was not written and read: ${written.text}${read.text}${elsewhere.text}`)
  }
  say(`${cast.admin.name} created the database “${database}” and the token “${description}” there. With it`)
  say(`  a point was written    ${written.status}`)
  say(`  it was read            ${read.status}  ${read.text.trim()}`)
  say(`  writing elsewhere is   ${elsewhere.status}  ${elsewhere.text.trim()}`)
  say('To go on:')
  const commands = permissions.map(
    ({ action }) =>
      dataPlaneExamples({ clusterUrl: url, permissions: [{ action, database: { name: database } }] })[0]?.text,
  )
  for (const line of [exportLine(secret), ...commands]) say(line ?? '')
  say('Revoke the token in the console, and see the next request refused.\n')
}
