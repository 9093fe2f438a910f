import {
  type ASTNode,
  coerceInputValue,
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from 'graphql'
import { badInput, ClustergateError } from '../../errors.ts'
import { withoutValues } from './format-error.ts'

/** Names the argument at fault when a literal does not fit its type. */
export function nameFaultyLiterals(document: DocumentNode, errors: readonly Error[]): void {
  for (const error of errors) {
    const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined
    const path = node && argumentPath(document, node)
    if (path) (error as GraphQLError).extensions['field'] = path
  }
}

/**
 * What is wrong with the values of a valid operation, in our words, which name the argument: graphql-js's own texts
 * quote the value.
 */
export function faultyValue(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): ClustergateError | undefined {
  if (operation.operation === 'subscription') {
    return new ClustergateError('BAD_INPUT', 'There are no subscriptions; send a query or a mutation.')
  }
  const place: Place = { document, operation }
  return faultyVariable(schema, place, variables) ?? faultyText(place, variables)
}

/** The operation that runs, in its document. */
interface Place {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

function faultyVariable(
  schema: GraphQLSchema,
  place: Place,
  values: Record<string, unknown>,
): ClustergateError | undefined {
  for (const { variable, type, defaultValue } of place.operation.variableDefinitions ?? []) {
    const name = variable.name.value
    const inputType = typeFromAST(schema, type as never) as GraphQLInputType
    if (!Object.hasOwn(values, name)) {
      if (type.kind === Kind.NON_NULL_TYPE && !defaultValue) {
        return badInput(fieldOf(place, name, []), `The variable $${name} is required.`)
      }
      continue
    }
    let fault: ClustergateError | undefined
    coerceInputValue(values[name], inputType, (path, _value, error) => {
      fault ??= explain(error, fieldOf(place, name, path))
    })
    if (fault) return fault
  }
  return undefined
}

/** U+0000 fits no text of ours, and no text of PostgreSQL's. */
const nul = '\u0000'

/** Longer than any text may be; most have a smaller limit of their own. */
const textLengthMax = 4_096

const isFaulty = (text: string): boolean => text.length > textLengthMax || text.includes(nul)

function faultyText(place: Place, variables: Record<string, unknown>): ClustergateError | undefined {
  const { document, operation } = place
  let field: string | undefined
  // A text stands between quotes, and most documents have none.
  if (document.loc?.source.body.includes('"') !== false) {
    visit(document, {
      StringValue(node) {
        if (isFaulty(node.value)) field ??= argumentPath(document, node) ?? ''
      },
    })
  }
  for (const { variable } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    const path = Object.hasOwn(variables, name) ? pathOfFaultyText(variables[name]) : undefined
    if (path) field ??= fieldOf(place, name, path)
  }
  return field === undefined
    ? undefined
    : badInput(field, 'This text is longer than a text may be, or holds the character U+0000.')
}

export function pathOfFaultyText(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return isFaulty(value) ? [] : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, member] of Object.entries(value)) {
    const path = pathOfFaultyText(member)
    if (path) return [key, ...path]
  }
  return undefined
}

function explain(error: GraphQLError, field: string): ClustergateError {
  const ours = error.originalError
  const [, missing] = /^Field "(\w+)" of required type/.exec(error.message) ?? []
  if (missing) return badInput(`${field}.${missing}`, `The field ${missing} is required.`)
  return badInput(field, ours instanceof ClustergateError ? ours.message : withoutValues(error.message))
}

/** The path into the arguments at which a variable stands first, continued by the path into its value. */
function fieldOf({ document, operation }: Place, name: string, path: readonly (string | number)[]): string {
  let used: string | undefined
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  for (const root of [operation, ...fragments]) {
    visit(root, {
      Variable(node, _key, parent) {
        const definition = (parent as ASTNode | undefined)?.kind === Kind.VARIABLE_DEFINITION
        if (!definition && node.name.value === name) used ??= argumentPath(root, node)
      },
    })
  }
  return [used ?? name, ...path].join('.')
}

/**
 * Where a value stands: the argument’s name, then object fields and list positions; undefined for other nodes. A field
 * that is itself at fault stands where its object does: its name may be anything.
 */
function argumentPath(root: ASTNode, target: ASTNode): string | undefined {
  const path: string[] = []
  let found: string | undefined
  visit(root, {
    enter(node, key, parent) {
      if (node.kind === Kind.OBJECT_FIELD && (node === target || node.name === target)) found ??= path.join('.')
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.push(node.name.value)
      else if (typeof key === 'number' && isListOfValues(parent)) path.push(String(key))
      if (node === target && path.length > 0) found ??= path.join('.')
    },
    leave(node, key, parent) {
      const named = node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD
      if (named || (typeof key === 'number' && isListOfValues(parent))) path.pop()
    },
  })
  return found
}

/** visit() hands a list over as its own parent; lists of values hold value nodes, and no arguments or fields. */
function isListOfValues(parent: unknown): boolean {
  return Array.isArray(parent) && parent.length > 0 && valueKinds.has((parent[0] as ASTNode).kind)
}

const valueKinds: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.VARIABLE,
])
