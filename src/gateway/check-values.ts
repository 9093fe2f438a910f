import type { ApolloServerPlugin } from '@apollo/server'
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
import { badInput, ClustergateError } from '../errors.ts'
import { withoutValues } from './format-error.ts'

/**
 * Names the argument at fault when a variable or a literal does not fit its type, in our words: graphql-js's own
 * texts quote the value.
 */
export const checkValues: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async validationDidStart({ document }) {
        return async (errors) => {
          if (!document) return
          for (const error of errors ?? []) {
            const node = error instanceof GraphQLError ? error.nodes?.[0] : undefined
            const path = node && argumentPath(document, node)
            if (path) (error as GraphQLError).extensions.field = path
          }
        }
      },
      async didResolveOperation({ schema, document, operation, request }) {
        if (!operation) return
        const variables = request.variables ?? {}
        const fault = faultyVariable(schema, operation, variables) ?? faultyText(document, operation, variables)
        if (fault) {
          throw new GraphQLError(fault.message, { originalError: fault, extensions: { http: { status: 400 } } })
        }
      },
    }
  },
}

function faultyVariable(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Record<string, unknown>,
): ClustergateError | undefined {
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    const inputType = typeFromAST(schema, type as never) as GraphQLInputType
    if (values[name] === undefined) {
      if (type.kind === Kind.NON_NULL_TYPE && !defaultValue) {
        return badInput(fieldOf(operation, name, []), `The variable $${name} is required.`)
      }
      continue
    }
    let fault: ClustergateError | undefined
    coerceInputValue(values[name], inputType, (path, _value, error) => {
      fault ??= explain(error, fieldOf(operation, name, path))
    })
    if (fault) return fault
  }
  return undefined
}

/** U+0000 fits no text of ours, and no text of PostgreSQL's. */
const nul = '\u0000'

function faultyText(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): ClustergateError | undefined {
  let field: string | undefined
  visit(document, {
    StringValue(node) {
      if (node.value.includes(nul)) field ??= argumentPath(document, node) ?? ''
    },
  })
  for (const [name, value] of Object.entries(variables)) {
    const path = pathOfNul(value)
    if (path) field ??= fieldOf(operation, name, path)
  }
  return field === undefined ? undefined : badInput(field, 'A text must not contain the character U+0000.')
}

function pathOfNul(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return value.includes(nul) ? [] : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, member] of Object.entries(value)) {
    const path = pathOfNul(member)
    if (path) return [key, ...path]
  }
  return undefined
}

function explain(error: GraphQLError, field: string): ClustergateError {
  const ours = error.originalError
  return badInput(field, ours instanceof ClustergateError ? ours.message : withoutValues(error.message))
}

/** The path into the arguments at which a variable stands, continued by the path into its value. */
function fieldOf(operation: OperationDefinitionNode, name: string, path: readonly (string | number)[]): string {
  let used: string | undefined
  visit(operation, {
    Variable(node, _key, parent) {
      const definition = (parent as ASTNode | undefined)?.kind === Kind.VARIABLE_DEFINITION
      if (!definition && node.name.value === name) used ??= argumentPath(operation, node)
    },
  })
  return [used ?? name, ...path].join('.')
}

/** Where a value stands: the argument’s name, then object fields and list positions; undefined for other nodes. */
function argumentPath(root: ASTNode, target: ASTNode): string | undefined {
  const path: string[] = []
  let found: string | undefined
  visit(root, {
    enter(node, key, parent) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.push(node.name.value)
      else if (typeof key === 'number' && isListOfValues(parent)) path.push(String(key))
      if (node === target && path.length > 0) found = path.join('.')
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
