import { HeaderMap } from '@apollo/server'
import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { ClustergateError, type ErrorCode, type ErrorDetails, errorCodes } from '../../errors.ts'
import { asUnavailable } from '../../store/unavailable.ts'
import { statusFor } from '../http/status.ts'

/** Hears of faults of ours, which clients only see as INTERNAL. */
export type OnFault = (error: unknown, requestId: string) => void

const tooManyTokens = /^Syntax Error: Document contains more that \d+ tokens/

/** graphql-js finds these only while it executes: null for a variable that has a default, where null does not fit. */
const unfitArgument = /^Argument "(\w+)" (?:of |has )/
const unfit = 'A variable in this argument is null, where null does not fit.'

const masked = 'Something went wrong on our side. The request id finds it in the log.'

/** The one form in which an error leaves the gateway. */
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

/** As Apollo Server takes a refusal before it executes anything: with a status and headers of its own. */
export function beforeExecution(refused: ClustergateError): GraphQLError {
  const { retryAfterSeconds } = refused.details
  const headers = new HeaderMap()
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  return new GraphQLError(refused.message, {
    originalError: refused,
    extensions: { http: { status: statusFor(refused, refused.code), headers } },
  })
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
    return { code: ours.code, message: ours.message, details: { ...ours.details, ...fieldOf(error) } }
  }
  if (original instanceof GraphQLError) {
    const argument = unfitArgument.exec(original.message)?.[1]
    if (argument) return { code: 'BAD_INPUT', message: unfit, details: { field: argument } }
  }
  if (error instanceof GraphQLError) {
    const code = String(error.extensions['code'])
    if (tooManyTokens.test(error.message)) {
      return { code: 'QUERY_TOO_COMPLEX', message: 'The document has too many tokens.', details: {} }
    }
    if (code in requestFaults) {
      return { code: 'BAD_INPUT', message: requestFaults[code]?.(error) as string, details: fieldOf(error) }
    }
    if (code in errorCodes && code !== 'INTERNAL') {
      return { code: code as ErrorCode, message: error.message, details: error.extensions as ErrorDetails }
    }
  }
  onFault()
  return { code: 'INTERNAL', message: masked, details: {} }
}

/** The argument at fault, as `checkValues` has noted it. */
function fieldOf(error: unknown): { field?: string } {
  const field = error instanceof GraphQLError ? error.extensions['field'] : undefined
  return typeof field === 'string' ? { field } : {}
}

/**
 * What Apollo Server and graphql-js find wrong with a request before it runs. Their texts may quote what was sent, a
 * password included, so that every quoted value is taken out.
 */
const requestFaults: Record<string, (error: GraphQLError) => string> = {
  GRAPHQL_PARSE_FAILED: (error) => withoutValues(error.message),
  GRAPHQL_VALIDATION_FAILED: (error) => withoutValues(error.message),
  BAD_USER_INPUT: () => 'A variable does not fit its type.',
  BAD_REQUEST: (error) => withoutValues(error.message),
  OPERATION_RESOLUTION_FAILURE: () => 'Name one of the operations of the document in `operationName`.',
}

/** Takes out literal values: whatever follows "found", a quoted string token, an enum value, or a key of an input. */
export function withoutValues(message: string): string {
  return message
    .replace(/^Value "[\s\S]*" does not exist in "(\w+)" enum\.[\s\S]*$/, 'This is no value of $1.')
    .replace(/^Field "[\s\S]*" is not defined by type "(\w+)"[\s\S]*$/, '$1 has no field of this name.')
    .replace(/^There can be only one input field named [\s\S]*$/, 'There can be only one input field of a name.')
    .replace(/, found (?!Name |<EOF>)[\s\S]*$/, ', found something else.')
    .replace(/^Syntax Error: [\s\S]*$/, (text) => syntaxError(text))
    .replace(/(Enum "[^"]*" cannot represent )[\s\S]*$/, '$1this value.')
    .replace(/cannot represent [\s\S]*$/, 'cannot represent this value.')
}

const tokenKinds =
  /^Syntax Error: (Expected|Unexpected) (Name|Int|Float|String|BlockString|<EOF>|"[!$&()[\]{}:=@|]|\.\.\.")/

/** Keeps what was expected, and drops the token that stands there instead. */
function syntaxError(text: string): string {
  const kind = tokenKinds.exec(text)
  return kind ? `${kind[0]}.` : 'Syntax Error: the document cannot be read.'
}
