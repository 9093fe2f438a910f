import {
  DirectiveLocation,
  type DocumentNode,
  defaultFieldResolver,
  GraphQLDirective,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Caller } from '../auth/caller.ts'
import { ClustergateError } from '../errors.ts'
import { isOpenToAll, type MutationName, operations } from '../policy/operations.ts'
import { Rehearsal } from '../rehearsal.ts'

export const dryRunDirective = new GraphQLDirective({
  name: 'dryRun',
  locations: [DirectiveLocation.MUTATION],
  description: `Rehearses the mutations of the operation: they are decided, checked and worked out as usual, and undone before anything of them is kept, sent or told to a cluster. Each is rehearsed on the present state, as if it were the only one.

The answer is what it would be, except that relations show the present, and secrets and links are "(dry run: none was made)". \`extensions.dryRun\` tells under each response key what would happen: \`events\` of the audit log (\`action\`, \`outcome\`, \`errorCode\`, \`resourceId\`, \`resourceLabel\`, \`changes\`, \`decidedBy\`), \`mails\` (\`kind\`, \`to\`), and \`impact\`: \`sessionsEnded\`, \`tokensRevoked\`, \`invitationsRevoked\`, \`membersAffected\`, \`tokensReaching\`, \`reach\` with the last use of these tokens, and for groups and memberships \`databasesMatched\`, \`gains\` and \`losses\` (\`permission\`, \`people\`). What the caller may not read is null or left out, and \`withheld\` is true then.

A mutation that would be refused is refused, and audited as a refusal. Mutations that are open to all cannot be rehearsed: BAD_INPUT. A rehearsal costs the points of its fields, also of mutations that are otherwise free.`,
})

/** Whether the mutations of an operation are only rehearsed. */
export const isDryRun = ({ directives }: OperationDefinitionNode): boolean =>
  directives?.some(({ name }) => name.value === dryRunDirective.name) === true

/** Stands for a secret, or a link with one, that a rehearsal has not made. */
export const noSecret = '(dry run: none was made)'

interface Rehearsing {
  readonly caller: Caller
}

/** Has the mutations of an operation with `@dryRun` rehearsed, whatever runs the operation. */
export function rehearseDryRuns(schema: GraphQLSchema): GraphQLSchema {
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver
    field.resolve = (source, args, context: Rehearsing, info) => {
      const answer = () => resolve(source, args, context, info)
      return isDryRun(info.operation) ? rehearsed(name, args, context, info, answer) : answer()
    }
  }
  return schema
}

async function rehearsed(
  name: string,
  args: unknown,
  { caller: { origin } }: Rehearsing,
  { path }: GraphQLResolveInfo,
  answer: () => unknown,
): Promise<unknown> {
  if (isOpen(name)) throw notRehearsed(name)
  origin.rehearsal ??= new Rehearsal()
  origin.rehearsal.begin(String(path.key), args)
  return withoutSecrets(await answer())
}

/**
 * Why an operation cannot be rehearsed; undefined where it can, and where it is not to be. One mutation that is open to
 * all refuses all of them, before any runs.
 */
export function refusalToRehearse(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ClustergateError | undefined {
  if (!isDryRun(operation)) return undefined
  const open = rootFieldsOf(document, operation.selectionSet).find(isOpen)
  return open === undefined ? undefined : notRehearsed(open)
}

const notRehearsed = (name: string) =>
  new ClustergateError(
    'BAD_INPUT',
    `${name} is open to all, and cannot be rehearsed: leave out @dryRun, or this field.`,
  )

const isOpen = (name: string): boolean => Object.hasOwn(operations.Mutation, name) && isOpenToAll(name as MutationName)

/** The names of the root fields of a valid operation, those in fragments included. */
function rootFieldsOf(document: DocumentNode, { selections }: SelectionSetNode): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection.name.value
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFieldsOf(document, selection.selectionSet)
    const fragment = document.definitions.find(
      (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
    )
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? rootFieldsOf(document, fragment.selectionSet) : []
  })
}

/** The fields of payloads, and of the results in them, that hold a secret. */
const secretFields = ['secret', 'link', 'accessToken'] as const

/** The answer to a rehearsed mutation with `noSecret` in the place of each secret: nobody can ever use those. */
function withoutSecrets(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || answer instanceof Error) return answer
  const masked: Record<string, unknown> = { ...answer }
  for (const field of secretFields) if (typeof masked[field] === 'string') masked[field] = noSecret
  if (Array.isArray(masked['results'])) masked['results'] = masked['results'].map(withoutSecrets)
  return masked
}
