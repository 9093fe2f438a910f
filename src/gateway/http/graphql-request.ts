import type { IncomingMessage } from 'node:http'
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import parseJson from 'secure-json-parse'
import { ClustergateError } from '../../errors.ts'
import { bodyBytesMax, checkText, RequestRefused } from './connections.ts'
import { isJson, negotiate } from './media-type.ts'
import { hashIn } from './persisted-query.ts'

/** The request header that has the cost told in `extensions.cost`, whatever its value, unless that is empty. */
export const costHeader = 'clustergate-cost'

/** A GraphQL request by GET or POST. */
export interface GraphQLRequest {
  readonly query: string | undefined
  readonly operationName: string | undefined
  /** Of a persisted query. */
  readonly hash: string | undefined
  readonly variables: JsonObject | undefined
  readonly extensions: JsonObject | undefined
  /** Whether a plan may answer it; Apollo Server answers requests of a rare form, or refuses them. */
  readonly isUsual: boolean
  /** The request as Apollo Server takes it, with the document in the place of its hash. */
  forApollo(text: string | undefined): Pick<HTTPGraphQLRequest, 'method' | 'body' | 'search'>
}

type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads the body of a POST whose headers are acceptable; undefined for a GET, and where there is neither a body nor a
 * content type. Throws RequestRefused.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> | undefined {
  const { method, headers } = request
  if (method === 'GET') return undefined
  // A page for browsers is asked for by GET. Apollo Server would look at this only once a mutation has been carried out.
  if (negotiate(headers.accept) === undefined) {
    throw new RequestRefused('Accept application/graphql-response+json or application/json.', 406)
  }
  const type = headers['content-type']
  const length = headers['content-length']
  if (type === undefined && headers['transfer-encoding'] === undefined && (length === undefined || length === '0')) {
    return undefined
  }
  if (!isJson(type)) throw new RequestRefused('Send the request as application/json.', 415)
  if (Number(length) > bodyBytesMax) throw tooLarge()
  return readBytes(request)
}

/** Throws BAD_INPUT, or RequestRefused, for a request that cannot be read, or could be read in two ways. */
export function graphQLRequestOf({ method, url }: IncomingMessage, body: Buffer | undefined): GraphQLRequest {
  const isGet = method === 'GET'
  const given = isGet ? membersOf(url ?? '') : jsonOf(body)
  if (!isObject(given)) throw new RequestRefused('Send one JSON object with a `query`.', 400)
  const [query, operationName] = [textIn(given, 'query'), textIn(given, 'operationName')]
  const [variables, extensions] = [objectIn(given, 'variables'), objectIn(given, 'extensions')]
  const hash = hashIn(extensions)
  return {
    query,
    operationName,
    hash,
    variables,
    extensions,
    isUsual:
      (query !== undefined || hash !== undefined) &&
      operationName !== '' &&
      (hash !== undefined || extensions === undefined || !('persistedQuery' in extensions)),
    forApollo: (text) => {
      const members = { query: text, operationName, variables, extensions: hash === undefined ? extensions : undefined }
      const present = Object.entries(members).filter(([, value]) => value !== undefined)
      return isGet
        ? { method: 'GET', body: undefined, search: `?${new URLSearchParams(present.map(printed))}` }
        : { method: 'POST', body: Object.fromEntries(present), search: '' }
    },
  }
}

const printed = ([name, value]: [string, unknown]): [string, string] => [
  name,
  typeof value === 'string' ? value : JSON.stringify(value),
]

function textIn(given: JsonObject, name: string): string | undefined {
  const value = given[name] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  throw new RequestRefused(`\`${name}\` must be a text.`, 400)
}

function objectIn(given: JsonObject, name: string): JsonObject | undefined {
  const value = given[name] ?? undefined
  if (value === undefined || isObject(value)) return value
  throw new RequestRefused(`\`${name}\` must be a JSON object.`, 400)
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const headersOf = ({ headers }: IncomingMessage): HeaderMap =>
  new HeaderMap(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** The members in the parameters of an address. Throws BAD_INPUT where another reader could find others. */
function membersOf(url: string): JsonObject {
  if (url.includes('#')) throw unclear('Write # as %23 in the address.')
  const { search, searchParams } = new URL(url, 'http://gateway')
  try {
    decodeURIComponent(search)
  } catch {
    throw unclear('Write the parameters of the address in percent-encoded UTF-8.')
  }
  const member = (name: string): string | undefined => {
    const [value, ...others] = searchParams.getAll(name)
    if (others.length > 0) throw unclear(`Give ${name} once in the address.`)
    return value
  }
  return {
    query: member('query'),
    // https://graphql.github.io/graphql-over-http/draft/#sec-GET: empty is absent, for this one alone.
    operationName: member('operationName') || undefined,
    variables: parsed(member('variables')),
    extensions: parsed(member('extensions')),
  }
}

const unclear = (message: string) => new ClustergateError('BAD_INPUT', message)

/** The value of a JSON text. Any other text is returned as it is, and refused for not being an object. */
function parsed(text: string | undefined): unknown {
  try {
    return text && JSON.parse(text)
  } catch {
    return text
  }
}

function jsonOf(bytes: Buffer | undefined): unknown {
  if (!bytes) return undefined
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
