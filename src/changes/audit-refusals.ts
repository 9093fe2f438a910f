import { defaultFieldResolver, type GraphQLSchema } from 'graphql'
import type { Caller } from '../auth/caller.ts'
import { ClustergateError, UnknownOutcome } from '../errors.ts'
import { isOpenToAll, type MutationName } from '../policy/operations.ts'
import { asUnavailable } from '../store/unavailable.ts'
import { kindOfId } from '../values/id.ts'
import type { FailedAttempt } from './failed-attempts.ts'

interface Attempt {
  readonly caller: Caller
  forgetLoaded(): void
}

/**
 * Wraps every mutation so that a refused or failed attempt of a signed-in caller becomes an audit event, also when the
 * shield refused it. When the event cannot be written, the caller gets the refusal all the same, and `onUnrecorded` is
 * called.
 */
export function auditRefusals(
  schema: GraphQLSchema,
  record: (failure: FailedAttempt) => Promise<void>,
  onUnrecorded: (error: unknown, requestId: string) => void,
): GraphQLSchema {
  const audit = async (caller: Caller, operation: MutationName, args: Record<string, unknown>, error: unknown) => {
    // Mutations that are open to all learn the person from a secret, and record their own failures. A store that cannot
    // be written takes no audit event either.
    if (caller.kind === 'anonymous' || isOpenToAll(operation) || asUnavailable(error)) return
    // The event was recorded if the mutation was carried out.
    if (error instanceof UnknownOutcome) return
    if (error instanceof ClustergateError && error.code === 'IDEMPOTENCY_KEY_REUSED') return
    const refused = error instanceof ClustergateError ? error : new ClustergateError('INTERNAL', 'A fault of ours.')
    await record({ caller, operation, error: refused, resource: namedBy(args) }).catch((fault) =>
      onUnrecorded(fault, caller.origin.requestId),
    )
  }
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver
    field.resolve = async (source, args, context: Attempt, info) => {
      // A successful sign-in changes the context's caller; the attempt was made by the one before it.
      const { caller } = context
      context.forgetLoaded()
      try {
        const answer = await resolve(source, args, context, info)
        // graphql-shield hands errors back instead of throwing them.
        if (answer instanceof Error) throw answer
        return answer
      } catch (error) {
        await audit(caller, name as MutationName, args, error)
        throw error
      }
    }
  }
  return schema
}

/** The id that the arguments name, as the caller gave it; no other text, because that could be a secret. */
function namedBy(args: Record<string, unknown>): { id: string | null; label: null } {
  const input = (args['input'] ?? args) as Record<string, unknown>
  const id = [input['id'], input['userId'], input['databaseId'], input['clusterId']].find(
    (value): value is string => typeof value === 'string' && kindOfId(value) !== undefined,
  )
  return { id: id ?? null, label: null }
}
