import {
  BREAK,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getLocation,
  Kind,
  type OperationDefinitionNode,
  type SourceLocation,
  visit,
} from 'graphql'
import { collectFields } from 'graphql/execution/collectFields.js'
import { getArgumentValues } from 'graphql/execution/values.js'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Caller } from '../../auth/caller.ts'
import type { ClustergateError } from '../../errors.ts'
import { decide, isDecidedByObject, refusal } from '../../policy/decide.ts'
import { type Requirement, requirementOf } from '../../policy/operations.ts'
import { decideField } from '../../policy/shield.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Selection } from '../../requests/source.ts'
import { type Lifted, type PlanDocument, rewrite } from './plan-document.ts'
import { planSchemaOf } from './plan-schema.ts'

type Variables = Readonly<Record<string, unknown>>

/** The arguments of all fields, by the variables that replace them in the rewritten query. */
export type Arguments = Readonly<Record<string, Variables>>

interface RootField {
  readonly responseName: string
  readonly requirement: Requirement | undefined
  /** Its locations in the document, for errors. */
  readonly locations: readonly SourceLocation[]
  readonly variable: string | undefined
}

/** A root field that the caller may not read. */
export interface Denial {
  readonly field: RootField
  readonly error: ClustergateError
}

export class Planner {
  readonly #open: GraphQLSchema
  readonly #guarded: GraphQLSchema

  /** `schema` is the one without the shield. Both plan schemas are made once. */
  constructor(private readonly schema: GraphQLSchema) {
    this.#open = planSchemaOf(schema, false)
    this.#guarded = planSchemaOf(schema, true)
  }

  /** Undefined for a query that is left to Apollo Server. Throws a GraphQLError for a condition that is null. */
  plan(document: DocumentNode, operation: OperationDefinitionNode, conditions: Variables): Plan | undefined {
    const rewritten = rewrite(this.schema, document, operation, conditions)
    if (!rewritten) return undefined
    return new Plan(
      rewritten.requirements,
      rewritten.selection,
      rootFieldsOf(this.schema, rewritten.document, rewritten.operation),
      rewritten.lifted.map(argumentReader),
      () => compile(this.#open, rewritten),
      () => compile(this.#guarded, rewritten),
    )
  }
}

type Query = CompiledQuery['query']

/**
 * One query as compiled by graphql-jit. For a caller with the permissions of all its fields, whatever the objects are,
 * nothing more is checked; for any other caller every field decides by itself, as the shield does.
 */
export class Plan {
  readonly #queryOf: (isOpen: boolean) => Query

  constructor(
    private readonly requirements: readonly Requirement[],
    private readonly selection: Selection,
    private readonly roots: readonly RootField[],
    private readonly readers: readonly ((variables: Variables) => readonly [string, Variables])[],
    open: () => Query,
    guarded: () => Query,
  ) {
    const compiled = { open: once(open), guarded: once(guarded) }
    this.#queryOf = (isOpen) => (isOpen ? compiled.open() : compiled.guarded())
  }

  /** Throws a GraphQLError for arguments that do not fit, as null for a variable with a default may. */
  argumentsOf(variables: Variables): Arguments {
    const args: Record<string, Variables> = {}
    for (const read of this.readers) {
      const [variable, values] = read(variables)
      args[variable] = values
    }
    return args
  }

  /** The refusals, where the caller may read none of the root fields; empty as soon as one of them is allowed. */
  denialsOf(caller: Caller, args: Arguments): readonly Denial[] {
    const denials: Denial[] = []
    for (const field of this.roots) {
      const from = field.variable === undefined ? {} : args[field.variable]
      const error = refusal(decideField(caller, 'Query', field.requirement, from))
      if (!error) return []
      denials.push({ field, error })
    }
    return denials
  }

  run(context: RequestContext, args: Arguments): ReturnType<Query> {
    const { caller } = context
    context.selection = this.selection
    const isOpen = this.requirements.every(
      (requirement) => decide(caller, requirement, undefined).allowed && !isDecidedByObject(caller, requirement),
    )
    return this.#queryOf(isOpen)(undefined, context, args)
  }
}

function compile(schema: GraphQLSchema, { document, operation }: PlanDocument): Query {
  const compiled = compileQuery(schema, document, operation.name?.value)
  if (isCompiledQuery(compiled)) return compiled.query
  throw new Error('A query could not be compiled.', { cause: compiled.errors?.[0] })
}

function once(make: () => Query): () => Query {
  let made: Query | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Reads the arguments of a field; those without variables once for all. */
function argumentReader({ variable, field, node }: Lifted): (variables: Variables) => readonly [string, Variables] {
  if (node.arguments?.some(hasVariable)) return (variables) => [variable, getArgumentValues(field, node, variables)]
  const constant = [variable, getArgumentValues(field, node)] as const
  return () => constant
}

function hasVariable(node: NonNullable<FieldNode['arguments']>[number]): boolean {
  let found = false
  visit(node, {
    Variable() {
      found = true
      return BREAK
    },
  })
  return found
}

function rootFieldsOf(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): readonly RootField[] {
  const query = schema.getQueryType()
  if (!query) throw new Error('The schema has no queries.')
  const fragments: Record<string, FragmentDefinitionNode> = Object.fromEntries(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  )
  return [...collectFields(schema, fragments, {}, query, selectionSet)].map(([responseName, nodes]) => {
    const [node] = nodes as [FieldNode]
    const [argument] = node.arguments ?? []
    return {
      responseName,
      requirement: node.name.value === '__typename' ? { special: 'anyone' } : requirementOf('Query', node.name.value),
      locations: nodes.flatMap(({ loc }) => (loc ? [getLocation(loc.source, loc.start)] : [])),
      variable: argument?.value.kind === Kind.VARIABLE ? argument.value.name.value : undefined,
    }
  })
}
