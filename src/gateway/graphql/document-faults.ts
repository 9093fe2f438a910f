import {
  type DocumentNode,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  Kind,
  specifiedRules,
  UniqueInputFieldNamesRule,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
  ValuesOfCorrectTypeRule,
  validate,
  valueFromASTUntyped,
} from 'graphql'
import { ClustergateError } from '../../errors.ts'
import { argumentPath } from './argument-path.ts'
import { unknownMember, type ValueFault, valueFault } from './values.ts'

/** How many faults of a document are answered with; the first few are enough. */
export const documentFaultsMax = 5

type Tell = (error: GraphQLError, context: ValidationContext) => ValueFault

/**
 * Our own words for the rules whose texts in graphql-js quote values, or names that may be values which a client has
 * put in the wrong place. The texts of all other rules name types, fields, arguments, fragments and variables only, and
 * are passed on; test/gateway/graphql/document-faults.test.ts holds each of them.
 */
const ownWords: ReadonlyMap<ValidationRule, Tell> = new Map<ValidationRule, Tell>([
  [ValuesOfCorrectTypeRule, tellValue],
  [UniqueInputFieldNamesRule, () => ({ message: 'There can be only one input field of a name.' })],
])

/**
 * The faults of a document that graphql-js finds invalid, each with a ClustergateError as its original error. Every rule
 * reports through a context of its own, so that a fault is worded by the rule that found it.
 */
export function documentFaults(
  schema: GraphQLSchema,
  document: DocumentNode,
  hasIntrospection: boolean,
): readonly GraphQLError[] {
  const faults: GraphQLError[] = []
  const telling = (rule: ValidationRule): ValidationRule => {
    const tell = ownWords.get(rule) ?? (({ message }) => ({ message }))
    return (context) => {
      const reportError = (error: GraphQLError) => {
        const fault = toldFault(document, error, tell(error, context))
        // One fault names all required fields that an object lacks, of which graphql-js reports each.
        if (faults.some(({ message, nodes }) => message === fault.message && nodes?.[0] === fault.nodes?.[0])) return
        faults.push(fault)
        context.reportError(fault)
      }
      return rule(Object.create(context, { reportError: { value: reportError } }) as ValidationContext)
    }
  }
  const rules = hasIntrospection ? specifiedRules : [...specifiedRules, noIntrospection]
  validate(schema, document, rules.map(telling), { maxErrors: documentFaultsMax, hideSuggestions: !hasIntrospection })
  return faults.slice(0, documentFaultsMax)
}

function toldFault(document: DocumentNode, { nodes }: GraphQLError, { message, member }: ValueFault): GraphQLError {
  const path = nodes?.[0] && argumentPath(document, (node) => node === nodes[0])
  const field = path !== undefined && member !== undefined ? `${path}.${member}` : path
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    originalError: new ClustergateError('BAD_INPUT', message, field === undefined ? {} : { field }),
  })
}

/** TypeInfo stands at the value while it is reported. */
function tellValue({ nodes: [node] = [], originalError }: GraphQLError, context: ValidationContext): ValueFault {
  const object = getNamedType(context.getParentInputType())
  if (node?.kind === Kind.OBJECT_FIELD && isInputObjectType(object)) return unknownMember(object)
  return valueFault(context.getInputType() as GraphQLInputType, valueFromASTUntyped(node as ValueNode), originalError)
}

const noIntrospection: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value !== '__schema' && node.name.value !== '__type') return
    context.reportError(
      new GraphQLError('This gateway does not show its schema: introspection is off.', { nodes: node }),
    )
  },
})
