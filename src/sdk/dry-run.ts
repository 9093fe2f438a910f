/** What the mutations of an operation with `@dryRun` would do: `extensions.dryRun` of its answer, by response key. */
export type DryRun<ResponseKey extends string = string> = { readonly [key in ResponseKey]?: DryRunOutcome }

/** What one mutation would do. */
export interface DryRunOutcome {
  /** The events that the audit log would get, in their order. */
  readonly events: readonly DryRunEvent[]
  /** The mails that would be sent. */
  readonly mails: readonly DryRunMail[]
  readonly impact: DryRunImpact
  /** Whether something of this is left out because the caller may not read it. */
  readonly withheld: boolean
}

/** An event of the audit log. */
export interface DryRunEvent {
  readonly action: string
  /** As in `AuditEvent.outcome`; a row that would be refused is DENIED or FAILED. */
  readonly outcome: string
  readonly errorCode: string | null
  /** Null for what the mutation would make: that has no id yet. */
  readonly resourceId: string | null
  readonly resourceLabel: string | null
  readonly changes: readonly DryRunFieldChange[]
  /** The groups by which it is allowed; empty where it would be refused, and where the caller may not read groups. */
  readonly decidedBy: readonly { readonly id: string; readonly key: string }[]
}

export interface DryRunFieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface DryRunMail {
  readonly kind: string
  /** Null where the caller may not read the address. */
  readonly to: string | null
}

/** What hangs on the mutation; a number is null where the caller may not read what it counts. */
export interface DryRunImpact {
  readonly sessionsEnded: number | null
  /** Database tokens and management tokens that were accepted until then. */
  readonly tokensRevoked: number | null
  /** Invitations that were pending until then. */
  readonly invitationsRevoked: number | null
  /** People who lose rights or gain some. */
  readonly membersAffected: number | null
  /** Database tokens that are accepted, and reach the database, or the database of the table, that changes. */
  readonly tokensReaching: number | null
  /** More about the reaching tokens; null where the mutation concerns no database, and where the caller may not read it. */
  readonly reach: DryRunReach | null
  /**
   * How many databases the selectors of the group select; null where the mutation concerns no group, and where the caller
   * may not read all databases.
   */
  readonly databasesMatched: number | null
  /** What people hold more by it; null where the mutation concerns no group, and where the caller may not read people. */
  readonly gains: readonly DryRunHolders[] | null
  /** What they hold less. */
  readonly losses: readonly DryRunHolders[] | null
}

/** A permission of which some people hold more, or less. */
export interface DryRunHolders {
  readonly permission: string
  readonly people: number
}

export interface DryRunReach extends DryRunUse {
  /** Those of them that may write. */
  readonly writers: DryRunUse & { readonly count: number }
  /** At most 20 of them, those that were used last first. */
  readonly tokens: readonly DryRunToken[]
}

/** When one of several tokens was used last. */
export interface DryRunUse {
  readonly lastUsedAt: string | null
  /** NOT_REPORTED where no proxy of the cluster asks for checks, so that nobody knows. */
  readonly lastUse: 'KNOWN' | 'NEVER' | 'NOT_REPORTED'
}

export interface DryRunToken {
  readonly id: string
  readonly description: string
  readonly isWriter: boolean
  readonly lastUsedAt: string | null
}
