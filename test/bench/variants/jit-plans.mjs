import Module, { createRequire } from 'node:module'
import { compile as compileOwn } from '../../../dist/gateway/plans/compile.js'
import { Unplanned } from '../../../dist/gateway/plans/unplanned.js'
import { decide } from '../../../dist/policy/decide.js'
import { requirementOf } from '../../../dist/policy/operations.js'

/** What Clustergate's hot path calls, by graphql-jit: over the same planned schema, with relations by DataLoader. */

// One copy of graphql for all: to one copy the types of another are strangers.
const root = new URL('../../..', import.meta.url).pathname
const resolve = Module._resolveFilename
Module._resolveFilename = (request, parent, isMain, options) =>
  resolve(request, parent, isMain, /^graphql(\/|$)/.test(request) ? { paths: [root] } : options)
const require = createRequire(import.meta.url)
const { isObjectType, TypeInfo, visit, visitWithTypeInfo } = require('graphql')
const { compileQuery } = require('graphql-jit')

export function compile(schema, document, operation, conditions) {
  resolveRelationsAlone(schema)
  return {
    ...compileOwn(schema, document, operation, conditions),
    requirements: requirementsOf(schema, document),
    query: compileQuery(schema, document, operation.name?.value).query,
  }
}

export async function run({ requirements, query }, context, variables) {
  if (!requirements.every((requirement) => decide(context.caller, requirement, undefined).allowed)) {
    throw new Unplanned('Something is not for this caller.')
  }
  const { errors, data } = await query(undefined, context, variables)
  if (errors) throw new Unplanned('There are errors to tell.')
  return JSON.stringify(data)
}

/** Everything that any field of an operation requires, decided once for all of them. */
function requirementsOf(schema, document) {
  const found = new Set()
  const types = new TypeInfo(schema)
  const Field = ({ name }) => void found.add(requirementOf(types.getParentType().name, name.value))
  visit(document, visitWithTypeInfo(types, { Field }))
  return [...found]
}

/** Without type-graphql's wrapper, as plans do. */
function resolveRelationsAlone(schema) {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { relation } = field.extensions
      if (relation) field.resolve = (object, args, context) => relation.of(context, object, args)
    }
  }
}
