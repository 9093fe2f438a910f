// A plugin for graphql-codegen that writes the documents of the SDK and the type of its client. The JSDoc of an
// operation
// comes from the descriptions in the schema and from the comment above the operation, so that it cannot drift from
// them.
import { readFileSync } from 'node:fs'
import { plugin as typedDocumentPlugin } from '@graphql-codegen/typed-document-node'
import { getNamedType, Kind, parse, TokenKind } from 'graphql'

const packageOfTypes = '@graphql-typed-document-node/core'

/**
 * The entry point for graphql-codegen: returns typed documents and the methods of the client, each with JSDoc, without
 * imports.
 */
export function plugin(schema, documents, config) {
  const { prepend, content } = typedDocumentPlugin(schema, documents, config)
  const definitions = documents.flatMap(({ location }) => parse(readFileSync(location, 'utf8')).definitions)
  const fragments = new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]))
  const operations = definitions.filter((definition) => !isFragment(definition))
  const comments = new Map(
    operations.map((operation) => [operation.name.value, jsDoc(describe(schema, operation, fragments))]),
  )
  return {
    prepend: [
      ...prepend.map((line) => line.replace(packageOfTypes, './typed-document.ts')),
      "import type { Method, MutationMethod } from './method.ts';",
    ],
    content: [
      content.replace(/^export const (\w+)Document = /gm, (start, name) => `${comments.get(name)}\n${start}`),
      '/** One method for each operation of the gateway, called as the operation is. */',
      'export interface Client {',
      ...operations.map((operation) => methodOf(operation, comments)),
      '}',
    ].join('\n'),
  }
}

function methodOf({ name: { value: name }, operation }, comments) {
  const types = `${name}${capitalize(operation)}`
  const comment = comments.get(name).replaceAll(/^/gm, '  ')
  const method = operation === 'mutation' ? 'MutationMethod' : 'Method'
  return `${comment}\n  readonly ${name[0].toLowerCase()}${name.slice(1)}: ${method}<${types}, ${types}Variables>;`
}

const capitalize = (word) => `${word[0].toUpperCase()}${word.slice(1)}`

const isFragment = ({ kind }) => kind === Kind.FRAGMENT_DEFINITION

/** The JSDoc of an operation in paragraphs: what it does, and the permissions that its whole answer requires. */
function describe(schema, operation, fragments) {
  const rootType = schema.getRootType(operation.operation)
  const names = new Set(operation.selectionSet.selections.map(({ name }) => name.value))
  const rootFields = [...names].map((name) => rootType.getFields()[name])
  const [only] = rootFields.length === 1 ? rootFields : []
  const descriptions = rootFields.map(({ name, description }) => `- \`${name}\`: ${description}`)
  return [
    commentAbove(operation),
    only ? only.description : descriptions.join('\n'),
    needsOfAnswer(schema, operation, fragments, requirementsIn(only?.description)),
  ].filter((paragraph) => paragraph !== '')
}

/** The text of the comment directly above a definition; empty where there is none. */
function commentAbove({ loc }) {
  const lines = []
  for (let { prev } = loc.startToken; prev?.kind === TokenKind.COMMENT; prev = prev.prev)
    lines.unshift(prev.value.trim())
  return lines.join(' ')
}

/**
 * The permissions that the fields of an answer require beyond those of the operation itself: the SDK throws unless the
 * caller may read the whole answer. A field behind a variable requires its permission only when the variable is true.
 */
function needsOfAnswer(schema, operation, fragments, known) {
  const always = new Set()
  const byVariable = new Map()
  collectNeeds(schema, operation, fragments, (requirement, variable) => {
    if (variable === undefined) return always.add(requirement)
    byVariable.set(variable, (byVariable.get(variable) ?? new Set()).add(requirement))
  })
  const beyond = [...always].filter((requirement) => !known.includes(requirement))
  const sentences = [...byVariable].flatMap(([variable, requirements]) => {
    const more = [...requirements].filter((requirement) => !known.includes(requirement) && !always.has(requirement))
    return more.length > 0 ? [`With \`${variable}\`, also ${enumerate(more)}.`] : []
  })
  return [...(beyond.length > 0 ? [`What it answers with requires ${enumerate(beyond)}.`] : []), ...sentences].join(' ')
}

/** Calls `tell` for each permission that a field or its type requires, with the variable that includes the field. */
function collectNeeds(schema, operation, fragments, tell) {
  const walk = (selectionSet, parent, outer) => {
    for (const selection of selectionSet.selections) {
      const variable = variableOf(selection) ?? outer
      if (selection.kind === Kind.FIELD) enter(selection, parent, variable)
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        walk(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), variable)
      }
    }
  }
  const enter = ({ name, selectionSet }, parent, variable) => {
    const field = parent.getFields?.()[name.value]
    if (!field) return
    const type = getNamedType(field.type)
    for (const requirement of requirementsIn(field.description, type.description)) tell(requirement, variable)
    if (selectionSet) walk(selectionSet, type, variable)
  }
  walk(operation.selectionSet, schema.getRootType(operation.operation))
}

const variableOf = ({ directives = [] }) =>
  directives.find(({ name }) => name.value === 'include')?.arguments?.[0]?.value.name?.value

/** The permissions that descriptions name as required of every caller, without exceptions for one's own data. */
const requirementsIn = (...descriptions) =>
  descriptions.flatMap((text) => /\bRequires ([A-Z_]+(?: and [A-Z_]+)*)\.$/.exec(text ?? '')?.[1].split(' and ') ?? [])

const enumerate = (words) => new Intl.ListFormat('en', { type: 'conjunction' }).format(words)

const jsDoc = (paragraphs) => {
  const text = paragraphs.join('\n\n').replaceAll('*/', '*\\/')
  return `/**\n${text
    .split('\n')
    .map((line) => ` * ${line}`.trimEnd())
    .join('\n')}\n */`
}
