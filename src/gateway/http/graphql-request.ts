import type { IncomingMessage } from 'node:http'
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import parseJson from 'secure-json-parse'
import { ClustergateError } from '../../errors.ts'
import { bodyBytesMax, checkText, RequestRefused } from './connections.ts'
import { isJson } from './media-type.ts'
import { hashIn, hashOf } from './persisted-query.ts'

/** The request header that has the cost told in `extensions.cost`, whatever its value, unless that is empty. */
export const costHeader = 'clustergate-cost'

/** A GraphQL request by GET or POST. Members of a wrong type are kept as they are: Apollo Server refuses them. */
export interface GraphQLRequest {
  readonly query: string | undefined
  readonly operationName: string | undefined
  /** Of a persisted query. */
  readonly hash: string | undefined
  readonly variables: unknown
  readonly extensions: unknown
  /** Whether all members have the usual form, so that a plan may answer it. */
  readonly isUsual: boolean
  /** The request as Apollo Server takes it, with the document in the place of its hash. */
  forApollo(text: string | undefined): Pick<HTTPGraphQLRequest, 'method' | 'body' | 'search'>
}

/** Throws BAD_INPUT, or RequestRefused, for a request that cannot be read, or could be read in two ways. */
export async function readGraphQLRequest(request: IncomingMessage): Promise<GraphQLRequest> {
  return request.method === 'GET' ? readAddress(request.url ?? '') : readBody(await readJson(request))
}

export function headersOf({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap()
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return map
}

interface Members {
  readonly query?: unknown
  readonly operationName?: unknown
  readonly variables?: unknown
  readonly extensions?: unknown
}

function requestOf(
  { query, operationName, variables, extensions }: Members,
  forApollo: (hash: string | undefined, text: string | undefined) => ReturnType<GraphQLRequest['forApollo']>,
): GraphQLRequest {
  const hash = hashIn(extensions)
  return {
    query: textOf(query),
    operationName: textOf(operationName),
    hash,
    variables,
    extensions,
    isUsual:
      (typeof query === 'string' || (isAbsent(query) && hash !== undefined)) &&
      (isAbsent(operationName) || (typeof operationName === 'string' && operationName !== '')) &&
      isUsualValue(variables) &&
      isUsualExtensions(extensions),
    forApollo: (text) => forApollo(hash, text),
  }
}

function readBody(body: unknown): GraphQLRequest {
  const members = isObject(body) ? body : {}
  return requestOf(members, (hash, text) => {
    if (hash === undefined) return { method: 'POST', body, search: '' }
    const { extensions: _, ...others } = members
    return { method: 'POST', body: { ...others, query: text }, search: '' }
  })
}

function readAddress(url: string): GraphQLRequest {
  const params = parametersOf(url)
  // https://graphql.github.io/graphql-over-http/draft/#sec-GET: empty is absent, for this one alone.
  if (params.get('operationName') === '') params.delete('operationName')
  const member = (name: string) => params.get(name) ?? undefined
  const members = {
    query: member('query'),
    operationName: member('operationName'),
    variables: parsed(member('variables')),
    extensions: parsed(member('extensions')),
  }
  return requestOf(members, (hash, text) => {
    if (hash !== undefined) {
      params.delete('extensions')
      params.set('query', text as string)
    }
    return { method: 'GET', body: undefined, search: `?${params}` }
  })
}

const memberNames = ['query', 'operationName', 'variables', 'extensions']

/** The parameters of an address, by the parser that Apollo Server uses: another one could see another document. */
function parametersOf(url: string): URLSearchParams {
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
  return searchParams
}

const unclear = (message: string) => new ClustergateError('BAD_INPUT', message)

/** The value of a JSON text; NaN, which is no usual value, for any other text: Apollo Server refuses that. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return Number.NaN
  }
}

/** Extensions such as Apollo Client sends, which names itself in them, with or without the hash of the document. */
const isUsualExtensions = (extensions: unknown): boolean =>
  isUsualValue(extensions) &&
  (!isObject(extensions) || !('persistedQuery' in extensions) || hashOf(extensions['persistedQuery']) !== undefined)

const isUsualValue = (value: unknown): boolean => isAbsent(value) || isObject(value)

const isAbsent = (value: unknown): boolean => value === undefined || value === null

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Undefined where there is no body, and no content type. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const { headers } = request
  const type = headers['content-type']
  const length = headers['content-length']
  if (type === undefined && headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) {
    return undefined
  }
  if (!isJson(type)) throw new RequestRefused('Send the request as application/json.', 415)
  if (Number(length) > bodyBytesMax) throw tooLarge()
  const bytes = await readBytes(request)
  if (bytes.length === 0) throw new RequestRefused('The body is empty.', 400)
  checkText(bytes)
  try {
    return parseJson(bytes.toString())
  } catch {
    throw new RequestRefused('The request cannot be read: send JSON with a `query`.', 400)
  }
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > bodyBytesMax) reject(tooLarge())
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => {
      if (!request.complete) reject(new RequestRefused('The request ended before its body did.', 400))
    })
  })
}

const tooLarge = () => new RequestRefused('The request is larger than a request body may be.', 413)
