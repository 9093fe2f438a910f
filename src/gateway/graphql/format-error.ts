import { unwrapResolverError } from '@apollo/server/errors'
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, isValueNode } from 'graphql'
import { ClustergateError, type ErrorCode, type ErrorDetails, errorCodes, UnknownOutcome } from '../../errors.ts'
import { asUnavailable } from '../../store/unavailable.ts'
import { argumentPath } from './argument-path.ts'
import { syntaxFault } from './syntax-fault.ts'

/** Called with faults of the gateway, which clients see as INTERNAL only, and with commits that were not answered. */
export type OnFault = (error: unknown, requestId: string) => void

const unfit = 'A variable in this argument is null, where null does not fit.'

const masked = 'Something went wrong on our side. The request id finds it in the log.'

/** An error in the only form in which errors leave the gateway. */
export function present(error: unknown, requestId: string, onFault: OnFault, formatted?: GraphQLFormattedError) {
  const original = unwrapResolverError(error)
  const { code, message, details } = explain(original, error, () => onFault(original, requestId))
  return {
    message,
    ...(formatted?.locations && { locations: formatted.locations }),
    ...(formatted?.path && { path: formatted.path }),
    extensions: { code, ...details, requestId },
  }
}

interface Explained {
  readonly code: ErrorCode
  readonly message: string
  readonly details: ErrorDetails
}

function explain(original: unknown, error: unknown, onFault: () => void): Explained {
  const ours =
    [original, (error as { originalError?: unknown } | undefined)?.originalError].find(
      (candidate) => candidate instanceof ClustergateError,
    ) ?? asUnavailable(original)
  if (ours instanceof ClustergateError && ours.code !== 'INTERNAL') {
    if (ours instanceof UnknownOutcome) onFault()
    return { code: ours.code, message: ours.message, details: ours.details }
  }
  if (error instanceof GraphQLError) {
    const { code: given, field } = error.extensions
    const code = String(given)
    if (code in requestFaults) {
      return { code: 'BAD_INPUT', message: requestFaults[code]?.(error) as string, details: {} }
    }
    if (typeof field === 'string') return { code: 'BAD_INPUT', message: unfit, details: { field } }
    if (code in errorCodes && code !== 'INTERNAL') {
      return { code: code as ErrorCode, message: error.message, details: error.extensions as ErrorDetails }
    }
  }
  onFault()
  return { code: 'INTERNAL', message: masked, details: {} }
}

/**
 * Whether the store's failure is all that an answer would say. It is sent with HTTP status 503 then, by which any client
 * knows that it may try again.
 */
export const isOutage = (data: object | null | undefined, errorCodes: readonly ErrorCode[]): boolean =>
  errorCodes.length > 0 &&
  errorCodes.every((code) => code === 'UNAVAILABLE') &&
  Object.values(data ?? {}).every((value) => value === null)

/**
 * Notes in `extensions.field` the argument of each value that graphql-js finds unfit only while it executes: null for a
 * variable that has a default, where null does not fit. Such an error points to the value; all others point to fields.
 */
export function nameUnfitArguments(document: DocumentNode, errors: readonly GraphQLError[]): void {
  for (const error of errors) {
    const cause = unwrapResolverError(error)
    const node = cause instanceof GraphQLError ? cause.nodes?.[0] : undefined
    if (node && isValueNode(node)) error.extensions['field'] = argumentPath(document, (one) => one === node)
  }
}

/** The words for errors of Apollo Server about a request. Its own texts are passed on where they quote nothing of it. */
const requestFaults: Record<string, (error: GraphQLError) => string> = {
  GRAPHQL_PARSE_FAILED: syntaxFault,
  // `documentFaults` has found nothing that it could tell.
  GRAPHQL_VALIDATION_FAILED: () => 'The document does not fit the schema.',
  BAD_USER_INPUT: () => 'A variable does not fit its type.',
  BAD_REQUEST: ({ message }) => message,
  OPERATION_RESOLUTION_FAILURE: () => 'Name one of the operations of the document in `operationName`.',
}
