import { beforeAll, describe, expect, it } from 'vitest'
import type { DatabaseMatch } from '../../src/policy/selectors.ts'
import { createToken } from '../database-tokens/documents.ts'
import { createDatabase, createDocument, inputOf, renameDocument } from '../databases/documents.ts'
import type { Answer, Member } from '../gateway.ts'
import { compareBothPaths } from '../plans/both-paths.ts'
import { createTable } from '../tables/documents.ts'
import { useWorld } from '../world.ts'
import { ofDatabases, scopedPerson } from './scoped.ts'

const { gateway, account, admin } = useWorld()
const labelled = (value: string) => ({ labels: [{ key: 'team', value }] })
let seen: string
let hidden: string

beforeAll(async () => {
  seen = (await createDatabase(account, { name: 'a-one', ...labelled('ops') })).id
  hidden = (await createDatabase(account, { name: 'taken', ...labelled('secret-team') })).id
})

const errorOf = ({ errors: [error] }: Answer) => error && { code: error.extensions.code, message: error.message }

describe('a name that a hidden database has', () => {
  const create = (client: Member, name: string) =>
    client.send(createDocument, inputOf(account, { name, ...labelled('ops') }))
  const rename = (client: Member, name: string) => client.send(renameDocument, { input: { id: seen, name } })
  const person = (databases: DatabaseMatch) =>
    scopedPerson(gateway, account, [
      { permissions: ofDatabases(), on: { databases } },
      { permissions: ['CLUSTER_READ'], on: { account: true } },
    ])

  it('is refused like a free one to those whose names begin otherwise', async () => {
    const hal = await person({ namePrefix: 'a-' })
    for (const attempt of [create, rename]) {
      const refused = errorOf(await attempt(hal, 'taken'))
      expect(refused?.code).toBe('FORBIDDEN')
      expect(errorOf(await attempt(hal, 'free'))).toEqual(refused)
    }
  })

  it('is told as taken to those who go by labels, and nothing else of the database', async () => {
    const lea = await person({ labels: [{ key: 'team', anyOf: ['ops'] }] })
    for (const attempt of [create, rename]) {
      const answer = await attempt(lea, 'taken')
      expect(errorOf(answer)).toEqual({
        code: 'CONFLICT',
        message: 'Another active database of the cluster has this name.',
      })
      expect(answer.text).not.toContain(hidden)
      expect(answer.text).not.toContain('secret-team')
    }
  })
})

describe('the audit log for those who hold AUDIT_READ, and read some databases', () => {
  it('tells what past events were about, and leads to what they see alone', async () => {
    const tokens: string[] = []
    const tables: string[] = []
    for (const databaseId of [seen, hidden]) {
      const input = { description: 'ingest', permissions: [{ action: 'READ', databaseId }] }
      tokens.push((await createToken(admin, account, input)).token.id)
      tables.push((await createTable(admin, { databaseId, name: 'cpu' })).id)
    }
    const gus = await scopedPerson(gateway, account, [
      { permissions: ['AUDIT_READ'], on: { account: true } },
      { permissions: ofDatabases(/READ/), on: { databases: { namePrefix: 'a-' } } },
    ])
    const resourceIds = [seen, hidden, ...tokens, ...tables]
    const actions = ['database.create', 'database_token.create', 'table.create']
    const query = `query ($filter: AuditFilter) { auditEvents(first: 100, filter: $filter) {
      nodes { resourceId resourceLabel resource { id } } } }`
    const variables = { filter: { resourceIds, actions } }
    const { data } = await compareBothPaths(gateway, gus.token, { query, variables })
    const { nodes } = (data as { auditEvents: { nodes: { resourceId: string }[] } }).auditEvents
    const labels = ['a-one', 'taken', 'ingest', 'ingest', 'cpu', 'cpu']
    expect(resourceIds.map((id) => nodes.filter(({ resourceId }) => resourceId === id))).toEqual(
      resourceIds.map((resourceId, at) => [
        { resourceId, resourceLabel: labels[at], resource: at % 2 === 0 ? { id: resourceId } : null },
      ]),
    )
  })
})
