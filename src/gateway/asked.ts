import type { FastifyRequest } from 'fastify'
import type { Asked } from './plans/hot-path.ts'

/** A request that carries it, whatever its value, is told in `extensions.cost` what it cost. */
export const costHeader = 'clustergate-cost'

/** The document of a request of any form; undefined where there is none. */
export function queryOf({ body, query }: FastifyRequest): string | undefined {
  const texts = [body, query].map((part) => (part as { query?: unknown } | null | undefined)?.query)
  return texts.find((text) => typeof text === 'string') as string | undefined
}

/** Which operation of its document a request of any form means; undefined where it does not say. */
export function operationNameOf({ body, query }: FastifyRequest): string | undefined {
  const { operationName } = (body ?? query ?? {}) as { operationName?: unknown }
  return typeof operationName === 'string' ? operationName : undefined
}

/** The variables and extensions of a request of any form. */
export function givenBy({ body, query }: FastifyRequest): unknown[] {
  const { variables, extensions } = (body ?? query ?? {}) as Record<string, unknown>
  return [variables, extensions].map((given) => (typeof given === 'string' ? parsed(given) : given))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Apollo Server says what is wrong with it.
    return undefined
  }
}

/** A request as most clients send it; undefined for anything that Apollo Server should look at. */
export function askedIn(body: unknown): Asked | undefined {
  if (!isObject(body)) return undefined
  const { query, operationName, variables, extensions } = body
  const usual =
    typeof query === 'string' &&
    (operationName === undefined ||
      operationName === null ||
      (typeof operationName === 'string' && operationName !== '')) &&
    (variables === undefined || variables === null || isObject(variables)) &&
    // Apollo Client names itself in them; only a persisted query would mean something to Apollo Server.
    (extensions === undefined || extensions === null || (isObject(extensions) && !('persistedQuery' in extensions)))
  return usual ? ({ query, operationName, variables, extensions } as Asked) : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
