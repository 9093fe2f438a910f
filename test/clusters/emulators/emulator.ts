import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { parse, parseNumberAndBigInt, stringify } from 'lossless-json'
import { type Amendment, type Exchange, openVendorFile } from './vendor-file.ts'

/** A request as an emulator's operation sees it. Integers of its body are `bigint`. */
export interface Asked extends Exchange {
  // biome-ignore lint/suspicious/noExplicitAny: the operation knows what it takes.
  readonly body: any
  readonly path: string
  readonly headers: IncomingMessage['headers']
  /** The body as it came. */
  readonly text: string
}

export interface Answered {
  readonly status: number
  /** Sent as JSON; without it the answer has no body. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Operation {
  readonly method: string
  /** Such as `/databases/{databaseName}`. */
  readonly path: string
  answer(asked: Asked): Answered
}

/** What a request meets instead of its operation. */
export type Fault =
  | 400
  | 401
  | 403
  | 409
  | 429
  | 500
  /** A page of something on the way, with status 200. */
  | 'HTML'
  /** Status 200, and half of a JSON text. */
  | 'TORN'
  /** No answer, while the connection stays open. */
  | 'HANG'

/** What the answer of an operation that was done meets. */
export type Loss =
  /** The connection breaks instead. */
  | 'LOST'
  /** Half of it arrives. */
  | 'TORN'

export interface EmulatorOptions {
  /** The OpenAPI file that requests and answers are held against, where it is at hand. */
  readonly vendorFile: string
  /** Fills what the file leaves out. */
  readonly amend?: Amendment
  /** Where the file's paths begin. */
  readonly base: string
  /** What all paths of the file begin with that those of `operations` leave out, such as `/clusters/{clusterId}`. */
  readonly below?: string
  readonly operations: readonly Operation[]
  /** What is no part of the file, such as where data are written. */
  readonly others: readonly Operation[]
  /** Refuses a request for an operation before it is looked at, as for its credential. */
  refuse(asked: Asked): Answered | undefined
  /** The body of a refusal. */
  refusal(status: number): unknown
  readonly port?: number
}

type Awaitable<T> = T | Promise<T>

/** A server that answers as the vendor's does, as far as its files say it, and remembers. */
export interface Emulator {
  readonly url: string
  /** The operations that were asked for, as `GET /databases`, since the start or `forget`. */
  readonly asked: readonly string[]
  /** What was wrong with requests and with answers; always empty without the vendor's file. */
  readonly violations: readonly string[]
  /** Decide from now on what requests and answers meet, at once or in the end; `operation` is as in `asked`. */
  before?: ((operation: string, asked: Asked) => Awaitable<Fault | undefined>) | undefined
  after?: ((operation: string) => Awaitable<Loss | undefined>) | undefined
  forget(): void
  close(): Promise<void>
}

export async function openEmulator(options: EmulatorOptions): Promise<Emulator> {
  const vendor = openVendorFile(options.vendorFile, options.amend)
  const violations: string[] = []
  let asked: string[] = []
  const refused = (status: number): Answered => ({ status, body: options.refusal(status) })

  const operate = (found: Found, request: Asked): Answered => {
    const refusal = options.refuse(request)
    if (refusal) return refusal
    const body = typeof request.body === 'object' ? JSON.parse(request.text) : request.body
    const faults = vendor?.requestFaults({ ...request, body }) ?? []
    if (faults.length === 0) return found.operation.answer(request)
    violations.push(...faults.map((fault) => `request ${nameOf(found)}: ${fault}`))
    return refused(400)
  }
  const serve: Serve = async (request, response) => {
    const other = find(options.others, '', '', request)
    if (other) return other.operation.answer({ ...request, ...other })
    const found = find(options.operations, options.base, options.below ?? '', request)
    if (!found) return { status: 404, body: 'There is nothing here.' }
    const exchange = { ...request, ...found }
    asked.push(nameOf(found))
    const fault = await emulator.before?.(nameOf(found), exchange)
    if (fault !== undefined) return meet(response, fault, refused)
    const answer = operate(found, exchange)
    const body = answer.body === undefined ? undefined : JSON.parse(print(answer.body))
    const faults = vendor?.answerFaults(exchange, answer.status, body) ?? []
    violations.push(...faults.map((one) => `answer ${answer.status} of ${nameOf(found)}: ${one}`))
    const loss = await emulator.after?.(nameOf(found))
    if (loss === 'LOST') return cut(response)
    return loss === 'TORN' ? tear(response, print(answer.body)) : answer
  }

  const server = await openServer(serve, options.port)
  const emulator: Emulator = {
    url: server.url,
    get asked() {
      return asked
    },
    violations,
    forget() {
      asked = []
    },
    close: server.close,
  }
  return emulator
}

/** Answers a request; undefined when it has seen to the answer by itself. */
type Serve = (asked: Asked, response: ServerResponse) => Promise<Answered | undefined>

/** A server on loopback that answers in JSON. */
export async function openServer(serve: Serve, port = 0): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (message, response) => {
    try {
      const answer = await serve(await read(message), response)
      if (answer) send(response, answer)
    } catch (error) {
      console.error(error)
      response.destroy()
    }
  })
  // It ends with its process.
  server.listen(port, '127.0.0.1').unref()
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

interface Found {
  readonly operation: Operation
  readonly template: string
  readonly parameters: Readonly<Record<string, string>>
}

const nameOf = ({ operation }: Found) => `${operation.method} ${operation.path}`

/** The operation of a request: of several the one with the fewest parameters in its path. */
function find(
  operations: readonly Operation[],
  base: string,
  below: string,
  { method, path }: Asked,
): Found | undefined {
  const found = operations.flatMap((operation) => {
    const template = below + operation.path
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
    const values = new RegExp(`^${base}${template.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path)?.slice(1)
    if (operation.method !== method || !values) return []
    const parameters = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(values[at] ?? '')]))
    return [{ operation, template, parameters }]
  })
  return found.sort((one, other) => Object.keys(one.parameters).length - Object.keys(other.parameters).length)[0]
}

async function read(message: IncomingMessage): Promise<Asked> {
  const text = await textOf(message)
  const { pathname, searchParams } = new URL(message.url ?? '', 'http://emulator.test')
  const mediaType = message.headers['content-type']
  const isJson = text !== '' && mediaType?.startsWith('application/json')
  return {
    method: message.method ?? '',
    path: pathname,
    template: '',
    parameters: {},
    query: searchParams,
    mediaType,
    headers: message.headers,
    text,
    body: isJson ? parse(text, undefined, parseNumberAndBigInt) : text === '' ? undefined : text,
  }
}

const print = (value: unknown): string => stringify(value) ?? ''

function send(response: ServerResponse, { status, body, headers }: Answered): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body === undefined ? undefined : print(body))
}

function cut(response: ServerResponse): undefined {
  response.destroy()
}

function tear(response: ServerResponse, text: string): undefined {
  response.setHeader('content-type', 'application/json').end(text.slice(0, text.length / 2))
}

function meet(response: ServerResponse, fault: Fault, refused: (status: number) => Answered): Answered | undefined {
  if (typeof fault === 'number') return refused(fault)
  if (fault === 'HTML')
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>words of the cluster</title>')
  if (fault === 'TORN') tear(response, '[{"name": "telemetry"}]')
  return undefined
}
