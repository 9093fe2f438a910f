import {
  BREAK,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { ClustergateError } from '../../errors.ts'
import { groupsOfPersonMax } from '../../groups/parse-groups.ts'
import { pageSizeDefault, pageSizeMax } from '../../pages/page.ts'
import { grantsMax } from '../../policy/definition.ts'
import { groupKeys } from '../../policy/groups.ts'
import { limits, stepsMax } from './document-limits.ts'

type Variables = Readonly<Record<string, unknown>>

/** The most that an operation can cost. */
export interface Cost {
  /**
   * One for each object that it can answer with, so that the size of a page multiplies what is selected below it; more
   * for work that grows with a table, such as a count. Infinite where fragments multiply the document beyond its limits.
   */
  readonly points: number
  /** How often it selects `totalCount`, fragments expanded. */
  readonly counts: number
}

export function costOf(document: DocumentNode, operation: OperationDefinitionNode, given: Variables): Cost {
  const counter = new Counter(document, withDefaults(operation, given))
  const points = counter.of(operation.selectionSet, 1)
  // An infinite part below a page of no rows gives NaN.
  return { points: Number.isNaN(points) ? Number.POSITIVE_INFINITY : points, counts: counter.counts }
}

/** A count, like a sum, reads every row of its list; no sensible operation needs more than a few. */
export const countPoints = 50
export const countsMax = 3

/** For a list without an index that leads to its page: the whole table may be read. */
export const scanPoints = 20

/** Verification reads the whole audit log, and hashes it anew. */
export const verificationPoints = 500

/** Asks a cluster for lists of all that it has, one call after the other. */
export const clusterListsPoints = 100

/** A text of some kilobytes, which is written for each object anew. */
export const textPoints = 5

/** The fields that ask a cluster for its lists. */
const clusterLists: ReadonlySet<string> = new Set(['unmanaged', 'importFromCluster'])

const countName = 'totalCount'
const textName = 'proxyConfiguration'

/** Fields that read a whole list at once, with what that costs. */
const wholeLists: ReadonlyMap<string, number> = new Map([
  ['auditEventCounts', countPoints],
  ['databaseTokenUsage', countPoints],
  ['verifyAuditLog', verificationPoints],
])

/** Objects made of columns of the object around them, which come with it. */
const parts: ReadonlySet<string> = new Set(['lastError', 'differences', 'conditions', 'grants', 'on', 'unmet'])

/** Lists in an order that no index has: members of a group are ordered by address, and indexed by id. */
const unindexedLists: ReadonlySet<string> = new Set(['members', 'whoMay'])

/**
 * Lists of tokens, which leave out expired and revoked ones by default. In any order but newest first, any number of
 * those may lie before a page.
 */
const tokenLists: ReadonlySet<string> = new Set(['databaseTokens', 'managementTokens', 'tokens'])

/** Filters that have an index, as long as they name one value. Every other filter may read all rows. */
const indexedConditions: ReadonlySet<string> = new Set(['actorIds', 'resourceIds'])

/** The most that lists without pages hold. It counts only where pages are selected below each of their entries. */
const listSizes: Readonly<Record<string, number>> = {
  permissions: pageSizeMax,
  groups: groupsOfPersonMax,
  memberships: groupsOfPersonMax,
  grantedBy: groupsOfPersonMax,
  // Built-in groups alone.
  wouldBeGrantedBy: groupKeys.length,
  // Each grant of each group.
  paths: groupsOfPersonMax * grantsMax,
  results: pageSizeMax,
}

/** About what the lists of introspection hold; all others have one entry or none for a type. */
const schemaListSizes: Readonly<Record<string, number>> = { types: 120, directives: 5, fields: 4 }

/** Introspection is answered from memory, which costs far less than a query of the store. */
export const schemaObjectsOfPoint = 1_000

class Counter {
  counts = 0
  readonly #fragments = new Map<string, SelectionSetNode>()
  // Both are kept because a fragment may be spread many times.
  readonly #ofPages = new Map<SelectionSetNode, boolean>()
  readonly #withPages = new Map<SelectionSetNode, boolean>()
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
      if (name === textName) return textPoints
      if (!selected) return 0
      const scan = isScan(field, this.variables) ? scanPoints : 0
      const whole = wholeLists.get(name)
      if (whole !== undefined) return whole + scan
      if (name.startsWith('__')) return Math.ceil(this.#ofSchema(selected) / schemaObjectsOfPoint)
      const rows = this.#listed(name, selected) * rowsOf(field, pageSize, this.variables)
      const lists = clusterLists.has(name) ? clusterListsPoints : 0
      return rows * (1 + scan + lists + this.of(selected, pageSizeOf(field, this.variables)))
    })
  }

  #listed(name: string, selected: SelectionSetNode): number {
    const most = listSizes[name] ?? 1
    return most > 1 && !this.#isPaged(selected) && this.#hasPages(selected) ? most : 1
  }

  #ofSchema(set: SelectionSetNode): number {
    return this.#sum(set, ({ name }, selected) =>
      selected ? (schemaListSizes[name.value] ?? 1) * (1 + this.#ofSchema(selected)) : 0,
    )
  }

  /** Adds up one level of fields, through fragments, without those that `@skip` and `@include` leave out. */
  #sum(set: SelectionSetNode, costOfField: (field: FieldNode, selected?: SelectionSetNode) => number): number {
    let sum = 0
    for (const selection of set.selections) {
      // `checkDocument` refuses a document of so many selections.
      if (++this.#steps > stepsMax) return Number.POSITIVE_INFINITY
      if (isLeftOut(selection, this.variables)) continue
      const selected = this.#selectedBy(selection)
      if (selection.kind === Kind.FIELD) sum += costOfField(selection, selected)
      else if (selected) sum += this.#sum(selected, costOfField)
    }
    return sum
  }

  /** Whether a field takes a query of the store, or as much work, for each parent object. */
  #isRead(field: FieldNode): boolean {
    const name = field.name.value
    return isPage(field) || name === countName || name === textName || isScan(field, this.variables)
  }

  /** Whether a selection is that of a connection: `groups` of an account have pages, those of a person have none. */
  #isPaged(set: SelectionSetNode): boolean {
    return this.#some(set, this.#ofPages, (field) => isPage(field) || field.name.value === countName)
  }

  /** Whether pages are selected anywhere below a selection. */
  #hasPages(set: SelectionSetNode): boolean {
    return this.#some(set, this.#withPages, (field, selected) => {
      return this.#isRead(field) || (selected !== undefined && this.#hasPages(selected))
    })
  }

  /** Whether a field of one level is so, through fragments. */
  #some(
    set: SelectionSetNode,
    known: Map<SelectionSetNode, boolean>,
    isSo: (field: FieldNode, selected?: SelectionSetNode) => boolean,
  ): boolean {
    let some = known.get(set)
    if (some === undefined) {
      some = set.selections.some((selection) => {
        const selected = this.#selectedBy(selection)
        if (selection.kind === Kind.FIELD) return isSo(selection, selected)
        return selected !== undefined && this.#some(selected, known, isSo)
      })
      known.set(set, some)
    }
    return some
  }

  #selectedBy(selection: SelectionNode): SelectionSetNode | undefined {
    if (selection.kind === Kind.FIELD && parts.has(selection.name.value)) return undefined
    return selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection.selectionSet
  }
}

