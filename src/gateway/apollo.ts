import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'
import type { GraphQLSchema } from 'graphql'
import type { Config } from '../config.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { costHeader } from './asked.ts'
import { checkValues } from './check-values.ts'
import { exchanges, noteOperationName } from './exchange.ts'
import { beforeExecution, type OnFault, present } from './format-error.ts'
import { costOf, limits, refusalOfCost } from './limits.ts'
import { expectsLegacyStatus } from './media-type.ts'
import type { HotPath } from './plans/hot-path.ts'

const requestErrorsMax = 5

/** Apollo Server, which takes every document the first time, and whatever is unusual; `hotPath` learns from it. */
export async function openApollo(
  config: Config,
  schema: GraphQLSchema,
  hotPath: HotPath,
  onFault: OnFault,
): Promise<ApolloServer<RequestContext>> {
  const noteOperation: ApolloServerPlugin<RequestContext> = {
    async requestDidStart() {
      return {
        async willSendResponse({ request, document, operation, response, errors }) {
          const { http } = response
          const unreadable = errors?.some(({ extensions }) => extensions.code === 'BAD_REQUEST')
          if (http.status === 400 && !unreadable && expectsLegacyStatus(request.http?.headers.get('accept'))) {
            http.status = 200
          }
          // A document can be wrong in a hundred places; the first few tell enough.
          if (response.body.kind === 'single' && !('data' in response.body.singleResult)) {
            const { singleResult } = response.body
            singleResult.errors = singleResult.errors?.slice(0, requestErrorsMax)
          }
          if (!request.http?.headers.get(costHeader) || !document || !operation || response.body.kind !== 'single')
            return
          const { singleResult } = response.body
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: costOf(document, operation, request.variables ?? {}),
          }
        },
        async didResolveOperation({ operationName, request, source, document, operation, contextValue }) {
          noteOperationName(exchanges.getStore(), operationName)
          if (!operation) return
          const refused = refusalOfCost(costOf(document, operation, request.variables ?? {}))
          if (refused) throw beforeExecution(refused)
          const asked = { query: source, operationName: request.operationName, variables: null }
          hotPath.learn(asked, { document, operation }, contextValue.caller)
        },
      }
    },
  }
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: config.introspection,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    // Whatever NODE_ENV says, the gateway behaves alike.
    nodeEnv: 'production',
    // `checkForgery` has looked, and knows who is in danger: those with a cookie.
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageLocalDefault({ embed: true, includeCookies: true }),
      checkValues,
      noteOperation,
    ],
    formatError(formatted, error) {
      const exchange = exchanges.getStore()
      const presented = present(error, exchange?.requestId ?? '', onFault, formatted)
      exchange?.errorCodes.add(presented.extensions.code)
      return presented
    },
  })
  await apollo.start()
  return apollo
}
