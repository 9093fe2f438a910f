import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type NamedTypeNode,
  type NonNullTypeNode,
  type OperationDefinitionNode,
  parseType,
  typeFromAST,
} from 'graphql'

export interface GeneratedDocument {
  readonly query: string
  readonly variables: Record<string, unknown>
}

/** Texts for members of some names, right ones and wrong ones. */
const textsOf: Readonly<Record<string, readonly string[]>> = {
  secret: ['cgi_unknown'],
  actions: ['database.*', 'session.sign_in', '*'],
  name: ['alpha', 'cpu', 'fresh', 'fresher', 'x', '', 'no/pe\n'],
  confirmName: ['alpha', 'cpu', 'fresh', 'gamma-renamed', 'mem-renamed'],
  description: ['ci', 'ingest', ''],
  value: ['%Y', '%Y-%m', 'host', ''],
  databaseId: ['*'],
}

/** A random number generator that gives the same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Writes valid queries over the whole schema, with fragments, aliases, variables, `@include` and `@skip`. */
export class DocumentGenerator {
  #variables: { name: string; type: string; value: unknown }[] = []
  #fragments: string[] = []
  #names = 0
  /** Of the ids that a mutation takes. */
  #kind: string | undefined

  constructor(
    private readonly schema: GraphQLSchema,
    /** Ids of real objects, a few of each kind, and some that are not there. */
    private readonly ids: readonly string[],
    private readonly random: () => number,
  ) {}

  /** The next document that is within the gateway's limits on aliases and directives. */
  next(): GeneratedDocument {
    for (;;) {
      const generated = this.#generate()
      const aliases = generated.query.match(/\ba\d+: /g)?.length ?? 0
      const directives = generated.query.match(/@/g)?.length ?? 0
      if (aliases <= 30 && directives <= 8) return generated
    }
  }