/** Without a prototype: a variable may be named like a member of every object. */
function withDefaults({ variableDefinitions }: OperationDefinitionNode, given: Variables): Variables {
  const defaults = (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const] : [],
  )
  return Object.assign(Object.create(null), Object.fromEntries(defaults), given)
}

/** The value of an argument, as far as it is known; undefined where it is not given. */
function argumentOf({ arguments: args }: FieldNode | DirectiveNode, name: string, variables: Variables): unknown {
  const argument = args?.find((one) => one.name.value === name)
  return argument && valueFromASTUntyped(argument.value, variables)
}

const isPage = ({ name }: FieldNode): boolean => name.value === 'nodes' || name.value === 'edges'

/** How many objects a field answers with: the rows of the page around it, the ids it is given, or one. */
function rowsOf(field: FieldNode, pageSize: number, variables: Variables): number {
  if (!isPage(field)) return 1
  const ids = argumentOf(field, 'ids', variables)
  return Array.isArray(ids) ? Math.min(ids.length, pageSizeMax) : pageSize
}

/** The rows of the pages below a field. Fewer than none are refused where they are read, and make nothing cheaper. */
function pageSizeOf(field: FieldNode, variables: Variables): number {
  const given = ['first', 'last'].map((name) => argumentOf(field, name, variables))
  const sizes = given.filter((size) => typeof size === 'number')
  const size = sizes.length > 0 ? Math.max(...sizes) : pageSizeDefault
  return Math.min(Math.max(size, 0), pageSizeMax)
}

/** Whether no index leads to the page that a field asks for. */
function isScan(field: FieldNode, variables: Variables): boolean {
  if (unindexedLists.has(field.name.value)) return true
  if (tokenLists.has(field.name.value) && !isNewestFirst(argumentOf(field, 'orderBy', variables))) return true
  return Object.entries(argumentOf(field, 'filter', variables) ?? {}).some(
    ([condition, value]) => isGiven(value) && !isIndexed(condition, value),
  )
}

/** Newest first is the order of a list for which none is given. */
const isNewestFirst = (order: unknown): boolean => {
  const { field, direction } = (order ?? { field: 'CREATED_AT', direction: 'DESC' }) as Record<string, unknown>
  return field === 'CREATED_AT' && direction === 'DESC'
}

/** An empty text searches for nothing. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** One value may stand for a list of one. */
const isIndexed = (condition: string, value: unknown): boolean =>
  indexedConditions.has(condition) && (!Array.isArray(value) || value.length <= 1)

/** Whether a directive leaves a selection out. A selection whose condition is not known counts. */
const isLeftOut = ({ directives }: SelectionNode, variables: Variables): boolean =>
  (directives ?? []).some((directive) => {
    const condition = argumentOf(directive, 'if', variables)
    return directive.name.value === 'include'
      ? condition === false
      : directive.name.value === 'skip' && condition === true
  })

/** The arguments, of fields and of directives, that the cost depends on. */
const costArguments: ReadonlySet<string> = new Set(['first', 'last', 'ids', 'filter', 'orderBy', 'if'])

/** Whether the cost of a document is the same whatever its variables are. */
export function hasFixedCost(document: DocumentNode): boolean {
  let fixed = true
  visit(document, {
    VariableDefinition: () => false,
    Argument: ({ name }) => (costArguments.has(name.value) ? undefined : false),
    Variable() {
      fixed = false
      return BREAK
    },
  })
  return fixed
}

/** Why an operation costs too much to be run at all; undefined where it does not. */
export function refusalOfCost({ points, counts }: Cost): ClustergateError | undefined {
  if (counts <= countsMax) return points > limits.cost ? tooDear() : undefined
  return new ClustergateError(
    'QUERY_TOO_COMPLEX',
    'The operation counts too many lists; ask for fewer `totalCount` at a time, each where it is needed.',
  )
}

export const tooDear = () =>
  new ClustergateError(
    'QUERY_TOO_COMPLEX',
    'The operation costs too much; ask for smaller pages, and for fewer counts and searches.',
  )
