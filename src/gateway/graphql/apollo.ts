import { randomUUID } from 'node:crypto'
import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequest,
  HeaderMap,
  type HTTPGraphQLRequest,
} from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { isDryRun, refusalToRehearse } from '../../changes/dry-run.ts'
import type { Config } from '../../config.ts'
import { Overdue } from '../../deadline.ts'
import type { ClustergateError, ErrorCode } from '../../errors.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { StoreUnavailable } from '../../store/unavailable.ts'
import { costOf, refusalOfCost } from '../admission/cost.ts'
import { limits } from '../admission/document-limits.ts'
import { costHeader } from '../http/graphql-request.ts'
import { expectsLegacyStatus } from '../http/media-type.ts'
import { statusFor } from '../http/refusal.ts'
import { noteOperation } from '../request-log.ts'
import { documentFaults, documentFaultsMax } from './document-faults.ts'
import { extensionsOf } from './extensions.ts'
import { isOutage, nameUnfitArguments, type OnFault, present } from './format-error.ts'
import { refusalOfKey, tellGone } from './keyed-operation.ts'
import type { Planned } from './planned.ts'
import { faultyValue } from './values.ts'

/**
 * The size of Apollo Server's cache of valid documents, for requests that no plan answers. Its default is far larger,
 * and prints each document as JSON to learn its size.
 */
const documentCharactersMax = 100_000
const lengthOf = ({ loc }: DocumentNode): number => loc?.end ?? documentCharactersMax

/** Starts Apollo Server, which answers every document the first time, and unusual requests; `planned` learns from it. */
export async function openApollo(
  config: Config,
  schema: GraphQLSchema,
  planned: Planned,
  onFault: OnFault,
): Promise<ApolloServer<RequestContext>> {
  // One plugin, because Apollo Server waits for each plugin at every step.
  const gatewayRules: ApolloServerPlugin<RequestContext> = {
    async unexpectedErrorProcessingRequest({ error, requestContext }) {
      onFault(error, requestContext.contextValue.caller.origin.requestId)
    },
    async requestDidStart() {
      return {
        async validationDidStart({ document }) {
          return async (errors) => {
            const faults = errors ? documentFaults(schema, document, config.introspection) : []
            // Apollo Server answers with the errors of this list.
            if (faults.length > 0) (errors as Error[]).splice(0, Number.POSITIVE_INFINITY, ...faults)
          }
        },
        async didEncounterErrors({ errors, document, contextValue }) {
          if (document) nameUnfitArguments(document, errors)
          if (contextValue.caller.origin.idempotency?.outcome?.replayed) tellGone(errors)
          for (const error of errors) {
            present(error, contextValue.caller.origin.requestId, onFault)
            if (error.originalError instanceof Overdue) contextValue.admission.deadline.giveUp()
          }
        },
        async willSendResponse({ request, document, operation, response, errors, contextValue }) {
          const { http } = response
          const isRead = http.status === 400 && !errors?.some(isUnreadable)
          if (isRead && expectsLegacyStatus(request.http?.headers.get('accept'))) http.status = 200
          if (response.body.kind !== 'single') return
          const { singleResult } = response.body
          const told = document && operation && answerExtensions(request, document, operation, contextValue)
          if (told) singleResult.extensions = { ...singleResult.extensions, ...told }
        },
        async didResolveOperation({ request, source, document, operation, contextValue }) {
          if (!operation) return
          noteOperation(contextValue.log, operation)
          contextValue.log.isDryRun = isDryRun(operation)
          const variables = request.variables ?? {}
          const cost = costOf(document, operation, variables)
          contextValue.log.cost = cost.points
          // In this order: a refused request pays nothing, and its document is not learned.
          const refused =
            faultyValue(schema, document, operation, variables) ??
            refusalToRehearse(document, operation) ??
            (contextValue.caller.origin.idempotency && refusalOfKey(schema, document, operation, variables)) ??
            refusalOfCost(cost) ??
            contextValue.admission.refusalOf(operation, cost.points)
          if (refused) throw beforeExecution(refused)
          planned.learn(source, request.operationName, { document, operation }, contextValue.caller)
        },
      }
    },
  }
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    // `persisted-query.ts` has put the document in the place of its hash.
    persistedQueries: false,
    // The gateway behaves alike whatever NODE_ENV is.
    nodeEnv: 'production',
    // `checkForgery` has done it, and only for requests with a cookie, which alone can be forged.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors: documentFaultsMax },
    documentStore: new InMemoryLRUCache<DocumentNode>({ maxSize: documentCharactersMax, sizeCalculation: lengthOf }),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      config.explorer === 'sandbox'
        ? ApolloServerPluginLandingPageLocalDefault({ embed: { runTelemetry: false }, includeCookies: true })
        : ApolloServerPluginLandingPageDisabled(),
      gatewayRules,
    ],
    // Apollo Server does not say which request an error belongs to: `askApollo` fills its id in.
    formatError: (formatted, error) => present(error, someRequest, () => {}, formatted),
  })
  await apollo.start()
  return apollo
}

/** What an answer tells besides the data; undefined for most, which tell nothing. */
function answerExtensions(
  { http, variables = {} }: GraphQLRequest,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  { caller }: RequestContext,
): Record<string, unknown> | undefined {
  const told = extensionsOf(caller.origin)
  if (!http?.headers.get(costHeader)) return told
  return { ...told, cost: costOf(document, operation, variables).points }
}

/** A refusal before execution as an error for Apollo Server, which takes HTTP status and headers from it. */
function beforeExecution(refused: ClustergateError): GraphQLError {
  const { retryAfterSeconds } = refused.details
  const headers = new HeaderMap()
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  return new GraphQLError(refused.message, {
    originalError: refused,
    extensions: { http: { status: statusFor(refused, refused.code), headers } },
  })
}

/** Stands for the id of a request until the answer is complete. It is random, so that no client can send it. */
const someRequest = randomUUID()

/** Has Apollo Server answer a request. Throws UNAVAILABLE where the store's failure is all that the answer would say. */
export async function askApollo(
  apollo: ApolloServer<RequestContext>,
  httpGraphQLRequest: HTTPGraphQLRequest,
  context: RequestContext,
) {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context: async () => context,
  })
  if (body.kind !== 'complete') throw new Error('Apollo Server answers in parts, which nobody has asked for.')
  const answer = { status: status ?? 200, headers }
  if (!body.string.startsWith('{"errors"')) return { ...answer, body: body.string, errorCodes: [] }
  const { data, errors } = JSON.parse(body.string) as { data?: object; errors: readonly GraphQLFormattedError[] }
  const errorCodes = errors.map(({ extensions }) => extensions?.['code'] as ErrorCode)
  if (isOutage(data, errorCodes)) throw new StoreUnavailable('unreachable')
  return { ...answer, body: body.string.replaceAll(someRequest, context.caller.origin.requestId), errorCodes }
}

/** Whether Apollo Server has refused the form of a request, before it looked at a document. */
const isUnreadable = ({ extensions }: GraphQLError): boolean => extensions['code'] === 'BAD_REQUEST'
