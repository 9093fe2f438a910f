import type { ClusterAnswer } from '../cluster-http.ts'
import { ClusterError, type ClusterErrorCode, type ErrorOutcome } from '../driver.ts'
import { misunderstood, refusalOf } from '../refusals.ts'

/** What the cluster answers to one statement. */
export interface Result {
  readonly error?: string
  readonly series?: readonly Series[]
}

export type Row = readonly unknown[]

interface Series {
  readonly values?: readonly Row[]
  /** Whether rows are left out. */
  readonly partial?: boolean
}

const later: ErrorOutcome = { retry: true, unknown: false }

/**
 * What the cluster says, by how it begins, and what that means. All other words are kept back: they quote statements,
 * and with them passwords.
 */
const failures: readonly (readonly [string, ClusterErrorCode, string, ErrorOutcome?])[] = [
  ['database not found', 'MISSING', 'The database is gone from the cluster.'],
  ['user not found', 'MISSING', 'The user is gone from the cluster.', later],
  ['retention policy not found', 'MISSING', 'The retention policy is gone from the cluster.', later],
  ['user already exists', 'EXISTS_ON_CLUSTER', 'The cluster has a user of this name with another password.', later],
  [
    'retention policy conflicts with an existing policy',
    'EXISTS_ON_CLUSTER',
    'The cluster has a database of this name with another retention.',
    later,
  ],
  ['retention policy duration must be', 'REFUSED', 'The cluster does not take this retention.'],
  ['invalid name', 'REFUSED', 'The cluster does not take this name.'],
  ['create admin user first', 'FORBIDDEN', 'The cluster has no admin yet: create its first user there.', later],
]

const failureOf = (words: string): ClusterError | undefined => {
  const [, code, message, outcome] = failures.find(([start]) => words.startsWith(start)) ?? []
  return code && message ? new ClusterError(code, message, outcome) : undefined
}

/** The results of statements, up to the first that fails. Throws ClusterError unless InfluxDB 1.x answers with some. */
export function resultsOf({ status, text }: ClusterAnswer): readonly Result[] {
  // What the statements do is not looked at here: any of them may have changed something.
  if (status === 401 || status === 429 || status >= 500) throw refusalOf(status, true)
  const answer = parsed(text)
  if (status === 403) throw forbidden(answer?.error)
  if (status === 400 && typeof answer?.error === 'string') {
    throw new ClusterError('REFUSED', 'The cluster does not understand the statement.')
  }
  if (status !== 200 || !Array.isArray(answer?.results)) throw misunderstood(true)
  return answer.results
}

function forbidden(words: unknown): ClusterError {
  const known = failureOf(String(words).replace(/^error authorizing query: /, ''))
  return known?.code === 'FORBIDDEN'
    ? known
    : new ClusterError('FORBIDDEN', 'The user of the gateway is not an admin of the cluster.', later)
}

function parsed(text: string): { readonly error?: unknown; readonly results?: unknown } | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Throws when the statement failed, or when rows are left out: what is not in a list would count as gone. */
export function rowsOf(result: Result | undefined): readonly Row[] {
  if (!result) throw misunderstood(true)
  const { error, series = [] } = result
  if (error !== undefined) {
    // What is not known may be a full disk as well as a refusal, and is tried again.
    const message = 'A statement failed on the cluster; its log says why.'
    throw failureOf(String(error)) ?? new ClusterError('CLUSTER_FAULT', message, { retry: true, unknown: true })
  }
  if (series.some(({ partial }) => partial)) {
    const message = 'The cluster leaves rows out of its lists: raise max-row-limit in its configuration.'
    throw new ClusterError('CLUSTER_FAULT', message, later)
  }
  return series.flatMap(({ values = [] }) => values)
}
