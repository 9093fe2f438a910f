/** How the database tokens of a cluster are enforced. */
export type Enforcement =
  /** The cluster has a credential of its own for each token. */
  | 'NATIVE'
  /** A proxy before the cluster asks the gateway about every request. */
  | 'FORWARD_AUTH'

/** What decides, beside its kind, what a cluster can do. */
export interface Terms {
  readonly enforcement: Enforcement
  /** Whether the cluster has users of its own, as which the proxy's JWTs are accepted. */
  readonly verifiesJwt: boolean
}

/** What a kind of cluster can do. What it cannot is refused before anything is stored (UNSUPPORTED), or emulated. */
export interface Capabilities {
  readonly renameDatabase: boolean
  /**
   * NATIVE: the cluster keeps a deleted database for a while. EMULATED: the gateway takes all access away, and purges it
   * after the grace period.
   */
  readonly undeleteDatabase: 'NATIVE' | 'EMULATED'
  /** Whether a new database may take a deleted one's name before that is gone. */
  readonly deletedNameIsFree: boolean
  readonly changeRetention: boolean
  /** The shortest retention other than for ever. */
  readonly retentionSecondsMin: number
  /** The units that a retention must be a multiple of. */
  readonly retentionSecondsStep: number
  readonly databasesMax: number | null
  /** Whether `maxTables` and `maxColumnsPerTable` are enforced. */
  readonly tableLimits: boolean
  readonly partitionTemplates: boolean
  readonly tables: boolean
  readonly slashInDatabaseNames: boolean
  /** Throws BAD_INPUT for a name that the cluster would not take. */
  parseDatabaseName(name: string, field: string): void
  /**
   * Who makes a token's secret. CLUSTER: it is in one answer, or lost. NONE: the cluster has no such credentials; the
   * gateway answers for them.
   */
  readonly secretsBy: 'GATEWAY' | 'CLUSTER' | 'NONE'
  /** How many bytes of a secret the cluster compares. */
  readonly secretBytesMax: number
  /** NATIVE: the cluster knows `*`. FAN_OUT: one grant for each database that the gateway manages. */
  readonly everyDatabase: 'NATIVE' | 'FAN_OUT'
  readonly changeTokenGrants: boolean
  /** EMULATED: the gateway removes the credential when its time has come. */
  readonly tokenExpiry: 'NATIVE' | 'EMULATED'
  /** Whether the cluster binds grants to ids, so that a rename leaves tokens alone. */
  readonly grantsById: boolean
}

export interface Grant {
  readonly action: 'READ' | 'WRITE'
  /** Null is every database; only where `everyDatabase` is NATIVE. */
  readonly database: { readonly name: string; readonly externalId: string | null } | null
}

export interface TemplatePart {
  readonly kind: 'TIME' | 'TAG' | 'TAG_BUCKET'
  readonly value: string
  readonly buckets?: number
}

export interface WantedDatabase {
  readonly id: string
  readonly name: string
  /** Null is for ever. */
  readonly retentionSeconds: number | null
  readonly maxTables: number
  readonly maxColumnsPerTable: number
  readonly partitionTemplate: readonly TemplatePart[]
}

/** What the gateway knows of a thing on the cluster from earlier calls. */
export interface Known {
  readonly externalId: string | null
  /** What it was called when a call last succeeded; null when none has, or when it is not there under a name. */
  readonly externalName: string | null
}

/** A database that lies on a cluster. */
export interface NamedDatabase extends Known {
  readonly externalName: string
}

export interface ObservedDatabase extends NamedDatabase {
  /** Null is for ever; a fraction where the cluster keeps data for no whole number of seconds, and only then. */
  readonly retentionSeconds: number | null
  /** Only where that is a fraction, which may be rounded: what it is, exactly. */
  readonly retentionNanoseconds?: bigint
  /** Absent where the cluster has no such limit. */
  readonly maxTables?: number
  readonly maxColumnsPerTable?: number
  /** Whether it belongs to the cluster itself, so that nobody may import it. */
  readonly isSystem: boolean
}

export interface WantedToken {
  readonly id: string
  readonly description: string
  readonly grants: readonly Grant[]
  readonly expiresAt: number | null
}

export interface ObservedToken {
  readonly externalId: string
  /** The id of the gateway's token, when its mark is found. */
  readonly mark: string | null
  readonly description: string
  /** Whether it passes every rule, or may hold a right that grants cannot say. */
  readonly isAdmin: boolean
  readonly grants: readonly Grant[]
  /** Absent where it does not end by itself. */
  readonly expiresAt?: number
}

export interface Call {
  /** Ends with the caller's patience, or with the worker's claim; a call given up may still happen. */
  readonly signal: AbortSignal
  /**
   * Stores at once what has been learnt, before a step after whose failure nobody could learn it again. Absent where
   * there is nothing to store it in.
   */
  keep?(known: Known): Promise<void>
  /**
   * Called right before the request that creates a database: what lies under its name from then on may be the gateway's
   * own, should the answer be lost.
   */
  creates?(): Promise<void>
}

