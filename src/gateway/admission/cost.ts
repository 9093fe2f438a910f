import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { ClustergateError } from '../../errors.ts'
import { pageSizeDefault, pageSizeMax } from '../../pages/page.ts'
import { groupKeys } from '../../policy/groups.ts'
import { limits, stepsMax } from './document-limits.ts'

type Variables = Readonly<Record<string, unknown>>

/** What an operation asks of the gateway at most. */
export interface Cost {
  /**
   * One for each object it can answer with, so that the size of a page multiplies what hangs on its rows, and more for
   * work that grows with a table, however few rows come of it. Infinite where fragments multiply it beyond what a
   * checked document can hold.
   */
  readonly points: number
  /** How many times it says `totalCount`, fragments expanded. */
  readonly counts: number
}

export function costOf(document: DocumentNode, operation: OperationDefinitionNode, given: Variables): Cost {
  const counter = new Counter(document, withDefaults(operation, given))
  const points = counter.of(operation.selectionSet, 1)
  // A part that is infinite may stand beside an empty page.
  return { points: Number.isNaN(points) ? Number.POSITIVE_INFINITY : points, counts: counter.counts }
}

/** A count looks at every row of its list, and more than a few in one operation are nobody's question. */
const countPoints = 50
const countsMax = 3

/** A list that no index narrows down to its page: all of the table may be read for it. */
const scanPoints = 20

/** The whole log is read, and hashed anew. */
const verificationPoints = 500

const countName = 'totalCount'

/** Lists whose order no index holds, whatever is asked of them: people are ordered by address, members lie by id. */
const unindexedLists: ReadonlySet<string> = new Set(['members'])

/**
 * Lists of tokens, which leave out what is no longer accepted unless told otherwise. In any order but newest first, any
 * number of such tokens may have to be passed over.
 */
const tokenLists: ReadonlySet<string> = new Set(['databaseTokens', 'managementTokens', 'tokens'])

/** Conditions that lead through an index as long as they name one thing. Every other condition may read all rows. */
const indexedConditions: ReadonlySet<string> = new Set(['actorIds', 'resourceIds'])

/** What the lists without pages hold at most; it counts where pages hang on each of their entries. */
const listSizes: Readonly<Record<string, number>> = {
  permissions: pageSizeMax,
  groups: groupKeys.length,
  grantedBy: groupKeys.length,
  wouldBeGrantedBy: groupKeys.length,
  results: pageSizeMax,
}

/** What the lists of the schema that clients select from hold, about; the others have one entry or less for a type. */
const schemaListSizes: Readonly<Record<string, number>> = { types: 120, directives: 5, fields: 4 }

/** Descriptions of the schema lie in memory, and take far less than what a store is asked for. */
const schemaObjectsOfPoint = 1_000

class Counter {
  counts = 0
  readonly #fragments = new Map<string, SelectionSetNode>()
  /** Whether pages hang on a selection, once that is known: fragments may be spread many times. */
  readonly #paged = new Map<SelectionSetNode, boolean>()
  #steps = 0

  constructor(
    { definitions }: DocumentNode,
    private readonly variables: Variables,
  ) {
    for (const definition of definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        this.#fragments.set(definition.name.value, definition.selectionSet)
      }
    }
  }

  of(set: SelectionSetNode, pageSize: number): number {
    return this.#sum(set, (field, selected) => {
      const name = field.name.value
      if (name === countName) {
        this.counts++
        return countPoints
      }
      if (!selected) return 0
      if (name === 'verifyAuditLog') return verificationPoints
      if (name.startsWith('__')) return Math.ceil(this.#ofSchema(selected) / schemaObjectsOfPoint)
      const listed = this.#hasPages(selected) ? (listSizes[name] ?? 1) : 1
      const rows = listed * rowsOf(field, pageSize, this.variables)
      const scan = isScan(field, this.variables) ? scanPoints : 0
      return rows * (1 + scan + this.of(selected, pageSizeOf(field, this.variables)))
    })
  }

  #ofSchema(set: SelectionSetNode): number {
    return this.#sum(set, ({ name }, selected) =>
      selected ? (schemaListSizes[name.value] ?? 1) * (1 + this.#ofSchema(selected)) : 0,
    )
  }

  /** Adds up a level, through fragments; what the variables leave out costs nothing. */
  #sum(set: SelectionSetNode, costOfField: (field: FieldNode, selected?: SelectionSetNode) => number): number {
    let sum = 0
    for (const selection of set.selections) {
      // The check of the document has counted these before, and stopped there.
      if (++this.#steps > stepsMax) return Number.POSITIVE_INFINITY
      if (isLeftOut(selection, this.variables)) continue
      const selected = this.#selectedBy(selection)
      if (selection.kind === Kind.FIELD) sum += costOfField(selection, selected)
      else if (selected) sum += this.#sum(selected, costOfField)
    }
    return sum
  }

  /** Whether a field is read from the store for each object that it hangs on. */
  #isRead(field: FieldNode): boolean {
    return isPage(field) || field.name.value === countName || isScan(field, this.variables)
  }

  #hasPages(set: SelectionSetNode): boolean {
    let paged = this.#paged.get(set)
    if (paged === undefined) {
      paged = set.selections.some((selection) => {
        if (selection.kind === Kind.FIELD && this.#isRead(selection)) return true
        const selected = this.#selectedBy(selection)
        return selected !== undefined && this.#hasPages(selected)
      })
      this.#paged.set(set, paged)
    }
    return paged
  }

  #selectedBy(selection: SelectionSetNode['selections'][number]): SelectionSetNode | undefined {
    return selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection.selectionSet
  }
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

