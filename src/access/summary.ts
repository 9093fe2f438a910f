import type { Group } from '../groups/group.type.ts'
import type { Path } from '../policy/paths.ts'
import type { Permission } from '../policy/permissions.ts'
import { describeSelector } from '../policy/selectors.ts'
import type { NamedResource } from './named-resource.ts'

/** A decision that is to be told in one sentence. */
interface Decided {
  readonly permission: Permission
  readonly allowed: boolean
  readonly partial: boolean
}

interface DecidedByGroups extends Decided {
  readonly paths: readonly Path<Group>[]
  readonly grantedBy: readonly Group[]
  readonly wouldBeGrantedBy: readonly Group[]
}

/** The person of whom a decision tells; the caller is “You”. */
interface Person {
  readonly isSelf: boolean
  readonly subject: string
  readonly isActive: boolean
  /** Whether the caller may be told by which groups: those who read groups, and everybody of themselves. */
  readonly tellsGroups: boolean
}

export function summaryOf(decision: DecidedByGroups, person: Person, named: NamedResource | undefined): string {
  const { permission, allowed, partial, paths, grantedBy, wouldBeGrantedBy } = decision
  const { isSelf, subject, isActive, tellsGroups } = person
  const here = named ? ` on this ${named.kind}` : ''
  if (!isActive) return `${subject} may not: deactivated.`
  if (!tellsGroups) return withoutGroups(decision, subject, named)
  if (allowed) return `${subject} may: ${both(namesOf(grantedBy))} ${grant(grantedBy)} ${permission}${here}.`
  const counting = paths.filter(({ counts }) => counts)
  if (partial && !named) {
    const words = [...new Set(counting.map(({ on }) => describeSelector(on)))]
    const groups = [...new Set(counting.map(({ group }) => group))]
    return `${subject} may on some resources only: ${both(namesOf(groups))} ${grant(groups)} ${permission} on ${both(words)}.`
  }
  if (partial) return `${subject} may not: ${permission} is held on other resources, not on this ${named?.kind}.`
  const [nearest] = paths.toSorted((a, b) => a.unmet.length - b.unmet.length)
  const clause = nearest?.unmet[0]
  if (nearest && clause) {
    return `${subject} may not: ${nearest.group.name} would grant ${permission}, but does not count: it asks for ${clause.expected}, and there is ${clause.actual}.`
  }
  const whose = isSelf ? 'yours' : 'theirs'
  return `${subject} may not: no group of ${whose} grants ${permission}; ${either(namesOf(wouldBeGrantedBy))} would.`
}

/** The same for callers who may not read groups: neither their names, nor what they select or ask for. */
function withoutGroups(
  { permission, allowed, partial }: Decided,
  subject: string,
  named: NamedResource | undefined,
): string {
  if (allowed) return `${subject} may: ${permission} is granted${named ? ` on this ${named.kind}` : ''}.`
  if (partial && !named) return `${subject} may on some resources only.`
  if (partial) return `${subject} may not: ${permission} is held on other resources, not on this ${named?.kind}.`
  return `${subject} may not: no group that counts grants ${permission}.`
}

export function summaryOfToken({ permission, allowed, partial }: Decided, named: NamedResource | undefined): string {
  const here = named ? ` on this ${named.kind}` : ''
  if (allowed) return `This management token may: it was given ${permission}, and its creator still has it${here}.`
  if (!partial) return `This management token may not: it was not given ${permission}, or its creator no longer has it.`
  return named
    ? `This management token may not: its creator has ${permission} on other resources, not on this ${named.kind}.`
    : `This management token may on some resources only: its creator has ${permission} on those.`
}

const namesOf = (groups: readonly Group[]): readonly string[] => groups.map(({ name }) => name)

const grant = (groups: readonly Group[]): string => (groups.length === 1 ? 'grants' : 'grant')

const listing = (type: 'conjunction' | 'disjunction') => {
  const format = new Intl.ListFormat('en', { type })
  return (names: readonly string[]): string => format.format(names)
}

const both = listing('conjunction')
const either = listing('disjunction')
