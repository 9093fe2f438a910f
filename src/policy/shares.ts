import { type Conditions, conditionsCover } from './conditions.ts'
import { type Definition, definitionOf, printDefinition, readDefinition } from './definition.ts'
import type { Permission } from './permissions.ts'
import { type BoundSelector, bind, covers, labelsIn, type Selector } from './selectors.ts'

/** A permission that a person holds by a group, on what, and under which conditions on their requests. */
export interface Share {
  readonly permission: Permission
  readonly on: BoundSelector
  readonly conditions: Conditions
}

interface OfGroup {
  readonly key: string
  readonly definition: string | null
}

/**
 * What groups give a person with these attributes, whenever they count. A group whose conditions on attributes do not
 * hold gives nothing; the conditions on requests stay open.
 */
export const sharesOf = (groups: readonly OfGroup[], attributes: ReadonlyMap<string, string>): readonly Share[] =>
  groups.flatMap((group) => {
    const { conditions, grants } = definitionOf(group)
    if (!isMet(conditions, attributes)) return []
    const { attributes: _, ...onRequests } = conditions
    return grants.flatMap(({ permissions, on }) => {
      const bound = bind(on, attributes)
      return permissions.map((permission) => ({ permission, on: bound, conditions: onRequests }))
    })
  })

/** Whether the conditions on attributes hold. */
export const isMet = ({ attributes }: Conditions, of: ReadonlyMap<string, string>): boolean =>
  attributes === undefined ||
  (attributes.length > 0 && attributes.every(({ key, anyOf }) => anyOf.some((value) => value === of.get(key))))

/** The permissions of which `theirs` hold something that no one of `mine` takes in. It may find too many, never too few. */
export function permissionsBeyond(mine: readonly Share[], theirs: readonly Share[]): ReadonlySet<Permission> {
  const isCovered = ({ permission, on, conditions }: Share) =>
    mine.some(
      (one) =>
        one.permission === permission && covers(one.on, selectorOf(on)) && conditionsCover(one.conditions, conditions),
    )
  return new Set(theirs.filter((share) => !isCovered(share)).map(({ permission }) => permission))
}

/** A selector of one person as one of a group that names no attribute. */
function selectorOf({ account, databaseIds, ...databases }: BoundSelector): Selector {
  if (account) return { account }
  return databaseIds ? { databaseIds } : { databases }
}

/** The definition of a group as it is for a person with these attributes: `sameAs` stands for their value. */
export function definitionFor(text: string, attributes: ReadonlyMap<string, string>): string {
  const { isKnown, conditions, grants } = readDefinition(text)
  // Printed anew, it would lose what is not known here.
  if (isKnown === false) return text
  const bound = grants.map(({ permissions, on }) => ({ permissions, on: selectorOf(bind(on, attributes)) }))
  return printDefinition({ conditions, grants: bound })
}

/**
 * Whether a definition goes by an attribute, so that to have one of its values may be a right; one that is not known here
 * as a whole may go by any.
 */
export const mayGoBy = ({ isKnown, conditions, grants }: Definition, key: string): boolean =>
  isKnown === false ||
  conditions.attributes?.some((one) => one.key === key) === true ||
  grants.some(({ on }) => labelsIn(on).some(({ sameAs }) => sameAs === key))
