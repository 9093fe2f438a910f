import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql'
import type { Answer, Client } from '../gateway.ts'
import { calledLeaf } from './documents.ts'

const aliasesMax = 20

interface Step {
  readonly name: string
  readonly args: string
}

interface Place {
  readonly steps: readonly Step[]
  readonly type: GraphQLObjectType
}

/**
 * Asks, as one caller, for every value on every path from Query that leads anywhere, and answers with everything that
 * was said. Where a path is refused, leads to nothing, or has `depthMax` steps, it ends. `args` are those of the root
 * fields that need some.
 */
export async function walk(
  schema: GraphQLSchema,
  client: Client,
  args: Readonly<Record<string, string>>,
  depthMax: number,
): Promise<{ answers: Answer[]; paths: string[] }> {
  const answers: Answer[] = []
  const paths: string[] = []
  const ask = async (documents: readonly string[]): Promise<Answer[]> => {
    const asked: Answer[] = []
    for (let at = 0; at < documents.length; at += aliasesMax) {
      const aliased = documents.slice(at, at + aliasesMax).map((one, alias) => `a${alias}: ${one}`)
      asked.push(await client.send(`{ ${aliased.join(' ')} }`))
    }
    answers.push(...asked)
    return asked
  }

  const waiting: Place[] = [{ steps: [], type: schema.getQueryType() as GraphQLObjectType }]
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    const { steps, type } = place
    const fields = Object.values(type.getFields())
    const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)))
    if (steps.length > 0 && leaves.length > 0) {
      const [whole] = await ask([documentOf(steps, leaves.map(calledLeaf).join(' '))])
      // One value that is refused may have taken others with it.
      if (whole?.errors.length) await ask(leaves.map((leaf) => documentOf(steps, calledLeaf(leaf))))
    }
    const ways = fields.flatMap((field) => {
      const target = getNamedType(field.type)
      // Edges lead where nodes do; a name that comes again leads in a circle.
      if (!isObjectType(target) || field.name === 'edges' || steps.some(({ name }) => name === field.name)) return []
      const own = args[`${type.name}.${field.name}`]
      if (own === undefined && field.args.some(isRequiredArgument)) return []
      return [{ steps: [...steps, { name: field.name, args: own ?? '' }], type: target }]
    })
    const asked = await ask(ways.map((way) => documentOf(way.steps, '__typename')))
    for (const [at, way] of ways.entries()) {
      if (!tells(asked[Math.floor(at / aliasesMax)]?.data?.[`a${at % aliasesMax}`])) continue
      paths.push(way.steps.map(({ name }) => name).join('.'))
      if (way.steps.length < depthMax) waiting.push(way)
    }
  }
  return { answers, paths }
}

const documentOf = (steps: readonly Step[], leaf: string): string =>
  steps.reduceRight((inner, { name, args }) => `${name}${args} { ${inner} }`, leaf)

/** Whether an answer tells any value at all. */
export const tells = (data: unknown): boolean =>
  typeof data === 'object' && data !== null ? Object.values(data).some(tells) : data !== null && data !== undefined
