import type { FastifyRequest } from 'fastify'
import { ClustergateError } from '../../errors.ts'
import type { Asked } from '../graphql/plan.ts'
import { hashIn, hashOf } from './persisted-query.ts'

/** A request that carries it, with any value but an empty one, is told in `extensions.cost` what it cost. */
export const costHeader = 'clustergate-cost'

/** What a request of any form asks for, as Apollo Server will find it there, who says what else is wrong with it. */
export interface Given {
  readonly query: string | undefined
  readonly operationName: string | undefined
  /** Of a persisted query. */
  readonly hash: string | undefined
  /** Variables and extensions. */
  readonly values: readonly unknown[]
}

/** Throws BAD_INPUT for an address that could be read in two ways, and for what is no hash of a persisted query. */
export function givenIn({ method, url, body }: FastifyRequest): Given {
  const isGet = method === 'GET'
  const { query, operationName, variables, extensions } = isGet ? membersOf(url) : isObject(body) ? body : {}
  const values = isGet ? [variables, extensions].map(parsed) : [variables, extensions]
  return {
    query: typeof query === 'string' ? query : undefined,
    operationName: typeof operationName === 'string' ? operationName : undefined,
    hash: hashIn(values[1]),
    values,
  }
}

/** Has Apollo Server find what was read: the document in the place of its hash, and no empty name of an operation. */
export function tellWhole(request: FastifyRequest, { hash }: Given, query: string | undefined): void {
  if (request.method === 'GET') {
    const { pathname, searchParams } = new URL(request.url, 'http://gateway')
    const hasEmptyName = searchParams.get('operationName') === ''
    if (hash === undefined && !hasEmptyName) return
    if (hasEmptyName) searchParams.delete('operationName')
    if (hash !== undefined) {
      searchParams.delete('extensions')
      searchParams.set('query', query as string)
    }
    request.raw.url = `${pathname}?${searchParams}`
  } else if (hash !== undefined) {
    const { extensions: _, ...body } = request.body as Record<string, unknown>
    request.body = { ...body, query }
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
  const members = Object.fromEntries(memberNames.map((name) => [name, searchParams.get(name) ?? undefined]))
  // https://graphql.github.io/graphql-over-http/draft/#sec-GET: empty is absent, for this one alone.
  if (members.operationName === '') members.operationName = undefined
  return members
}

const unclear = (message: string) => new ClustergateError('BAD_INPUT', message)

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/**
 * A request as most clients send it; undefined for anything that Apollo Server should look at. `textOf` knows documents
 * by their hash.
 */
export function askedIn(body: unknown, textOf: (hash: string) => string | undefined): Asked | undefined {
  if (!isObject(body)) return undefined
  const { operationName, variables, extensions } = body
  const query = usualText(body, textOf)
  const usual =
    typeof query === 'string' &&
    (operationName === undefined ||
      operationName === null ||
      (typeof operationName === 'string' && operationName !== '')) &&
    (variables === undefined || variables === null || isObject(variables)) &&
    // Apollo Client names itself in them.
    (extensions === undefined || extensions === null || isObject(extensions))
  return usual ? ({ query, operationName, variables, extensions } as Asked) : undefined
}

/** The document, or the one of the hash; undefined where the two do not fit, or the hash is not known. */
function usualText(
  { query, extensions }: Record<string, unknown>,
  textOf: (hash: string) => string | undefined,
): unknown {
  if (!isObject(extensions) || !('persistedQuery' in extensions)) return query
  const hash = hashOf(extensions.persistedQuery)
  const text = hash === undefined ? undefined : textOf(hash)
  return query === undefined || query === null || query === text ? text : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
