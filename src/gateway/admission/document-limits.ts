import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { ClustergateError } from '../../errors.ts'
import { onceOnly } from '../../policy/operations.ts'

/** Limits of one document, counted before it is validated; docs/api.md lists them for clients. */
export const limits = {
  tokens: 2_000,
  depth: 10,
  introspectionDepth: 15,
  fields: 400,
  aliases: 30,
  queryFields: 20,
  mutationFields: 10,
  directives: 8,
  fragments: 30,
  operations: 5,
  variables: 50,
  cost: 1_000,
} as const

/** The most selections that are counted, fragments expanded, so that counting itself stays cheap. */
export const stepsMax = 4 * limits.fields

/** Root fields that may stand once in an operation. `__schema` is costly, the others are mutations such as `signIn`. */
const onceEach: ReadonlySet<string> = new Set(['__schema', ...onceOnly])

const tooComplex = (what: string) => new ClustergateError('QUERY_TOO_COMPLEX', `The document has too many ${what}.`)

/** Throws QUERY_TOO_COMPLEX for a document over a limit. */
export const checkDocument = (document: DocumentNode): void => new DocumentCheck(document).run()

/** A node of an executable document that can have directives. */
interface Written {
  readonly directives?: readonly unknown[]
  readonly variableDefinitions?: readonly Written[]
  readonly selectionSet?: SelectionSetNode
}

class DocumentCheck {
  readonly #fragments = new Map<string, FragmentDefinitionNode>()
  readonly #operations: OperationDefinitionNode[] = []
  #fields = 0
  #steps = 0

  constructor(private readonly document: DocumentNode) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition)
      if (definition.kind === Kind.OPERATION_DEFINITION) this.#operations.push(definition)
    }
  }

  run(): void {
    if (this.#operations.length > limits.operations) throw tooComplex('operations')
    if (this.#fragments.size > limits.fragments) throw tooComplex('fragments')
    this.#checkAsWritten()
    for (const operation of this.#operations) this.#checkOperation(operation)
  }

  /** Checks the counts of the document as written, without expanding fragments. */
  #checkAsWritten(): void {
    let fields = 0
    let aliases = 0
    let directives = 0
    // graphql-js's `visit` takes longer than the parser for this.
    const count = (node: Written): void => {
      directives += node.directives?.length ?? 0
      for (const variable of node.variableDefinitions ?? []) count(variable)
      for (const selection of node.selectionSet?.selections ?? []) {
        if (selection.kind === Kind.FIELD) {
          fields++
          if (selection.alias) aliases++
        }
        count(selection)
      }
    }
    for (const definition of this.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION || definition.kind === Kind.OPERATION_DEFINITION) {
        count(definition)
      }
    }
    if (fields > limits.fields) throw tooComplex('fields')
    if (aliases > limits.aliases) throw tooComplex('aliases')
    if (directives > limits.directives) throw tooComplex('directives')
  }

  #checkOperation(operation: OperationDefinitionNode): void {
    if ((operation.variableDefinitions?.length ?? 0) > limits.variables) throw tooComplex('variables')
    this.#fields = 0
    this.#steps = 0
    const roots = this.#walk(operation.selectionSet, 1, limits.depth, new Set())
    const isMutation = operation.operation === 'mutation'
    if (roots.length > (isMutation ? limits.mutationFields : limits.queryFields)) throw tooComplex('root fields')
    for (const name of onceEach) {
      if (roots.filter((field) => field.name.value === name).length > 1) throw tooComplex(`fields ${name}`)
    }
  }

  /** Counts fields and depth through fragments, and stops at the first excess; answers with the fields of this level. */
  #walk(set: SelectionSetNode, depth: number, depthMax: number, entered: ReadonlySet<string>): FieldNode[] {
    const level: FieldNode[] = []
    for (const selection of set.selections) {
      if (++this.#steps > stepsMax) throw tooComplex('fields')
      if (selection.kind === Kind.FIELD) {
        level.push(selection)
        this.#enter(selection, depth, depthMax, entered)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        level.push(...this.#walk(selection.selectionSet, depth, depthMax, entered))
      } else {
        const name = selection.name.value
        const fragment = this.#fragments.get(name)
        // Validation refuses a fragment that spreads itself.
        if (!fragment || entered.has(name)) continue
        level.push(...this.#walk(fragment.selectionSet, depth, depthMax, new Set([...entered, name])))
      }
    }
    return level
  }

  #enter(field: FieldNode, depth: number, depthMax: number, entered: ReadonlySet<string>): void {
    if (++this.#fields > limits.fields) throw tooComplex('fields')
    if (depth > depthMax) throw tooComplex('levels')
    const introspects = depth === 1 && (field.name.value === '__schema' || field.name.value === '__type')
    const max = introspects ? limits.introspectionDepth : depthMax
    if (field.selectionSet) this.#walk(field.selectionSet, depth + 1, max, entered)
  }
}
