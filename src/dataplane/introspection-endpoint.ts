import type { IncomingMessage, ServerResponse } from 'node:http'
import { challenge } from './answers.ts'
import type { Introspected, Introspection } from './introspection.ts'
import type { AskingProxy } from './proxies.ts'

const bytesMax = 8_192
const formType = /^application\/x-www-form-urlencoded *(?:;|$)/i
const basicForm = /^Basic +([A-Za-z0-9+/]+={0,2})$/i

/** The errors of RFC 6749, section 5.2. */
type RequestError = 'invalid_request' | 'invalid_client'

/** Answers `POST /introspect` (RFC 7662); the client is the cluster, with the secret of its proxy. */
export async function answerIntrospection(
  request: IncomingMessage,
  response: ServerResponse,
  introspect: (client: AskingProxy, token: string) => ReturnType<Introspection['introspect']>,
): Promise<void> {
  const client = clientOf(request.headers.authorization)
  if (!client) return refuse(response, 'invalid_client')
  const isForm = request.method === 'POST' && formType.test(request.headers['content-type'] ?? '')
  const token = isForm ? tokenIn(await readBody(request)) : undefined
  // The client is told nothing, not even what is wrong with its request, before it is known.
  const introspected = await introspect(client, token ?? '')
  if (!introspected) return refuse(response, 'invalid_client')
  if (token === undefined) return refuse(response, 'invalid_request')
  send(response, 200, introspected)
}

/** The id of the cluster and the secret, both encoded as in a form (RFC 6749, section 2.3.1). */
function clientOf(authorization: string | undefined): AskingProxy | undefined {
  const pair = basicForm.exec(authorization ?? '')?.[1]
  const [, id, secret] = /^([^:]*):([^:]*)$/.exec(Buffer.from(pair ?? '', 'base64').toString()) ?? []
  if (id === undefined || secret === undefined) return undefined
  return { clusterId: decodeFormText(id), secret: decodeFormText(secret) }
}

const decodeFormText = (text: string): string => new URLSearchParams(`_=${text.replaceAll('&', '%26')}`).get('_') ?? ''

/** The token of a form, in which no parameter may be repeated; undefined for any other text. */
function tokenIn(form: string | undefined): string | undefined {
  if (form === undefined) return undefined
  const parameters = new URLSearchParams(form)
  const names = [...parameters.keys()]
  if (new Set(names).size < names.length) return undefined
  return parameters.get('token') || undefined
}

/** Undefined for a body that is too long. Node's time limit of a request ends one that does not come. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += (chunk as Buffer).length
    if (length <= bytesMax) chunks.push(chunk as Buffer)
  }
  return length <= bytesMax ? Buffer.concat(chunks).toString() : undefined
}

const refuse = (response: ServerResponse, error: RequestError): void =>
  error === 'invalid_client' ? send(response, 401, { error }, challenge) : send(response, 400, { error })

function send(
  response: ServerResponse,
  status: number,
  value: Introspected | { readonly error: RequestError },
  headers: Readonly<Record<string, string>> = {},
): void {
  const body = JSON.stringify(value)
  response
    .writeHead(status, {
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    .end(body)
}
