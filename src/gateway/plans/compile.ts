import {
  type ArgumentNode,
  BREAK,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getLocation,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SourceLocation,
  visit,
} from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js'
import { getArgumentValues } from 'graphql/execution/values.js'
import { type Node, typeNameOf } from '../../nodes/node.type.ts'
import { type Requirement, requirementOf } from '../../policy/operations.ts'
import type { Relation } from '../../requests/relation.ts'
import { type PrintLeaf, printerOf } from './print.ts'
import { Unplanned } from './unplanned.ts'

type Variables = Readonly<Record<string, unknown>>

/** How one operation is carried out. What its root fields require is for whoever runs it to decide. */
export interface Plan {
  readonly root: Selection
}

/** The fields of one object type. */
export interface Selection {
  readonly fields: readonly PlannedField[]
  /** What the caller must hold, whichever object it is. */
  readonly requirements: readonly Requirement[]
  /** What each object must pass. */
  readonly guards: readonly Guard[]
}

/** Whoever lacks the permission sees only objects whose property holds their own id. */
export interface Guard {
  readonly requirement: Requirement
  readonly property: string
}

export interface PlannedField {
  /** What JSON writes before its value: `{"name":`, or `,"name":`. */
  readonly key: string
  readonly name: string
  readonly responseName: string
  /** Where it stands in the document, for errors. */
  readonly locations: readonly SourceLocation[]
  readonly requirement: Requirement | undefined
  readonly argsOf: (variables: Variables) => Record<string, unknown>
  readonly relation: Relation<unknown, unknown> | undefined
  readonly resolve: GraphQLField<unknown, unknown>['resolve']
  /** What is written whatever the object is. */
  readonly constant: string | undefined
  /** A property that is written as it is. */
  readonly isLeaf: boolean
  readonly shape: Shape
}

/** What becomes of a field's value. */
export type Shape =
  | LeafShape
  | { readonly kind: 'list'; readonly nonNull: boolean; readonly of: Shape }
  | { readonly kind: 'object'; readonly nonNull: boolean; readonly selectionOf: (value: object) => Selection }

export interface LeafShape {
  readonly kind: 'leaf'
  readonly nonNull: boolean
  readonly print: PrintLeaf
}

/**
 * Plans a valid query. `conditions` are the values of the variables that its `@include` and `@skip` depend on: fields
 * that they leave out are not in the plan. Throws Unplanned.
 */
export function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Variables,
): Plan {
  const compiler = new Compiler(schema, fragmentsOf(document), conditions)
  const query = schema.getQueryType()
  if (operation.operation !== 'query' || !query) throw new Unplanned('Only queries are planned.')
  const fields = collectFields(schema, compiler.fragments, conditions, query, operation.selectionSet)
  return { root: compiler.selection(query, fields) }
}

class Compiler {
  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: Record<string, FragmentDefinitionNode>,
    readonly conditions: Variables,
  ) {}

  selection(type: GraphQLObjectType, nodes: ReadonlyMap<string, readonly FieldNode[]>): Selection {
    const isRoot = type === this.schema.getQueryType()
    const fields = [...nodes].map(([responseName, fieldNodes], at) =>
      this.#field(type, responseName, fieldNodes, at === 0),
    )
    const requirements = new Map<string, Requirement>()
    const guards = new Map<string, Guard>()
    for (const { requirement } of isRoot ? [] : fields) {
      if (requirement === undefined) continue
      if (typeof requirement === 'object' && requirement.special === 'own') {
        if (requirement.id === undefined) throw new Unplanned('An object has no argument to look at.')
        guards.set(JSON.stringify(requirement), { requirement, property: requirement.id })
      } else {
        requirements.set(JSON.stringify(requirement), requirement)
      }
    }
    return { fields, requirements: [...requirements.values()], guards: [...guards.values()] }
  }

  #field(type: GraphQLObjectType, responseName: string, nodes: readonly FieldNode[], isFirst: boolean): PlannedField {
    const node = nodes[0] as FieldNode
    const name = node.name.value
    const planned = {
      key: `${isFirst ? '{' : ','}${JSON.stringify(responseName)}:`,
      name,
      responseName,
      locations: nodes.flatMap(({ loc }) => (loc ? [getLocation(loc.source, loc.start)] : [])),
      relation: undefined,
      resolve: undefined,
      constant: undefined,
    }
    if (name === '__typename') {
      const shape: Shape = { kind: 'leaf', nonNull: true, print: String }
      const constant = JSON.stringify(type.name)
      return { ...planned, isLeaf: true, requirement: undefined, argsOf: noArgs, constant, shape }
    }
    const field = type.getFields()[name]
    const requirement = requirementOf(type.name, name)
    if (!field || requirement === undefined) throw new Unplanned(`${type.name}.${name} is not planned.`)
    const shape = this.#shape(field.type, nodes)
    return {
      ...planned,
      requirement,
      argsOf: argsOf(field, node),
      relation: field.extensions.relation as Relation<unknown, unknown> | undefined,
      resolve: field.resolve,
      isLeaf: !field.resolve && shape.kind === 'leaf',
      shape,
    }
  }

  #shape(type: GraphQLOutputType, nodes: readonly FieldNode[], nonNull = false): Shape {
    if (isNonNullType(type)) return this.#shape(type.ofType, nodes, true)
    if (isListType(type)) return { kind: 'list', nonNull, of: this.#shape(type.ofType, nodes) }
    if (isLeafType(type)) return { kind: 'leaf', nonNull, print: printerOf(type) }
    if (isObjectType(type)) {
      const selection = this.#subselection(type, nodes)
      return { kind: 'object', nonNull, selectionOf: () => selection }
    }
    // Node is the one abstract type there is; type-graphql resolves it with a promise per object.
    const selections = new Map<string | undefined, Selection>(
      this.schema.getPossibleTypes(type).map((possible) => [possible.name, this.#subselection(possible, nodes)]),
    )
    return {
      kind: 'object',
      nonNull,
      selectionOf: (value) => {
        const selection = selections.get(typeNameOf(value as Node))
        if (!selection) throw new Unplanned('A value is of no type that implements Node.')
        return selection
      },
    }
  }

  #subselection(type: GraphQLObjectType, nodes: readonly FieldNode[]): Selection {
    return this.selection(type, collectSubfields(this.schema, this.fragments, this.conditions, type, nodes))
  }
}

const noArgs = () => ({})

/** Arguments without variables are read once. */
function argsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): PlannedField['argsOf'] {
  if (field.args.length === 0) return noArgs
  if (node.arguments?.some(hasVariable)) return (variables) => getArgumentValues(field, node, variables)
  const args = getArgumentValues(field, node)
  return () => args
}

function hasVariable(argument: ArgumentNode): boolean {
  let found = false
  visit(argument, {
    Variable() {
      found = true
      return BREAK
    },
  })
  return found
}

const fragmentsOf = ({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> =>
  Object.fromEntries(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  )
