import type { FastifyRequest } from 'fastify'
import { ClustergateError } from '../errors.ts'
import type { Asked } from './plans/hot-path.ts'

/** A request that carries it, with any value but an empty one, is told in `extensions.cost` what it cost. */
export const costHeader = 'clustergate-cost'

/** What a request of any form asks for, as Apollo Server will find it there, who says what else is wrong with it. */
export interface Given {
  readonly query: string | undefined
  readonly operationName: string | undefined
  /** Variables and extensions. */
  readonly values: readonly unknown[]
}

/** Throws BAD_INPUT for an address that could be read in two ways. */
export function givenIn({ method, url, body }: FastifyRequest): Given {
  const isGet = method === 'GET'
  const { query, operationName, variables, extensions } = isGet ? membersOf(url) : isObject(body) ? body : {}
  return {
    query: typeof query === 'string' ? query : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    values: isGet ? [variables, extensions].map(parsed) : [variables, extensions],
  }
}

const memberNames = ['query', 'operationName', 'variables', 'extensions']

/** Reads with what Apollo Server reads with: any other reader, such as Fastify's, sees another document somewhere. */
function membersOf(url: string): Record<string, unknown> {
  if (url.includes('#')) throw unclear('Write # as %23 in the address.')
  const { search, searchParams } = new URL(url, 'http://gateway')
  try {
    decodeURIComponent(search)
  } catch {
    throw unclear('Write the parameters of the address in percent-encoded UTF-8.')
  }
  for (const name of memberNames) {
    if (searchParams.getAll(name).length > 1) throw unclear(`Give ${name} once in the address.`)
  }
  return Object.fromEntries(memberNames.map((name) => [name, searchParams.get(name) ?? undefined]))
}

const unclear = (message: string) => new ClustergateError('BAD_INPUT', message)

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/** A request as most clients send it; undefined for anything that Apollo Server should look at. */
export function askedIn(body: unknown): Asked | undefined {
  if (!isObject(body)) return undefined
  const { query, operationName, variables, extensions } = body
  const usual =
    typeof query === 'string' &&
    (operationName === undefined ||
      operationName === null ||
      (typeof operationName === 'string' && operationName !== '')) &&
    (variables === undefined || variables === null || isObject(variables)) &&
    // Apollo Client names itself in them; only a persisted query would mean something to Apollo Server.
    (extensions === undefined || extensions === null || (isObject(extensions) && !('persistedQuery' in extensions)))
  return usual ? ({ query, operationName, variables, extensions } as Asked) : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