/**
 * One cluster. Every `ensure`, `delete` and `remove` may be called again after any failure and ends in the same state;
 * none of them is called inside a transaction of the store. All of them throw ClusterError and nothing else.
 */
export interface ClusterDriver {
  /** Cheap, and with the gateway's credential: tells a wrong credential from an unreachable cluster. */
  health(call: Call): Promise<Health>

  listDatabases(call: Call): Promise<readonly ObservedDatabase[]>
  /**
   * The database that has this name, and the one that is known so, where the cluster has them. Absent where the list
   * takes no more calls than that.
   */
  lookUp?(name: string, known: Known, call: Call): Promise<readonly NamedDatabase[]>
  /** Creates, by `creating`, changes or renames. The caller has made sure that what lies there is ours. */
  ensureDatabase(wanted: WantedDatabase, known: Known, call: Call): Promise<Known>
  /** Softly where the cluster can; where it cannot, does nothing: the caller has taken the grants away. */
  deleteDatabase(wanted: WantedDatabase, known: Known, call: Call): Promise<Known>
  undeleteDatabase(wanted: WantedDatabase, known: Known, call: Call): Promise<Known>
  /** For good, with its data. No error when it is gone already. */
  purgeDatabase(wanted: WantedDatabase, known: Known, call: Call): Promise<void>

  /** Undefined where the cluster has no tables of its own to manage. */
  readonly tables?: TableDriver
  /** Undefined where `secretsBy` is NONE. */
  readonly tokens?: TokenDriver

  /** Closes its connections. */
  close(): Promise<void>
}

export interface Health {
  readonly version: string | null
  /** What works but should be mended, in a sentence: such as a cluster that checks no credentials. */
  readonly warning: string | null
}

export interface WantedTable {
  readonly id: string
  readonly name: string
  /** Null is that of its database. */
  readonly partitionTemplate: readonly TemplatePart[] | null
}

export interface TableDriver {
  /** Creates or renames. A table that a write has made is no obstacle. */
  ensure(database: WantedDatabase, wanted: WantedTable, known: Known, call: Call): Promise<Known>
  delete(database: WantedDatabase, wanted: WantedTable, known: Known, call: Call): Promise<Known>
  undelete(database: WantedDatabase, wanted: WantedTable, known: Known, call: Call): Promise<Known>
}

export interface TokenDriver {
  list(call: Call): Promise<readonly ObservedToken[]>
  /**
   * Those with a right on this name, whether a database has it or not. Absent where a right ends with the database that
   * it was given on.
   */
  holdersOf?(name: string, call: Call): Promise<readonly ObservedToken[]>
  /**
   * Only where the cluster makes the secret. Not repeated after a failure of unknown outcome: `remove` it by its mark
   * first.
   */
  mint?(wanted: WantedToken, call: Call): Promise<{ readonly externalId: string; readonly secret: string }>
  /** Takes away before it gives. `secret` is given until the first success. */
  ensure(wanted: WantedToken, known: Known, secret: string | undefined, call: Call): Promise<Known>
  /** By its external id, or by its mark where that was never learnt. No error when it is gone already. */
  remove(wanted: Pick<WantedToken, 'id'>, known: Known, call: Call): Promise<void>
}

export const clusterErrorCodes = {
  UNREACHABLE: 'No answer: connection refused, timed out, broken off, or a certificate that is not trusted.',
  CREDENTIAL_REFUSED: "The cluster does not take the gateway's credential.",
  FORBIDDEN: "The gateway's credential may not do this on the cluster.",
  CLUSTER_FAULT: 'The cluster answered with a fault of its own (5xx), or is too busy (429).',
  EXISTS_ON_CLUSTER: 'The cluster has one of this name that the gateway did not make.',
  MISSING: 'It is gone from the cluster.',
  SECRET_LOST: 'It is gone from the cluster, and its secret is kept nowhere.',
  UNSUPPORTED: 'Clusters of this kind, or version, cannot do it.',
  REFUSED: 'The cluster refused it, for a reason that will not pass by itself.',
  PROTOCOL: 'The answer is not what this kind of cluster answers.',
} as const

export type ClusterErrorCode = keyof typeof clusterErrorCodes

export interface ErrorOutcome {
  /** Whether it may pass by itself. */
  readonly retry: boolean
  /** Whether it may have happened all the same. */
  readonly unknown: boolean
  /** Whether the cluster has refused to give a database its name: what has that later is another's. */
  readonly isNameRefused?: boolean
}

/** A call of a cluster that failed. The message never repeats the cluster's own words, which may quote a secret. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError'

  constructor(
    readonly code: ClusterErrorCode,
    message: string,
    readonly outcome: ErrorOutcome = { retry: false, unknown: false },
  ) {
    super(message)
  }
}

/** Sends the request that creates a database. A failure says whether the cluster has surely not made it. */
export async function creating<T>(call: Call, send: () => Promise<T>): Promise<T> {
  await call.creates?.()
  return naming(send)
}

/** Sends a request that gives a database its name. A failure says whether the cluster has surely not done it. */
export async function naming<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (!(error instanceof ClusterError) || error.outcome.unknown) throw error
    throw new ClusterError(error.code, error.message, { ...error.outcome, isNameRefused: true })
  }
}
