import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { type MutationName, operations } from '../../src/policy/operations.ts'
import { rehearsalOf } from '../changes/rehearsals.ts'
import { useWorld } from '../world.ts'
import { tell } from './both-paths.ts'
import { comparable } from './comparable.ts'
import { DocumentGenerator, type GeneratedDocument, seeded } from './documents.ts'
import { type Furniture, furnish, manyPoints } from './furnished.ts'
import { post } from './post.ts'

const mutationsCount = 300

/** Those that are answered without Apollo Server once they are known. What one address is sent is limited for all. */
const names = Object.entries(operations.Mutation)
  .filter(([name, { requires }]) => typeof requires === 'string' && !/^(invite|resend)/.test(name))
  .map(([name]) => name as MutationName)

const { gateway } = useWorld(manyPoints)
let twins: readonly [Furniture, Furniture]

beforeAll(async () => {
  twins = [
    await furnish(gateway, await gateway.account('One')),
    await furnish(gateway, await gateway.account('The other')),
  ]
}, 240_000)

/** A document that speaks of the things of the first account, for one of both. */
function of({ ids }: Furniture, document: GeneratedDocument): GeneratedDocument {
  const [first] = twins
  const text = first.ids.reduce((text, id, at) => text.replaceAll(id, ids[at] as string), JSON.stringify(document))
  return JSON.parse(text) as GeneratedDocument
}

describe('a mutation that is known', () => {
  it('does and tells what Apollo Server would, one after the other, in accounts that are alike', async () => {
    const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'))
    const [reference, other] = twins
    const generator = new DocumentGenerator(schema, reference.ids, seeded(20_261_130))
    const outcomes = { whole: 0, failed: 0, planned: 0 }
    for (let count = 0; count < mutationsCount; count++) {
      const generated = generator.nextMutation(names)
      const isRehearsal = count % 4 === 3
      const document = isRehearsal ? { ...generated, query: rehearsalOf(generated.query) } : generated
      const who = (['admin', 'admin', 'admin', 'member', 'scoped'] as const)[count % 5]
      const tokenOf = ({ people, scopedSecret }: Furniture) =>
        who === 'scoped' ? scopedSecret : people[who as 'admin' | 'member'].token
      const { query, variables } = of(reference, document)
      const extensions = { persistedQuery: null }
      const first = await tell(gateway, () => post(gateway.url, tokenOf(reference), { query, variables, extensions }))
      const again = await tell(gateway, () => post(gateway.url, tokenOf(other), of(other, document)))
      const [expected, found] = [comparable(first.told, reference.ids), comparable(again.told, other.ids)]
      expect(found, `${count}, ${who}: ${query}\n${JSON.stringify(variables)}`).toEqual(expected)
      if (again.planned) outcomes.planned++
      if (isRehearsal) expect(again.planned).toBe(false)
      if (first.told.text.startsWith('{"data"')) outcomes.whole++
      else outcomes.failed++
    }
    expect(outcomes.whole).toBeGreaterThan(mutationsCount / 20)
    expect(outcomes.failed).toBeGreaterThan(mutationsCount / 10)
    expect(outcomes.planned).toBeGreaterThan(mutationsCount / 3)
  }, 300_000)
})
