import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { ClustergateError } from '../errors.ts'
import { pageSizeDefault, pageSizeMax } from '../pages/page.ts'
import { groupKeys } from '../policy/groups.ts'
import { limits, stepsMax } from './limits.ts'

type Variables = Readonly<Record<string, unknown>>

/**
 * What an operation may cost at most: one point for each object it can answer with, so that the size of a page
 * multiplies what hangs on its rows. Infinite where fragments multiply it beyond what a checked document can hold.
 */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode, given: Variables): number {
  const cost = new Cost(document, withDefaults(operation, given)).of(operation.selectionSet, 1)
  // A part that is infinite may stand beside an empty page.
  return Number.isNaN(cost) ? Number.POSITIVE_INFINITY : cost
}

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

class Cost {
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
      if (name.startsWith('__')) return Math.ceil(this.#ofSchema(selected) / schemaObjectsOfPoint)
      const listed = this.#hasPages(selected) ? (listSizes[name] ?? 1) : 1
      const rows = listed * rowsOf(field, pageSize, this.variables)
      return rows * (1 + this.of(selected, pageSizeOf(field, this.variables)))
    })
  }

  #ofSchema(set: SelectionSetNode): number {
    return this.#sum(set, ({ name }, selected) => (schemaListSizes[name.value] ?? 1) * (1 + this.#ofSchema(selected)))
  }

  /** Adds up the objects of a level, through fragments. */
  #sum(set: SelectionSetNode, costOfField: (field: FieldNode, selected: SelectionSetNode) => number): number {
    let sum = 0
    for (const selection of set.selections) {
      // The check of the document has counted these before, and stopped there.
      if (++this.#steps > stepsMax) return Number.POSITIVE_INFINITY
      const selected = this.#selectedBy(selection)
      if (!selected) continue
      sum += selection.kind === Kind.FIELD ? costOfField(selection, selected) : this.#sum(selected, costOfField)
    }
    return sum
  }

  #hasPages(set: SelectionSetNode): boolean {
    let paged = this.#paged.get(set)
    if (paged === undefined) {
      paged = set.selections.some((selection) => {
        if (selection.kind === Kind.FIELD && isPage(selection)) return true
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

/** Never below zero: a page of fewer rows than none is refused where it is read, and makes nothing else cheaper. */
function pageSizeOf({ arguments: args }: FieldNode, variables: Variables): number {
  const sizes = (args ?? [])
    .filter(({ name }) => name.value === 'first' || name.value === 'last')
    .map(({ value }) => numberOf(value, variables))
    .filter((size) => size !== undefined)
  const size = sizes.length > 0 ? Math.max(...sizes) : pageSizeDefault
  return Math.min(Math.max(size, 0), pageSizeMax)
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
