/**
 * What a rehearsal tells of one mutation, as `extensions.dryRun` has it under the mutation's response key. Clients have
 * the same types in `src/sdk/dry-run.ts`.
 */
export interface Told {
  /** The events that the audit log would get, in their order. */
  readonly events: readonly ToldEvent[]
  /** The mails that would be sent. */
  readonly mails: readonly ToldMail[]
  readonly impact: ToldImpact
  /** Whether something of this is left out because the caller may not read it. */
  readonly withheld: boolean
}

/** An event of the audit log. */
export interface ToldEvent {
  readonly action: string
  readonly outcome: string
  readonly errorCode: string | null
  /** Null for what the mutation would make: that has no id yet. */
  readonly resourceId: string | null
  readonly resourceLabel: string | null
  readonly changes: readonly ToldFieldChange[]
  /** The groups by which it is allowed; empty where it would be refused, and where the caller may not read groups. */
  readonly decidedBy: readonly { readonly id: string; readonly key: string }[]
}

export interface ToldFieldChange {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface ToldMail {
  readonly kind: string
  /** Null where the caller may not read the address. */
  readonly to: string | null
}

/** What hangs on the mutation; a number is null where the caller may not read what it counts. */
export interface ToldImpact {
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
  readonly reach: ToldReach | null
  /**
   * How many databases the selectors of the group select; null where the mutation concerns no group, and where the caller
   * may not read all databases.
   */
  readonly databasesMatched: number | null
  /** What people hold more by it; null where the mutation concerns no group, and where the caller may not read people. */
  readonly gains: readonly ToldHolders[] | null
  /** What they hold less. */
  readonly losses: readonly ToldHolders[] | null
}

/** A permission of which some people hold more, or less. */
export interface ToldHolders {
  readonly permission: string
  readonly people: number
}

export interface ToldReach extends ToldUse {
  /** Those of them that may write. */
  readonly writers: ToldUse & { readonly count: number }
  /** At most 20 of them, those that were used last first. */
  readonly tokens: readonly ToldToken[]
}

/** When one of several tokens was used last. */
export interface ToldUse {
  readonly lastUsedAt: string | null
  /** NOT_REPORTED where no proxy of the cluster asks for checks, so that nobody knows. */
  readonly lastUse: 'KNOWN' | 'NEVER' | 'NOT_REPORTED'
}

export interface ToldToken {
  readonly id: string
  readonly description: string
  readonly isWriter: boolean
  readonly lastUsedAt: string | null
}

/** Collects what the mutations of one request would do, while they are rehearsed one after the other. */
export class Rehearsal {
  readonly #told = new Map<string, Told>()
  #responseKey = ''
  #given: unknown

  /** Called before each mutation; `given` are its arguments. */
  begin(responseKey: string, given: unknown): void {
    this.#responseKey = responseKey
    this.#given = given
  }

  /** Whether the arguments of the mutation hold this text: then it is no secret to the caller. */
  isGiven(text: string): boolean {
    return holds(this.#given, text)
  }

  tell(told: Told): void {
    this.#told.set(this.#responseKey, told)
  }

  /** By response key; a mutation that was refused is not in it. */
  get told(): Readonly<Record<string, Told>> {
    return Object.fromEntries(this.#told)
  }
}

function holds(given: unknown, text: string): boolean {
  if (typeof given !== 'object' || given === null) return given === text
  return Object.values(given).some((member) => holds(member, text))
}
