import type { AttributeMatch, Conditions } from '../../src/policy/conditions.ts'
import type { Hours } from '../../src/policy/hours.ts'
import { type CedarDatabase, CedarJudge, isNetworkWithin, isSelected } from './cedar.ts'
import type { Round } from './cedar-rounds.ts'

/** Whether a caller holds on a row, for good and whenever it would be granted, what its change would have groups grant on it. */
export const mayCarry = (round: Round, before: CedarDatabase, after: CedarDatabase): boolean =>
  carriedBy(round, before, after).every(holdsForGood(round, before))

interface Carried {
  readonly permission: string
  /** When the group counts that grants it. */
  readonly conditions: Conditions
}

/**
 * What the groups grant on a database by its new name or labels only: to anybody, as conditions may come to hold, and as
 * people may have any of the labels' values as an attribute.
 */
function carriedBy({ definitions, environment }: Round, before: CedarDatabase, after: CedarDatabase): Carried[] {
  const options = [undefined, ...after.labels.values()]
  const people = options.flatMap((team) =>
    options.map((unit) => {
      const attributes = Object.entries({ team, unit }).filter((one): one is [string, string] => one[1] !== undefined)
      return { ...environment, attributes: new Map(attributes) }
    }),
  )
  return definitions.flatMap(({ conditions, grants }) =>
    grants
      .filter(({ on }) => people.some((person) => isSelected(on, person, after) && !isSelected(on, person, before)))
      .flatMap(({ permissions }) => permissions.map((permission) => ({ permission, conditions }))),
  )
}

/** Whether the caller holds a permission on a row by a group without an end, wherever the group counts that carries it. */
const holdsForGood =
  ({ definitions, untils, given, environment }: Round, row: CedarDatabase) =>
  ({ permission, conditions }: Carried): boolean =>
    definitions.some(
      (definition, at) =>
        untils[at] === null &&
        countsWherever(definition.conditions, conditions) &&
        new CedarJudge([definition], given, 'one group').allows(permission, environment, row),
    )

/**
 * Whether one group counts wherever another does, as the documentation tells it: clause by clause, and each network, window
 * or caller within a single one. Cedar cannot be asked for that: it decides on one request, and not on all that there may
 * be. Nothing of the product is used here; that it never says yes wrongly is tried on Cedar in `cedar-decisions`.
 */
const countsWherever = (mine: Conditions, theirs: Conditions): boolean =>
  isImplied(mine.attributes, theirs.attributes) &&
  areWithin(theirs.networks, mine.networks, isNetworkWithin) &&
  areWithin(theirs.hours, mine.hours, isWindowWithin) &&
  areWithin(theirs.callers, mine.callers, (inner, outer) => inner === outer) &&
  (mine.mfa === undefined || theirs.mfa === true) &&
  (theirs.authenticatedWithin ?? Number.POSITIVE_INFINITY) <= (mine.authenticatedWithin ?? Number.POSITIVE_INFINITY)

/** Lists of which one must hold. An absent one holds always, an empty one never. */
const areWithin = <T>(
  inner: readonly T[] | undefined,
  outer: readonly T[] | undefined,
  isWithin: (inner: T, outer: T) => boolean,
): boolean => {
  if (outer === undefined) return true
  if (inner === undefined || outer.length === 0) return false
  return !inner.some((one) => !outer.some((other) => isWithin(one, other)))
}

/** Attributes all of which must hold: each of ours must follow from one of theirs. */
const isImplied = (mine: readonly AttributeMatch[] | undefined, theirs: readonly AttributeMatch[] = []): boolean => {
  if (mine === undefined) return true
  const isLeft = (one: AttributeMatch) =>
    !theirs.some(({ key, anyOf }) => key === one.key && new Set([...anyOf, ...one.anyOf]).size === one.anyOf.length)
  return mine.length > 0 && !mine.some(isLeft)
}

const isWindowWithin = (inner: Hours, outer: Hours): boolean => {
  const halves = new Set(halfHoursOf(outer))
  return halfHoursOf(inner).every((half) => halves.has(half))
}

/** The half hours of a window, named by its zone and by the day on which it begins; one of no day has its hours all the same. */
function halfHoursOf({ days, from, to, zone }: Hours): string[] {
  const [begin, end] = [from, to].map((time) => Number(time.slice(0, 2)) * 2 + Number(time.slice(3)) / 30) as [
    number,
    number,
  ]
  const count = end > begin ? end - begin : 48 - begin + end
  return ['no day', ...days].flatMap((day) =>
    Array.from({ length: count }, (_, at) => `${zone} ${day} ${(begin + at) / 2}`),
  )
}