/** An account has no groups but the built-in ones. Never below zero: a page of fewer rows than none is refused where it is read, and makes nothing else cheaper. */
function pageSizeOf({ name, arguments: args }: FieldNode, variables: Variables): number {
  const sizes = (args ?? [])
    .filter(({ name }) => name.value === 'first' || name.value === 'last')
    .map(({ value }) => numberOf(value, variables))
    .filter((size) => size !== undefined)
  const size = sizes.length > 0 ? Math.max(...sizes) : pageSizeDefault
  return Math.min(Math.max(size, 0), name.value === 'groups' ? groupKeys.length : pageSizeMax)
}

/** Whether no index leads to the page that a field asks for. */
function isScan({ name, arguments: args }: FieldNode, variables: Variables): boolean {
  if (unindexedLists.has(name.value)) return true
  const argumentOf = (argumentName: string): unknown => {
    const argument = args?.find((argument) => argument.name.value === argumentName)
    return argument && valueFromASTUntyped(argument.value, variables)
  }
  if (tokenLists.has(name.value) && !isNewestFirst(argumentOf('orderBy'))) return true
  return Object.entries(argumentOf('filter') ?? {}).some(
    ([condition, value]) => isGiven(value) && !isIndexed(condition, value),
  )
}

/** Newest first is the order of a list that is told none. */
const isNewestFirst = (order: unknown): boolean => {
  const { field, direction } = (order ?? { field: 'CREATED_AT', direction: 'DESC' }) as Record<string, unknown>
  return field === 'CREATED_AT' && direction === 'DESC'
}

/** An empty text searches for nothing. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** One value may stand for a list of one. */
const isIndexed = (condition: string, value: unknown): boolean =>
  indexedConditions.has(condition) && (!Array.isArray(value) || value.length <= 1)

/** Whether a directive leaves a selection out. What is not known to be left out counts. */
function isLeftOut({ directives }: SelectionSetNode['selections'][number], variables: Variables): boolean {
  return (directives ?? []).some(({ name, arguments: args }) => {
    const condition = args?.find((argument) => argument.name.value === 'if')
    const value = condition && valueFromASTUntyped(condition.value, variables)
    return name.value === 'include' ? value === false : name.value === 'skip' && value === true
  })
}

function numberOf(value: ValueNode, variables: Variables): number | undefined {
  if (value.kind === Kind.INT) return Number(value.value)
  const given = givenFor(value, variables)
  return typeof given === 'number' ? given : undefined
}

function lengthOf(value: ValueNode, variables: Variables): number {
  if (value.kind === Kind.LIST) return value.values.length
  const given = givenFor(value, variables)
  return Array.isArray(given) ? given.length : 1
}

const givenFor = (value: ValueNode, variables: Variables): unknown =>
  value.kind === Kind.VARIABLE && Object.hasOwn(variables, value.name.value) ? variables[value.name.value] : undefined

/** Whether the cost of a document is the same whatever its variables are. */
export function hasFixedCost(document: DocumentNode): boolean {
  let fixed = true
  visit(document, {
    Argument({ name, value }) {
      if (decisive.has(name.value) && holdsVariable(value)) fixed = false
    },
  })
  return fixed
}

/** The arguments, of fields and of directives, that the cost depends on. */
const decisive: ReadonlySet<string> = new Set(['first', 'last', 'ids', 'filter', 'orderBy', 'if'])

function holdsVariable(value: ValueNode): boolean {
  let holds = false
  visit(value, {
    Variable() {
      holds = true
      return BREAK
    },
  })
  return holds
}

/** Why an operation may not run, before any statement does; undefined when it is cheap enough. */
export function refusalOfCost({ points, counts }: Cost): ClustergateError | undefined {
  if (counts > countsMax) return tooManyCounts()
  return points > limits.cost ? tooDear() : undefined
}

const tooManyCounts = () =>
  new ClustergateError(
    'QUERY_TOO_COMPLEX',
    'The operation counts too many lists; ask for fewer `totalCount` at a time, each where it is needed.',
  )

export const tooDear = () =>
  new ClustergateError(
    'QUERY_TOO_COMPLEX',
    'The operation costs too much; ask for smaller pages, and for fewer counts and searches.',
  )
