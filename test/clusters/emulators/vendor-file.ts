import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

/** Where the vendor's files are, none of which is ours to copy. */
const folder = new URL('../../../../shared/clusters/openapi/', import.meta.url)

/** What was sent, and what came back, of one operation. */
export interface Exchange {
  readonly method: string
  /** As the file has it, such as `/databases/{databaseName}`. */
  readonly template: string
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Undefined without a body. */
  readonly body: unknown
  readonly mediaType: string | undefined
}

// biome-ignore lint/suspicious/noExplicitAny: the file says what it has.
type Node = any
/** A part of the file, and the keys on the way to it. */
type Place = readonly [node: Node, at: readonly string[]]

/** An OpenAPI file of the vendor: what it says of requests and answers. */
export class VendorFile {
  readonly #check: (at: readonly string[], value: unknown) => readonly string[]

  constructor(
    private readonly name: string,
    private readonly document: Node,
  ) {
    this.#check = checker(document)
  }

  /** Its operations, as `GET /databases`. */
  get operations(): readonly string[] {
    const methods = ['get', 'post', 'put', 'patch', 'delete']
    return Object.entries<Node>(this.document.paths).flatMap(([path, item]) =>
      methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`),
    )
  }

  /** What is wrong with a request. */
  requestFaults(exchange: Exchange): readonly string[] {
    const [operation] = this.#operation(exchange)
    if (!operation) return [`${exchange.method} ${exchange.template} is not in ${this.name}`]
    const parameters = this.#parameters(exchange)
    const known = parameters.map(([{ name }]) => name)
    const unknown = [...exchange.query.keys()].filter((key) => !known.includes(key))
    return [
      ...parameters.flatMap((parameter) => this.#parameterFaults(exchange, parameter)),
      ...unknown.map((key) => `${key} is no parameter`),
      ...this.#bodyFaults(exchange),
    ]
  }

  /** What is wrong with an answer to a request that was right. */
  answerFaults(exchange: Exchange, status: number, body: unknown): readonly string[] {
    const [{ responses }, at] = this.#operation(exchange)
    const declared = responses[status] === undefined ? 'default' : String(status)
    const [response, place] = this.#deref([responses[declared], [...at, 'responses', declared]])
    if (!response) return [`${status} is no answer to it`]
    const schema = response.content?.['application/json']?.schema
    if (schema && body !== undefined) return this.#check([...place, 'content', 'application/json', 'schema'], body)
    return schema || body !== undefined ? [`${status} ${schema ? 'has a' : 'has no'} body`] : []
  }

  #parameterFaults({ parameters, query }: Exchange, [{ name, in: where, required, schema }, at]: Place) {
    if (where !== 'path' && where !== 'query') return []
    const value = where === 'path' ? parameters[name] : query.get(name)
    if (value === undefined || value === null) return required ? [`${name} is missing`] : []
    const [{ type }] = this.#deref([schema, []])
    return this.#check(
      [...at, 'schema'],
      type === 'integer' ? Number(value) : type === 'boolean' ? value === 'true' : value,
    )
  }

  #bodyFaults(exchange: Exchange): readonly string[] {
    const [operation, place] = this.#operation(exchange)
    const [body, at] = this.#deref([operation.requestBody, [...place, 'requestBody']])
    if (exchange.body === undefined) return body?.required ? ['the body is missing'] : []
    const type = exchange.mediaType?.split(';')[0] ?? ''
    if (!body?.content[type]) return [`it has no body of type ${type}`]
    return this.#check([...at, 'content', type, 'schema'], exchange.body)
  }

  #operation({ method, template }: Exchange): Place {
    const key = method.toLowerCase()
    return [this.document.paths[template]?.[key], ['paths', template, key]]
  }

  /** Those of the operation, and those that all operations of its path share. */
  #parameters(exchange: Exchange): readonly Place[] {
    const path: Place = [this.document.paths[exchange.template], ['paths', exchange.template]]
    return [path, this.#operation(exchange)].flatMap(([{ parameters = [] }, at]) =>
      parameters.map((one: Node, index: number) => this.#deref([one, [...at, 'parameters', String(index)]])),
    )
  }

  #deref([node, at]: Place): Place {
    if (node?.$ref === undefined) return [node, at]
    const target = String(node.$ref).split('/').slice(1)
    return [target.reduce((parent, key) => parent[key], this.document), target]
  }
}

const opened = new Map<string, VendorFile>()

/** Changes the document of a file before anything is held against it. */
export type Amendment = (document: Node) => void

/** Undefined, said loudly, where the vendor's files are not at hand. */
export function openVendorFile(name: string, amend: Amendment = () => {}): VendorFile | undefined {
  const file = new URL(name, folder)
  if (existsSync(file)) {
    const vendor = opened.get(name) ?? readVendorFile(name, file, amend)
    opened.set(name, vendor)
    return vendor
  }
  console.warn(`SKIPPED: ${name} is not at hand, so that no request and no answer of its emulator is held against it.`)
  return undefined
}

function readVendorFile(name: string, file: URL, amend: Amendment): VendorFile {
  const document = parse(readFileSync(file, 'utf8'))
  amend(document)
  return new VendorFile(name, document)
}

/** Checks values against the parts of a document; a part is named by the keys on the way to it. */
function checker(document: Node): (at: readonly string[], value: unknown) => readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const integer = (bits: number) => ({
    type: 'number' as const,
    validate: (value: number) => Number.isInteger(value) && Math.abs(value) <= 2 ** (bits - 1),
  })
  ajv.addFormat('int64', integer(64)).addFormat('int32', integer(32))
  const id = 'https://vendor.test/'
  ajv.addSchema({ ...document, $id: id })
  const escaped = (key: string) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`
  return (at, value) => {
    const validate = ajv.getSchema(`${id}#${at.map(escaped).join('')}`)
    if (!validate) throw new Error(`The vendor's file has nothing at ${at.join(' ')}.`)
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }
}
