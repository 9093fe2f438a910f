/** What is asked of every variant: a document, its variables, and who asks. */

const small = 'query Small { viewer { permissions user { id email name groups { id key name } } } }'

const medium =
  'query Medium($first: Int!) { users(first: $first) { nodes { id email name status groups { id key name } } } }'

const large = `query Large($first: Int!, $tokens: Int!) {
  databases(first: $first) {
    nodes {
      id name status retentionPeriod maxTables maxColumnsPerTable createdAt updatedAt restorableUntil version
      cluster { id name url }
      tokens(first: $tokens) { nodes { id description prefix status createdAt } }
    }
  }
}`

export const reads = {
  SMALL: { body: { query: small }, as: 'admin' },
  MEDIUM: { body: { query: medium, variables: { first: 20 } }, as: 'admin' },
  LARGE: { body: { query: large, variables: { first: 100, tokens: 5 } }, as: 'admin' },
  DENIED: { body: { query: medium, variables: { first: 20 } }, as: 'member' },
}

export const createDatabase =
  'mutation Create($input: CreateDatabaseInput!) { createDatabase(input: $input) { database { id name version } } }'

/** A document that nobody has sent before, of about the size that clients send. */
export function coldDocument(number) {
  const fields = ['email', 'name', 'status', 'version', 'createdAt', 'lastSignInAt']
  const chosen = fields.filter((_, at) => (number >> at) & 1 || at === number % fields.length)
  return `query Cold${number}($with: Boolean = true) {
  me${number}: viewer { permissions user { ...Person${number} groups @include(if: $with) { id key name } } }
}
fragment Person${number} on User { id ${chosen.join(' ')} attributes { key value } }`
}

/**
 * JSON with its keys in order, so that equal answers are equal texts. Request ids differ by nature, and Yoga's jit tells
 * no locations.
 */
export const canonical = (value) =>
  JSON.stringify(value, (key, part) => {
    if (key === 'requestId' || key === 'locations') return undefined
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
