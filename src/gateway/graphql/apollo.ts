import { randomUUID } from 'node:crypto'
import { ApolloServer, type ApolloServerPlugin, type HeaderMap, type HTTPGraphQLRequest } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import { InMemoryLRUCache } from '@apollo/utils.keyvaluecache'
import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql'
import type { Config } from '../../config.ts'
import { Overdue } from '../../deadline.ts'
import type { ErrorCode } from '../../errors.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { StoreUnavailable } from '../../store/unavailable.ts'
import { costOf, refusalOfCost } from '../admission/cost.ts'
import { limits } from '../admission/document-limits.ts'
import { costHeader } from '../http/graphql-request.ts'
import { expectsLegacyStatus } from '../http/media-type.ts'
import { noteOperationName } from '../request-log.ts'
import { documentFaults, documentFaultsMax } from './document-faults.ts'
import { beforeExecution, nameUnfitArguments, type OnFault, present } from './format-error.ts'
import { isOutage } from './outage.ts'
import type { Planned } from './planned.ts'
import { faultyValue } from './values.ts'

/**
 * What Apollo Server keeps of valid documents, for requests that no plan answers. Left alone it writes each as JSON to
 * learn its size, and keeps far more of them.
 */
const documentCharactersMax = 100_000
const lengthOf = ({ loc }: DocumentNode): number => loc?.end ?? documentCharactersMax

/** Apollo Server, which takes every document the first time, and what is unusual; `planned` learns from it. */
export async function openApollo(
  config: Config,
  schema: GraphQLSchema,
  planned: Planned,
  onFault: OnFault,
): Promise<ApolloServer<RequestContext>> {
  // All in one plugin: Apollo Server waits for each of them at every step.
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
          for (const error of errors) {
            present(error, contextValue.caller.origin.requestId, onFault)
            if (error.originalError instanceof Overdue) contextValue.admission.deadline.giveUp()
          }
        },
        async willSendResponse({ request, document, operation, response, errors }) {
          const { http } = response
          const isRead = http.status === 400 && !errors?.some(isUnreadable)
          if (isRead && expectsLegacyStatus(request.http?.headers.get('accept'))) http.status = 200
          if (response.body.kind !== 'single') return
          const { singleResult } = response.body
          if (!request.http?.headers.get(costHeader) || !document || !operation) return
          const cost = costOf(document, operation, request.variables ?? {}).points
          singleResult.extensions = { ...singleResult.extensions, cost }
        },
        async didResolveOperation({ operationName, request, source, document, operation, contextValue }) {
          noteOperationName(contextValue.log, operationName)
          if (!operation) return
          const variables = request.variables ?? {}
          const cost = costOf(document, operation, variables)
          // In this order: who is refused pays nothing, and what is refused is not learned.
          const refused =
            faultyValue(schema, document, operation, variables) ??
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
    // Whatever NODE_ENV says, the gateway behaves alike.
    nodeEnv: 'production',
    // `checkForgery` has looked, and knows who is in danger: those with a cookie.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors: documentFaultsMax },
    documentStore: new InMemoryLRUCache<DocumentNode>({ maxSize: documentCharactersMax, sizeCalculation: lengthOf }),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      config.explorer === 'sandbox'
        ? ApolloServerPluginLandingPageLocalDefault({ embed: true, includeCookies: true })
        : ApolloServerPluginLandingPageDisabled(),
      gatewayRules,
    ],
    // It is not told whose errors these are.
    formatError: (formatted, error) => present(error, someRequest, () => {}, formatted),
  })
  await apollo.start()
  return apollo
}

/** Stands for a request's id until the answer is whole; nobody can know it. */
const someRequest = randomUUID()

/** An answer of Apollo Server's, with the id of its request. */
export interface ApolloAnswer {
  readonly status: number
  readonly headers: HeaderMap
  readonly body: string
  readonly errorCodes: readonly ErrorCode[]
}

/** Throws UNAVAILABLE where there is no more to tell. */
export async function askApollo(
  apollo: ApolloServer<RequestContext>,
  httpGraphQLRequest: HTTPGraphQLRequest,
  context: RequestContext,
): Promise<ApolloAnswer> {
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

/** Whether Apollo Server could not make out what a request asks for. */
const isUnreadable = ({ extensions }: GraphQLError): boolean => extensions['code'] === 'BAD_REQUEST'
