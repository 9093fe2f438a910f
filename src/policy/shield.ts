import { type GraphQLObjectType, type GraphQLSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql'
import { refusalToAnswer } from './answer.ts'
import { type Decision, decide, decideOn, isDecidedByObject, type Principal, refusal } from './decide.ts'
import { applyShield, makeRule, type Rule, type RuleTree } from './graphql-shield.ts'
import { anyone, operations, type Requirement, requirementOf, types } from './operations.ts'

/** The part of a request's context that the rules read. */
export interface Guarded {
  readonly caller: Principal
}

/**
 * Guards the schema with one rule for every field of every object type, made from the policy tables. It is the first of
 * two checks: a mutation is decided again in its transaction.
 */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  return applyShield(schema, ruleTree(schema))
}

/**
 * The rules of all fields. Throws, naming the coordinate, when a field has no row in the tables or a row has no field.
 */
export function ruleTree(schema: GraphQLSchema): RuleTree {
  const rules = new Map<string, Rule>()
  const tree: RuleTree = {}
  for (const type of objectTypes(schema)) {
    const fields: Record<string, Rule> = {}
    for (const fieldName of Object.keys(type.getFields())) {
      const requirement = requirementOf(type.name, fieldName)
      if (!requirement) {
        throw new Error(`${type.name}.${fieldName} has no row in src/policy/operations.ts; nobody could use it.`)
      }
      fields[fieldName] = ruleFor(requirement, type.name, rules)
    }
    tree[type.name] = fields
  }
  refuseStrayRows(schema)
  return tree
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__'))
}

const isRoot = (typeName: string): boolean => typeName === 'Query' || typeName === 'Mutation'

function refuseStrayRows(schema: GraphQLSchema): void {
  const rows = [
    ...Object.entries(operations).flatMap(([type, fields]) => Object.keys(fields).map((field) => [type, field])),
    ...Object.entries(types).flatMap(([type, { fields }]) => [
      [type],
      ...Object.keys(fields).map((one) => [type, one]),
    ]),
  ]
  for (const [typeName, fieldName] of rows as [string, string?][]) {
    const type = schema.getType(typeName)
    if (isInterfaceType(type) || isUnionType(type)) {
      throw new Error(
        `src/policy/operations.ts guards ${typeName}, which is no object type: the rule would be ignored.`,
      )
    }
    if (!isObjectType(type) || (fieldName !== undefined && !type.getFields()[fieldName])) {
      const coordinate = fieldName === undefined ? typeName : `${typeName}.${fieldName}`
      throw new Error(`src/policy/operations.ts has a row for ${coordinate}, which the schema does not have.`)
    }
  }
}

/**
 * The rule of a requirement of a type's fields. Equal requirements share one rule: shield demands that rules of one name
 * be the same object.
 */
function ruleFor(requirement: Requirement, typeName: string, rules: Map<string, Rule>): Rule {
  const name = `${typeName} ${JSON.stringify(requirement)}`
  const root = isRoot(typeName)
  const known = rules.get(name)
  if (known) return known
  const made = makeRule(name, (parent, args, context, info) => {
    const { caller } = context as Guarded
    return (
      refusal(decideField(caller, typeName, requirement, root ? args : parent)) ??
      // An open mutation that signs in, such as signIn, answers as the new caller, so it is not checked here.
      (typeName === 'Mutation' && requirement !== anyone
        ? refusalToAnswer(caller, requirement, args as Record<string, unknown>, info)
        : undefined) ??
      true
    )
  })
  rules.set(name, made)
  return made
}

/** Decides on one field: `from` is the arguments of a root field, or the parent object of any other field. */
export function decideField(
  caller: Principal,
  typeName: string,
  requirement: Requirement | undefined,
  from: unknown,
): Decision {
  if (isDecidedByObject(caller, requirement)) {
    const resource = types[typeName]?.resourceOf?.(from)
    if (resource) return decideOn(caller, requirement, resource)
  }
  return decide(caller, requirement, requirement && ownerOf(requirement, isRoot(typeName), from))
}

/**
 * The owner of the object that a field concerns. It is null for a root field without an argument that names the owner:
 * the shield lets the caller pass, for a query is then about the caller, and a mutation is decided in its transaction.
 */
function ownerOf(requirement: Requirement, root: boolean, from: unknown): string | null | undefined {
  const name = typeof requirement === 'object' && 'id' in requirement ? requirement.id : undefined
  const owner = name === undefined ? undefined : (from as Record<string, unknown>)[name]
  if (owner === undefined || owner === null) return root ? null : undefined
  return String(owner)
}
