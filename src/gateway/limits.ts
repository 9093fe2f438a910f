import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { ClustergateError } from '../errors.ts'
import { pageSizeDefault, pageSizeMax } from '../pages/page.ts'
import { groupKeys } from '../policy/groups.ts'

/** What one document may ask for, counted before it is validated; the README tells these to clients. */
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

/** Selections that are looked at, fragments included, so that the counting itself stays small. */
const stepsMax = 4 * limits.fields

/** Each at most once in an operation: they cost a password hash, mint a secret, or walk the whole schema or log. */
const onceEach: ReadonlySet<string> = new Set([
  '__schema',
  'signIn',
  'requestPasswordReset',
  'resetPassword',
  'changePassword',
  'acceptInvitation',
  'inviteUsers',
  'resendInvitation',
  'createDatabaseToken',
  'rotateDatabaseToken',
  'createManagementToken',
  'verifyAuditLog',
])

const tooComplex = (what: string) => new ClustergateError('QUERY_TOO_COMPLEX', `The document has too many ${what}.`)

/** Throws QUERY_TOO_COMPLEX for a document over a limit. What cannot be parsed is for Apollo Server to tell. */
export function checkDocument(text: string): void {
  let document: DocumentNode
  try {
    document = parse(text, { maxTokens: limits.tokens, noLocation: true })
  } catch {
    return
  }
  new DocumentCheck(document).run()
}

/** What bears directives in a document that can be executed. */
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
    this.#countOnPaper()
    for (const operation of this.#operations) this.#checkOperation(operation)
  }

  /** What counts as often as it is written. */
  #countOnPaper(): void {
    let aliases = 0
    let directives = 0
    // visit() readies itself for every kind of node there is, which takes longer than this.
    const count = (node: Written): void => {
      directives += node.directives?.length ?? 0
      for (const variable of node.variableDefinitions ?? []) count(variable)
      for (const selection of node.selectionSet?.selections ?? []) {
        if (selection.kind === Kind.FIELD && selection.alias) aliases++
        count(selection)
      }
    }
    for (const definition of this.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION || definition.kind === Kind.OPERATION_DEFINITION) {
        count(definition)
      }
    }
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
        // A fragment within itself is for validation to refuse.
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

type Variables = Readonly<Record<string, unknown>>

/**
 * What an operation may cost at most: one point for each object it can answer with, so that the size of a page
 * multiplies what hangs on its rows.
 */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode, given: Variables): number {
  const variables = withDefaults(operation, given)
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  const hasPages = (set: SelectionSetNode): boolean =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)
        return fragment !== undefined && hasPages(fragment.selectionSet)
      }
      if (selection.kind === Kind.FIELD && isPage(selection)) return true
      return selection.selectionSet !== undefined && hasPages(selection.selectionSet)
    })
  const cost = (set: SelectionSetNode, pageSize: number): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum + cost(selection.selectionSet, pageSize)
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value)
        return fragment ? sum + cost(fragment.selectionSet, pageSize) : sum
      }
      if (!selection.selectionSet || selection.name.value.startsWith('__')) return sum
      const listed = hasPages(selection.selectionSet) ? (listSizes[selection.name.value] ?? 1) : 1
      const rows = listed * rowsOf(selection, pageSize, variables)
      return sum + rows * (1 + cost(selection.selectionSet, pageSizeOf(selection, variables)))
    }, 0)
  return cost(operation.selectionSet, 1)
}

/** What the lists without pages hold at most; it counts where pages hang on each of their entries. */
const listSizes: Readonly<Record<string, number>> = {
  permissions: pageSizeMax,
  groups: groupKeys.length,
  grantedBy: groupKeys.length,
  wouldBeGrantedBy: groupKeys.length,
}

function withDefaults({ variableDefinitions }: OperationDefinitionNode, given: Variables): Variables {
  const defaults = (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  )
  return { ...Object.fromEntries(defaults), ...given }
}

const isPage = ({ name }: FieldNode): boolean => name.value === 'nodes' || name.value === 'edges'

/** How many objects a field answers with: the rows of the page around it, the ids it is given, or one. */
function rowsOf(field: FieldNode, pageSize: number, variables: Variables): number {
  if (isPage(field)) {
    const ids = field.arguments?.find((argument) => argument.name.value === 'ids')
    return ids ? Math.min(lengthOf(ids.value, variables), pageSizeMax) : pageSize
  }
  return 1
}

function pageSizeOf({ arguments: args }: FieldNode, variables: Variables): number {
  const sizes = (args ?? [])
    .filter(({ name }) => name.value === 'first' || name.value === 'last')
    .map(({ value }) => numberOf(value, variables))
    .filter((size) => size !== undefined)
  return Math.min(sizes.length > 0 ? Math.max(...sizes) : pageSizeDefault, pageSizeMax)
}

function numberOf(value: ValueNode, variables: Variables): number | undefined {
  if (value.kind === Kind.INT) return Number(value.value)
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined
  return typeof given === 'number' ? given : undefined
}

function lengthOf(value: ValueNode, variables: Variables): number {
  if (value.kind === Kind.LIST) return value.values.length
  const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : undefined
  return Array.isArray(given) ? given.length : 1
}

/** Whether the cost of a document is the same whatever its variables are. */
export function hasFixedCost(document: DocumentNode): boolean {
  let fixed = true
  visit(document, {
    Argument({ name, value }) {
      const counts = name.value === 'first' || name.value === 'last' || name.value === 'ids'
      if (counts && value.kind === Kind.VARIABLE) fixed = false
    },
  })
  return fixed
}

/** Why an operation may not run, before any statement does; undefined when it is cheap enough. */
export const refusalOfCost = (cost: number): ClustergateError | undefined =>
  cost > limits.cost ? tooDear() : undefined

export const tooDear = () =>
  new ClustergateError('QUERY_TOO_COMPLEX', 'The operation costs too much; ask for smaller pages.')