  /**
   * One or two mutations of those that are named. Ids are in the variables, so that one text will do for any account;
   * payloads show no pages, whose cursors differ by account.
   */
  nextMutation(names: readonly string[]): GeneratedDocument {
    this.#variables = []
    this.#fragments = []
    this.#names = 0
    const fields = (this.schema.getMutationType() as GraphQLObjectType).getFields()
    const parts = Array.from({ length: this.#chance(0.8) ? 1 : 2 }, () => {
      const field = fields[this.#pick(names)] as GraphQLField<unknown, unknown>
      this.#kind = kindOfMutation(field.name)
      const alias = this.#name('a')
      const args = field.args.map(
        ({ name, type }) => `${name}: $${this.#variable('v', String(type), this.#value(type, name))}`,
      )
      return `${alias}: ${field.name}(${args.join(', ')}) ${this.#selection(getNamedType(field.type) as GraphQLObjectType, 2, false)}`
    })
    const declared = this.#variables.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    return {
      query: [`mutation Generated${declared && `(${declared})`} { ${parts.join(' ')} }`, ...this.#fragments].join('\n'),
      variables: Object.fromEntries(this.#variables.map(({ name, value }) => [name, value])),
    }
  }

  /** A written operation with values for its variables, of which every id is the one given. */
  withVariables(query: string, operation: OperationDefinitionNode, id: string): GeneratedDocument {
    const values = (operation.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
      const input = typeFromAST(this.schema, type as NonNullTypeNode) as GraphQLInputType
      const required = isNonNullType(input) && defaultValue === undefined
      if (!required && !this.#chance(0.2)) return []
      const name = variable.name.value
      const value = this.#value(input, name)
      const named =
        getNamedType(input).name === 'ID' ? (isListType(getNullableType(input)) ? [id, value].flat() : id) : value
      return [[name, named]]
    })
    return { query, variables: Object.fromEntries(values) }
  }

  #generate(): GeneratedDocument {
    this.#variables = []
    this.#fragments = []
    this.#names = 0
    const query = this.schema.getQueryType() as GraphQLObjectType
    const selection = this.#selection(query, 5)
    const declared = this.#variables.map(({ name, type }) => `$${name}: ${type}`).join(', ')
    return {
      query: [`query Generated${declared && `(${declared})`} ${selection}`, ...this.#fragments].join('\n'),
      variables: Object.fromEntries(this.#variables.map(({ name, value }) => [name, value])),
    }
  }

  #selection(type: GraphQLObjectType, depth: number, hasPages = true): string {
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        field.name !== 'verifyAuditLog' &&
        (depth > 0 || isLeafType(getNamedType(field.type))) &&
        (hasPages || field.args.every(({ name }) => name !== 'first')),
    )
    const count = depth === 5 ? 1 + Math.floor(this.random() * 2) : 1 + Math.floor(this.random() * 4)
    const parts: string[] = this.#chance(0.15) || fields.length === 0 ? ['__typename'] : []
    const used = new Set<string>()
    for (let at = 0; at < count && fields.length > 0; at++) {
      const field = this.#pick(fields)
      const text = this.#field(
        field,
        depth,
        used.has(field.name) || field.args.length > 0 || this.#chance(0.1),
        hasPages,
      )
      used.add(field.name)
      const wrapped = this.random()
      if (wrapped < 0.1) parts.push(`... on ${type.name}${this.#condition()} { ${text} }`)
      else if (wrapped < 0.2) parts.push(`...${this.#fragment(type, text)}${this.#condition()}`)
      else parts.push(text)
    }
    return `{ ${parts.join(' ')} }`
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number, aliased: boolean, hasPages: boolean): string {
    const alias = aliased ? `${this.#name('a')}: ` : ''
    const args = field.args.flatMap((argument) => this.#argument(argument))
    const head = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${this.#condition()}`
    return `${head}${this.#below(getNamedType(field.type), depth - 1, hasPages)}`
  }

  #below(type: GraphQLNamedType, depth: number, hasPages: boolean): string {
    if (isObjectType(type)) return ` ${this.#selection(type, depth, hasPages)}`
    if (!isInterfaceType(type)) return ''
    const possible = this.schema.getPossibleTypes(type)
    const parts = [0, 1]
      .map(() => this.#pick(possible))
      .map((one) => `... on ${one.name} ${this.#selection(one, depth)}`)
    return ` { __typename id ${parts.join(' ')} }`
  }

  #argument(argument: GraphQLArgument): string[] {
    const required = isNonNullType(argument.type) && argument.defaultValue === undefined
    if (!required && !this.#chance(argument.name === 'first' ? 0.6 : 0.15)) return []
    const value = this.#value(argument.type, argument.name)
    if (!this.#chance(0.4)) return [`${argument.name}: ${literal(value, argument.type)}`]
    return [`${argument.name}: $${this.#variable('v', String(argument.type), value)}`]
  }

  #value(type: GraphQLInputType, name: string): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, name)
    if (isListType(type)) return [0, 1].map(() => this.#value(type.ofType, name))
    if (isEnumType(type)) return this.#pick(type.getValues()).name
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || this.#chance(0.4))
      return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, field.name)]))
    }
    switch (type.name) {
      case 'Int':
        return this.#chance(0.05) ? 0 : 1 + Math.floor(this.random() * 5)
      case 'ID':
        return this.#pick(this.#idsFor(name))
      case 'Boolean':
        return this.#chance(0.5)
      case 'DateTime':
        return new Date(1_700_000_000_000 + Math.floor(this.random() * 1e11)).toISOString()
      case 'Duration':
        return this.#pick(['30d', '1h', '0', 'soon'])
      default:
        return this.#pick(textsOf[name] ?? ['a', 'e_', '%', 'zz'])
    }
  }

  /** Mostly ids of the right kind, where the name of what takes them says which that is. */
  #idsFor(name: string): readonly string[] {
    const kind = name === 'id' ? this.#kind : /^(cluster|database|group|user)Ids?$/.exec(name)?.[1]
    const right = this.ids.filter((id) => id.slice(0, id.lastIndexOf('_')) === kind)
    return right.length > 0 && this.#chance(0.85) ? right : this.ids
  }

  #condition(): string {
    if (!this.#chance(0.12)) return ''
    const directive = this.#pick(['@include', '@skip'])
    if (this.#chance(0.5)) return ` ${directive}(if: ${this.#chance(0.5)})`
    return ` ${directive}(if: $${this.#variable('c', 'Boolean!', this.#chance(0.5))})`
  }

  /** Some have a default; of these a few are given as null, which then may stand where null does not fit. */
  #variable(prefix: string, type: string, value: unknown): string {
    const name = this.#name(prefix)
    if (!this.#chance(0.2)) {
      this.#variables.push({ name, type, value })
      return name
    }
    const nullable = type.replace(/!$/, '')
    const defaultValue = literal(
      value,
      typeFromAST(this.schema, parseType(nullable) as NamedTypeNode) as GraphQLInputType,
    )
    this.#variables.push({ name, type: `${nullable} = ${defaultValue}`, value: this.#chance(0.3) ? null : value })
    return name
  }

  #fragment(type: GraphQLObjectType, fields: string): string {
    const name = this.#name('F')
    this.#fragments.push(`fragment ${name} on ${type.name} { ${fields} }`)
    return name
  }

  #name(prefix: string): string {
    this.#names++
    return `${prefix}${this.#names}`
  }

  #chance(probability: number): boolean {
    return this.random() < probability
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T
  }
}

/** The kind of id that a mutation of this name takes, such as `database_token`. */
const kindOfMutation = (name: string): string =>
  name
    .replace(/^[a-z]+(?=[A-Z])/, '')
    .replace(/Groups$/, '')
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase()

function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType)
  if (isListType(type)) return `[${(value as unknown[]).map((one) => literal(one, type.ofType)).join(', ')}]`
  if (isEnumType(type)) return String(value)
  if (!isInputObjectType(type)) return JSON.stringify(value)
  const fields = type.getFields()
  const parts = Object.entries(value as object).map(([name, one]) => {
    return `${name}: ${literal(one, (fields[name] as { type: GraphQLInputType }).type)}`
  })
  return `{ ${parts.join(', ')} }`
}
