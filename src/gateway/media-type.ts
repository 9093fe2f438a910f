const current = 'application/graphql-response+json'
const legacy = 'application/json'

/** The media type of an answer that no Apollo Server negotiates. */
export const mediaTypeFor = (accept: string | undefined): string =>
  `${accept?.includes(current) ? current : legacy}; charset=utf-8`

/**
 * Whether a client asks for the older media type by name. There every request that can be read is answered with 200,
 * also where its document is refused: https://graphql.github.io/graphql-over-http/draft/#sec-application-json
 */
export const expectsLegacyStatus = (accept: string | undefined): boolean =>
  accept?.includes(legacy) === true && !accept.includes(current)
