import type { Answered, Asked, Operation } from './emulator.ts'
import { activeDatabase, type Cluster, refused, tableOfWrite } from './management-api-operations.ts'

/** Where points are written and counted, as far as tokens are concerned: permissions are bound to names. */
export const dataPlane = (cluster: Cluster): readonly Operation[] => [
  { method: 'POST', path: '/write', answer: (asked) => write(cluster, asked, addressed(asked)) },
  { method: 'POST', path: '/api/v2/write', answer: (asked) => write(cluster, asked, asked.query.get('bucket') ?? '') },
  { method: 'GET', path: '/query', answer: (asked) => read(cluster, asked, addressed(asked)) },
]

/** A database and a retention policy address the database `db/rp`. */
function addressed({ query }: Asked): string {
  const policy = query.get('rp')
  return `${query.get('db') ?? ''}${policy === null ? '' : `/${policy}`}`
}

function write(cluster: Cluster, asked: Asked, name: string): Answered {
  const refusal = refuse(cluster, asked, 'write', name)
  const database = activeDatabase(cluster, name)
  if (refusal || !database) return refusal ?? refused(404)
  for (const line of asked.text.split('\n').filter(Boolean)) {
    tableOfWrite(cluster, database, /^[^, ]*/.exec(line)?.[0] ?? '').points.push(line)
  }
  return { status: 204 }
}

function read(cluster: Cluster, asked: Asked, name: string): Answered {
  const refusal = refuse(cluster, asked, 'read', name)
  const database = activeDatabase(cluster, name)
  if (refusal || !database) return refusal ?? refused(404)
  const points = database.tables.flatMap((table) => (table.deletedAt === undefined ? table.points : []))
  const series = [{ name: 'points', columns: ['count', 'last'], values: [[points.length, points.at(-1) ?? null]] }]
  return { status: 200, body: { results: [{ statement_id: 0, series }] } }
}

function refuse({ tokens, clock }: Cluster, asked: Asked, action: string, name: string): Answered | undefined {
  const secret = presented(asked)
  const now = clock()
  const token = tokens.find(({ accessToken }) => accessToken === secret)
  const isLive = token && token.revokedAt === undefined && token.activeAt <= now
  if (!isLive || Date.parse(token.expiresAt ?? '9999-12-31') <= now) return refused(401)
  const { permissions } = token.before && now < token.before.until ? token.before : token
  const isGranted = permissions.some((one) => one.action === action && (one.resource === '*' || one.resource === name))
  return isGranted ? undefined : refused(403)
}

function presented({ headers, query }: Asked): string {
  const [scheme, value = ''] = headers.authorization?.split(' ') ?? []
  if (scheme === 'Basic')
    return Buffer.from(value, 'base64')
      .toString()
      .replace(/^[^:]*:/, '')
  return scheme === 'Bearer' || scheme === 'Token' ? value : (query.get('p') ?? '')
}
