import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  parseType,
  parseValue,
  type SelectionNode,
  TypeInfo,
  type VariableDefinitionNode,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type Requirement, requirementOf } from '../../policy/operations.ts'
import type { Selection } from '../../requests/source.ts'
import { argumentsName, argumentsType } from './plan-schema.ts'

type Variables = Readonly<Record<string, unknown>>

/** A field with arguments, which one variable of the rewritten operation replaces. */
export interface Lifted {
  readonly variable: string
  readonly field: GraphQLField<unknown, unknown>
  /** As the client wrote it. */
  readonly node: FieldNode
}

/** A query rewritten for graphql-jit: only names and selections are left of what the client wrote. */
export interface PlanDocument {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly lifted: readonly Lifted[]
  readonly requirements: readonly Requirement[]
  readonly selection: Selection
}

/**
 * Rewrites a valid query for graphql-jit. `conditions` are the values of the variables in `@include` and `@skip`, whose
 * selections are kept or removed by them. Undefined for a query that is left to Apollo Server: introspection, and the
 * alias `__proto__`. Throws a GraphQLError for a condition that is null.
 */
export function rewrite(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Variables,
): PlanDocument | undefined {
  const definitions = document.definitions.filter((one) => one === operation || one.kind === Kind.FRAGMENT_DEFINITION)
  const leaveOut = (node: SelectionNode) => (isLeftOut(node, conditions) ? null : undefined)
  const pruned = visit<DocumentNode>(
    { kind: Kind.DOCUMENT, definitions },
    { Field: leaveOut, InlineFragment: leaveOut, FragmentSpread: leaveOut },
  )
  const types = new TypeInfo(schema)
  const lifted: Lifted[] = []
  const requirements = new Map<string, Requirement | undefined>()
  const selection = new Map<string, Set<string>>()
  let isPlannable = true
  const rewriteField = (node: FieldNode): FieldNode | undefined => {
    const parent = types.getParentType()
    const field = types.getFieldDef()
    if (node.alias?.value === '__proto__' || !parent || !field) {
      isPlannable = false
      return undefined
    }
    if (field.name === '__typename') return withoutExtras(node)
    for (const type of isAbstractType(parent) ? schema.getPossibleTypes(parent) : [parent]) {
      selection.set(type.name, (selection.get(type.name) ?? new Set()).add(field.name))
      const requirement = requirementOf(type.name, field.name)
      requirements.set(JSON.stringify(requirement), requirement)
    }
    if (field.args.length === 0) return withoutExtras(node)
    const variable = `a${lifted.length}`
    lifted.push({ variable, field, node })
    return { ...withoutExtras(node), arguments: [argumentOf(variable)] }
  }
  const rewritten = visit(
    pruned,
    visitWithTypeInfo(types, {
      Field: { leave: rewriteField },
      InlineFragment: { leave: (node) => ({ ...node, directives: [] }) },
      FragmentSpread: { leave: (node) => ({ ...node, directives: [] }) },
    }),
  )
  const required = [...requirements.values()]
  // Fields without a row in the privilege table, such as those of introspection, are not planned.
  if (!isPlannable || !required.every((one) => one !== undefined)) return undefined
  const whole = rewritten.definitions.map((one) =>
    one.kind === Kind.OPERATION_DEFINITION
      ? { ...one, directives: [], variableDefinitions: lifted.map(({ variable }) => definitionOf(variable)) }
      : one,
  )
  const planned = whole.find(({ kind }) => kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode
  return {
    document: { ...rewritten, definitions: whole },
    operation: planned,
    lifted,
    requirements: required,
    selection,
  }
}

function isLeftOut(node: SelectionNode, conditions: Variables): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, conditions)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, conditions)?.['if'] === false
  )
}

const withoutExtras = (node: FieldNode): FieldNode => ({ ...node, arguments: [], directives: [] })

const argumentOf = (variable: string): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: { kind: Kind.NAME, value: argumentsName },
  value: parseValue(`$${variable}`),
})

const definitionOf = (variable: string): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: parseValue(`$${variable}`) as VariableNode,
  type: parseType(argumentsType),
})
