import { maySee, type Principal } from '../policy/decide.ts'
import type { Permission } from '../policy/permissions.ts'
import type { ToldHolders, ToldImpact, ToldReach } from '../rehearsal.ts'
import { printDateTime } from '../values/date-time.ts'

/** A part of what hangs on a change, as a service counts it for a rehearsal. Parts of one change add up. */
export interface Impact {
  /** The person to whom belongs what is counted: of their own, callers may know. */
  readonly ownerId?: string
  readonly sessionsEnded?: number
  readonly managementTokensRevoked?: number
  readonly databaseTokensRevoked?: number
  readonly invitationsRevoked?: number
  readonly membersAffected?: number
  readonly reach?: ReachingTokens
  /** Whether the caller may not see the tokens of the reached database. */
  readonly isReachHidden?: boolean
  readonly group?: GroupImpact
}

/** For how many people something changes, by permission. */
export type HeldNumbers = ReadonlyMap<Permission, number>

/** What hangs on the change of a group, or of a membership. */
export interface GroupImpact {
  /** How many databases the selectors of the group select. */
  readonly databasesMatched: number
  readonly gains: HeldNumbers
  readonly losses: HeldNumbers
}

/** The accepted database tokens that reach a database. */
export interface ReachingTokens {
  readonly count: number
  readonly lastUsedAt: number | null
  /** Whether a proxy of the cluster asks for checks, by which uses are known. */
  readonly isReported: boolean
  /** Those of them that may write to it. */
  readonly writers: { readonly count: number; readonly lastUsedAt: number | null }
  /** The first of them. */
  readonly tokens: readonly ReachingToken[]
}

export interface ReachingToken {
  readonly id: string
  readonly description: string
  readonly lastUsedAt: number | null
  readonly isWriter: boolean
}

type Counted = keyof Omit<ToldImpact, 'reach' | 'databasesMatched' | 'gains' | 'losses'>

/** The type of what is counted: a caller who may read that may know the number. */
const counts = [
  { of: 'sessionsEnded', type: 'Session', in: 'sessionsEnded' },
  { of: 'managementTokensRevoked', type: 'ManagementToken', in: 'tokensRevoked' },
  { of: 'databaseTokensRevoked', type: 'DatabaseToken', in: 'tokensRevoked' },
  { of: 'invitationsRevoked', type: 'Invitation', in: 'invitationsRevoked' },
  { of: 'membersAffected', type: 'User', in: 'membersAffected' },
] as const satisfies readonly { of: keyof Impact; type: string; in: Counted }[]

/** The sum of the parts, as `reader` may know it, and whether that is all. */
export function tellImpact(
  parts: readonly Impact[],
  reader: Principal,
): { readonly impact: ToldImpact; readonly isWhole: boolean } {
  const told: Record<Counted, number | null> = {
    sessionsEnded: 0,
    tokensRevoked: 0,
    invitationsRevoked: 0,
    membersAffected: 0,
    tokensReaching: 0,
  }
  let reach: ToldReach | null = null
  const groups = parts.flatMap(({ group }) => group ?? [])
  const held = tellHeld(groups, reader)
  const add = (name: Counted, count: number, isReadable: boolean) => {
    const before = told[name]
    told[name] = isReadable && before !== null ? before + count : null
  }
  for (const part of parts) {
    for (const { of, type, in: name } of counts) {
      const count = part[of]
      if (count !== undefined) add(name, count, maySee(reader, type, part.ownerId))
    }
    if (!part.reach) continue
    const isReadable = maySee(reader, 'DatabaseToken') && part.isReachHidden !== true
    add('tokensReaching', part.reach.count, isReadable)
    if (isReadable) reach = printReach(part.reach)
  }
  const isWhole = !Object.values(told).includes(null) && (groups.length === 0 || !Object.values(held).includes(null))
  return { impact: { ...told, reach, ...held }, isWhole }
}

/** All that is held somewhere is counted: those who may read a part of it may not know how much there is. */
function tellHeld(
  groups: readonly GroupImpact[],
  { permissions }: Principal,
): Pick<ToldImpact, 'databasesMatched' | 'gains' | 'losses'> {
  const mayKnow = (permission: Permission) => groups.length > 0 && permissions.has(permission)
  const holders = (of: 'gains' | 'losses') => (mayKnow('USER_READ') ? printHolders(groups.map((one) => one[of])) : null)
  return {
    databasesMatched: mayKnow('DATABASE_READ')
      ? groups.reduce((sum, { databasesMatched }) => sum + databasesMatched, 0)
      : null,
    gains: holders('gains'),
    losses: holders('losses'),
  }
}

const printHolders = (numbers: readonly HeldNumbers[]): readonly ToldHolders[] =>
  numbers.flatMap((one) => [...one].map(([permission, people]) => ({ permission, people })))

function printReach({ lastUsedAt, isReported, writers, tokens }: ReachingTokens): ToldReach {
  const useOf = (at: number | null) => ({
    lastUsedAt: printed(at),
    lastUse: at !== null ? ('KNOWN' as const) : isReported ? ('NEVER' as const) : ('NOT_REPORTED' as const),
  })
  return {
    ...useOf(lastUsedAt),
    writers: { count: writers.count, ...useOf(writers.lastUsedAt) },
    tokens: tokens.map(({ lastUsedAt: at, ...token }) => ({ ...token, lastUsedAt: printed(at) })),
  }
}

const printed = (at: number | null): string | null => (at === null ? null : printDateTime(at))
