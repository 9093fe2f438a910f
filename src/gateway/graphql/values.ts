import {
  type ASTNode,
  coerceInputValue,
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLList,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql'
import { badInput, ClustergateError } from '../../errors.ts'
import { argumentPath } from './argument-path.ts'

/**
 * The fault in the values of a valid operation, with the path of its argument; undefined where all of them fit. Texts of
 * graphql-js are not passed on, because they quote the value, which may be a password.
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
  return faultyVariable(schema, document, operation, variables) ?? faultyLiteral(document)
}

function faultyVariable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: Record<string, unknown>,
): ClustergateError | undefined {
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value
    const refused = (path: readonly (string | number)[], message: string) =>
      badInput([usageOf(document, operation, name) ?? name, ...path].join('.'), message)
    if (!Object.hasOwn(values, name)) {
      if (type.kind === Kind.NON_NULL_TYPE && !defaultValue) {
        return refused([], `The variable $${name} is required.`)
      }
      continue
    }
    const inputType = typeFromAST(schema, type) as GraphQLInputType
    let fault: ClustergateError | undefined
    coerceInputValue(values[name], inputType, (path, value, { originalError }) => {
      const { message, member } = valueFault(typeAt(inputType, path), value, originalError)
      fault ??= refused(member === undefined ? path : [...path, member], message)
    })
    const text = pathOfFaultyText(values[name])
    fault ??= text && refused(text, unfitText)
    if (fault) return fault
  }
  return undefined
}

/** A fault of a value; `member` is a required member of it that is absent. */
export interface ValueFault {
  readonly message: string
  readonly member?: string | undefined
}

/** The fault that graphql-js has found in a value; `cause` is the error of the type's own parser, which says what fits. */
export function valueFault(type: GraphQLInputType, value: unknown, cause: unknown): ValueFault {
  const named = getNamedType(type)
  if (cause instanceof ClustergateError) return { message: cause.message }
  if (value === null || value === undefined) return { message: `Null does not fit: this must be of type ${type}.` }
  if (isEnumType(named)) return { message: `This is no value of ${named.name}.` }
  if (isInputObjectType(named) && typeof value === 'object') {
    const members = named.getFields()
    const missing = Object.values(members).filter((one) => isRequiredInputField(one) && !Object.hasOwn(value, one.name))
    const names = missing.map(({ name }) => name)
    if (names[1] !== undefined) return { message: `The fields ${names.join(', ')} are required.`, member: names[0] }
    if (names[0] !== undefined) return { message: `The field ${names[0]} is required.`, member: names[0] }
    if (Object.keys(value).some((name) => !members[name])) return unknownMember(named)
  }
  return { message: `This does not fit: it must be of type ${type}.` }
}

export const unknownMember = ({ name }: GraphQLInputObjectType): ValueFault => ({
  message: `${name} has no field of this name.`,
})

/** The type of a part of a value. A single value in place of a list has no position in the path. */
const typeAt = (type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType =>
  path.reduce<GraphQLInputType>((at, step) => {
    if (typeof step === 'number') return (getNullableType(at) as GraphQLList<GraphQLInputType>).ofType
    return (getNamedType(at) as GraphQLInputObjectType).getFields()[step]?.type as GraphQLInputType
  }, type)

/** No text of the product holds U+0000, and PostgreSQL cannot store it. */
const nul = '\u0000'

/** The longest that any text may be; most have a smaller limit of their own. */
export const textLengthMax = 4_096

const isFaulty = (text: string): boolean => text.length > textLengthMax || text.includes(nul)

const unfitText = 'This text is longer than a text may be, or holds the character U+0000.'

function faultyLiteral(document: DocumentNode): ClustergateError | undefined {
  // Most documents hold no quotes, and so no text.
  if (document.loc?.source.body.includes('"') === false) return undefined
  let isFound = false
  const isFaultyText = (node: ASTNode): boolean => {
    const isHere = node.kind === Kind.STRING && isFaulty(node.value)
    isFound ||= isHere
    return isHere
  }
  const field = argumentPath(document, isFaultyText)
  return isFound ? badInput(field ?? '', unfitText) : undefined
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

/** The path of the argument in which a variable is used first. */
function usageOf(document: DocumentNode, operation: OperationDefinitionNode, name: string): string | undefined {
  const isUse = (node: ASTNode): boolean => node.kind === Kind.VARIABLE && node.name.value === name
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  return [operation, ...fragments].map((root) => argumentPath(root, isUse)).find((path) => path !== undefined)
}
