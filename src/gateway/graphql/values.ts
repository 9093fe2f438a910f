import {
  type ASTNode,
  coerceInputValue,
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
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
  return faultyVariable(schema, { document, operation }, variables) ?? faultyLiteral(document)
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
    if (!Object.hasOwn(values, name)) {
      if (type.kind === Kind.NON_NULL_TYPE && !defaultValue) {
        return badInput(fieldOf(place, name, []), `The variable $${name} is required.`)
      }
      continue
    }
    const inputType = typeFromAST(schema, type) as GraphQLInputType
    let fault: ClustergateError | undefined
    coerceInputValue(values[name], inputType, (path, value, { originalError }) => {
      const { message, member } = faultOf(typeAt(inputType, path), value, originalError)
      fault ??= badInput(fieldOf(place, name, member === undefined ? path : [...path, member]), message)
    })
    const text = pathOfFaultyText(values[name])
    fault ??= text && badInput(fieldOf(place, name, text), unfitText)
    if (fault) return fault
  }
  return undefined
}

/** A fault of a value; `member` is a required member of it that is absent. */
export interface ValueFault {
  readonly message: string
  readonly member?: string
}

/** The fault that graphql-js has found in a part of a variable; `cause` is the error of the type's own parser. */
function faultOf(type: GraphQLInputType, value: unknown, cause: unknown): ValueFault {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return misfit(type, value, cause)
  const given = value as Readonly<Record<string, unknown>>
  const [missing] = requiredMembers(named).filter((name) => given[name] === undefined)
  if (missing !== undefined) return missingMember(missing)
  const members = named.getFields()
  return Object.keys(given).every((name) => members[name]) ? misfit(type, value) : unknownMember(named)
}

/** The type of a part of a value. A single value in place of a list has no position in the path. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((at, step) => {
    if (typeof step === 'number') return itemOf(at)
    return (getNamedType(at) as GraphQLInputObjectType).getFields()[step]?.type as GraphQLInputType
  }, type)
}

const itemOf = (type: GraphQLInputType): GraphQLInputType =>
  isListType(type) ? type.ofType : itemOf((type as unknown as { readonly ofType: GraphQLInputType }).ofType)

/** The fault of a value that its type does not take. Parsers of our own scalars say themselves what fits. */
export function misfit(type: GraphQLInputType, value: unknown, cause?: unknown): ValueFault {
  const named = getNamedType(type)
  if (cause instanceof ClustergateError) return { message: cause.message }
  if (value === null || value === undefined) return { message: `Null does not fit: this must be of type ${type}.` }
  if (isEnumType(named)) return { message: `This is no value of ${named.name}.` }
  return { message: `This does not fit: it must be of type ${type}.` }
}

export const requiredMembers = (type: GraphQLInputObjectType): readonly string[] =>
  Object.values(type.getFields())
    .filter(isRequiredInputField)
    .map(({ name }) => name)

export const missingMember = (name: string): ValueFault => ({ message: `The field ${name} is required.`, member: name })

export const unknownMember = ({ name }: GraphQLInputObjectType): ValueFault => ({
  message: `${name} has no field of this name.`,
})

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

/** The path of the argument in which a variable is used first, followed by the path into its value. */
function fieldOf({ document, operation }: Place, name: string, path: readonly (string | number)[]): string {
  const isUse = (node: ASTNode): boolean => node.kind === Kind.VARIABLE && node.name.value === name
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const used = [operation, ...fragments].map((root) => argumentPath(root, isUse)).find((found) => found !== undefined)
  return [used ?? name, ...path].join('.')
}
