import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { groupsOnPage } from '../../src/console/groups/page-size.ts'
import { useWorld } from '../world.ts'
import { compareBothPaths } from './both-paths.ts'
import { DocumentGenerator, type GeneratedDocument, seeded } from './documents.ts'
import { callerNames, type Furnished, furnishWorld, manyPoints, refusedNames } from './furnished.ts'
import { fieldsBelowQuery, noteFields, surveyOf } from './survey.ts'
import { operationFiles, type WrittenQuery, writtenQueries } from './written-queries.ts'

/** Of one seed: more of them take in more of the same kinds. */
const documentsCount = Number(process.env['DOCUMENTS'] ?? 500)
const documentsOfRefusedCount = 20

/** Everybody meets every kind of document; those who differ from others only in what they may do meet fewer. */
const shareOf = (name: string): number => (/^(anonymous|Admin|Member|Auditor|scoped.*)$/.test(name) ? 1 : 0.2)

const { gateway, account } = useWorld(manyPoints)
let furnished: Furnished
let generated: GeneratedDocument[]
let written: GeneratedDocument[]
let queries: WrittenQuery[]

beforeAll(async () => {
  furnished = await furnishWorld(gateway, account)
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
  const generator = new DocumentGenerator(schema, furnished.ids, seeded(20_261_123))
  generated = Array.from({ length: documentsCount }, () => generator.next())
  queries = writtenQueries(operationFiles())
  const ids = oneOfEachKind(furnished.ids)
  written = queries.flatMap(({ text, operation }) => ids.map((id) => generator.withVariables(text, operation, id)))
}, 240_000)

describe('a plan', () => {
  for (const name of callerNames) {
    it(`answers ${name} byte for byte as Apollo Server and the plain shield do`, async () => {
      const documents = generated.slice(0, documentsCount * shareOf(name))
      expect(await countPlanned(name, documents)).toBeGreaterThan(documents.length / 5)
    }, 300_000)
  }

  for (const name of callerNames) {
    it(`answers the written operations alike for ${name}`, async () => {
      expect(await countPlanned(name, written)).toBeGreaterThan(written.length / 5)
    }, 300_000)
  }

  it('answers alike for every object in every state, and every field of the schema is there once', async () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
    const { gateway, ids, invitationSecrets, credentials, readerSecret } = furnished
    const survey = surveyOf(schema, ids, {
      secret: [...invitationSecrets, 'unknown'],
      permission: ['DATABASE_READ', 'USER_REMOVE', 'AUDIT_READ'],
    })
    const found = new Set<string>()
    const { Admin, Member, 'Admin of another account': stranger } = credentials
    const verify = 'query ($head: String) { verifyAuditLog(head: $head) { headHash containsHead } }'
    const { data } = await compareBothPaths(gateway, Admin, { query: verify, variables: {} })
    const { headHash } = (data as { verifyAuditLog: { headHash: string } }).verifyAuditLog
    const withHead = { query: verify, variables: { head: headHash } }
    const counts =
      '{ auditEventCounts(times: ["2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z"]) { from to succeeded denied failed } }'
    const usage = '{ databaseTokenUsage { day reads writes denials } }'
    const figures = [counts, usage].map((query) => ({ query, variables: {} }))
    for (const token of [Admin, readerSecret, stranger, Member]) {
      for (const document of [...survey, withHead, ...figures]) {
        const { data } = await compareBothPaths(gateway, token, document)
        noteFields(schema, document, data, found)
      }
    }
    // What lies on a cluster, a cluster alone can tell: test/clusters/imports. Keys are retired in test/master-keys.
    const elsewhere = /^(Unmanaged(Database|Credential)\.|AuditKey\.retiredAt$)/
    const here = [...fieldsBelowQuery(schema)].filter((field) => !elsewhere.test(field))
    expect(here.filter((field) => !found.has(field))).toEqual([])
  }, 300_000)

  it('covers every written query, for an Admin', async () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
    const generator = new DocumentGenerator(schema, furnished.ids, () => 0.99)
    const unplanned: string[] = []
    for (const { text, operation } of queries) {
      const planned: boolean[] = []
      for (const id of oneOfEachKind(furnished.ids)) {
        const document = generator.withVariables(text, operation, id)
        // Members of 20 groups, the usual page, cost more than a request may.
        if (operation.name?.value === 'GroupSizes') document.variables['first'] = groupsOnPage
        Object.assign(document.variables, variablesThatFit[operation.name?.value ?? ''])
        planned.push((await compareBothPaths(furnished.gateway, furnished.credentials.Admin, document)).planned)
      }
      if (!planned.includes(true)) unplanned.push(operation.name?.value ?? '')
    }
    expect(queries.length).toBeGreaterThan(20)
    expect(unplanned).toEqual([])
  })

  for (const name of refusedNames) {
    it(`is not for a ${name}, who is told the same everywhere`, async () => {
      for (const document of generated.slice(0, documentsOfRefusedCount)) {
        // Somebody else has made the plan.
        await compareBothPaths(furnished.gateway, furnished.credentials.Admin, document)
        const { status, planned } = await compareBothPaths(furnished.gateway, furnished.credentials[name], document)
        expect({ status, planned }).toEqual({ status: 401, planned: false })
      }
    })
  }
})

/** Variables that are refused when they are invented. */
const variablesThatFit: Readonly<Record<string, object>> = {
  AuditEventCounts: { times: ['2026-11-23T00:00:00Z', '2026-11-24T00:00:00Z'] },
  get ReachOfUser() {
    const { ids } = furnished
    return {
      userId: ids.find((id) => id.startsWith('user_')),
      databaseId: ids.find((id) => id.startsWith('database_0')),
    }
  },
}

async function countPlanned(
  name: (typeof callerNames)[number],
  documents: readonly GeneratedDocument[],
): Promise<number> {
  let count = 0
  for (const document of documents) {
    const { planned } = await compareBothPaths(furnished.gateway, furnished.credentials[name], document)
    if (planned) count++
  }
  return count
}

function oneOfEachKind(ids: readonly string[]): string[] {
  return [...new Map(ids.map((id) => [id.slice(0, id.lastIndexOf('_')), id])).values()]
}
