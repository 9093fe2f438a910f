import { badInput } from '../errors.ts'
import { cacheByText } from '../values/cache-by-text.ts'
import { canonicalJson, type Json } from '../values/canonical-json.ts'
import { parseList } from '../values/text.ts'
import type { Conditions } from './conditions.ts'
import { hasKnownForm } from './definition-form.ts'
import { permissionsOf } from './groups.ts'
import { type ConditionsInput, type Given, parseConditions } from './parse-conditions.ts'
import { parseSelector, type SelectorInput } from './parse-selector.ts'
import { allPermissions, type Permission, reachOfPermission } from './permissions.ts'
import type { Selector } from './selectors.ts'

/** The most grants of a group. */
export const grantsMax = 20
const definitionBytesMax = 8_192

export interface Grant {
  readonly permissions: readonly Permission[]
  readonly on: Selector
}

/** What makes a custom group: when it counts, and what it grants then. */
export interface Definition {
  /**
   * False for one that a later version has written, with words unknown here. It grants nothing here, or, where only
   * permissions are unknown, the others. Nobody may give, change or delete its group: another gateway may grant more by it.
   */
  readonly isKnown?: false
  readonly conditions: Conditions
  readonly grants: readonly Grant[]
}

export interface GrantInput {
  readonly permissions: readonly Permission[]
  readonly on: SelectorInput
}

export interface DefinitionInput {
  readonly conditions?: Given<ConditionsInput>
  readonly grants: readonly GrantInput[]
}

/** Checks a definition; `field` is the path of its conditions and grants. Throws BAD_INPUT. */
export function parseDefinition({ conditions, grants }: DefinitionInput, field: string): Definition {
  const definition = {
    conditions: parseConditions(conditions, `${field}.conditions`),
    grants: parseList(grants, `${field}.grants`, 'grants', 0, grantsMax).map((grant, at) =>
      parseGrant(grant, `${field}.grants.${at}`),
    ),
  }
  const size = Buffer.byteLength(printDefinition(definition))
  if (size > definitionBytesMax) {
    throw badInput(
      `${field}.grants`,
      `The conditions and grants of a group have at most ${definitionBytesMax} bytes as JSON, and these have ${size}: make two groups of it.`,
    )
  }
  return definition
}

function parseGrant({ permissions, on }: GrantInput, field: string): Grant {
  parseList(permissions, `${field}.permissions`, 'permissions', 1, allPermissions.length)
  const selector = parseSelector(on, `${field}.on`)
  for (const [at, permission] of permissions.entries()) {
    const problem = unfitFor(permission, selector)
    if (problem) throw badInput(`${field}.permissions.${at}`, `${permission} ${problem}`)
  }
  return { permissions: allPermissions.filter((permission) => permissions.includes(permission)), on: selector }
}

function unfitFor(permission: Permission, selector: Selector): string | undefined {
  const reach = reachOfPermission(permission)
  if ('account' in selector || reach === 'database') return undefined
  if (reach === 'account') return 'can be granted on the whole account only.'
  return 'clusterIds' in selector ? undefined : 'can be granted on the whole account or on clusters only.'
}

/** Canonical JSON (RFC 8785): the form that is stored and audited. */
export const printDefinition = ({ conditions, grants }: Definition): string =>
  canonicalJson({ conditions, grants } as unknown as Json)

const definitions = cacheByText<Definition>()

/** Reads what `printDefinition` has written, be it that of a later version. */
export const readDefinition = (text: string): Definition => definitions(text, readAnew)

function readAnew(text: string): Definition {
  const stored: Definition = JSON.parse(text)
  // An unknown clause must not count as an absent one.
  if (!hasKnownForm(stored)) return { isKnown: false, conditions: {}, grants: [] }
  const { conditions, grants } = stored
  const areKnown = grants.every(({ permissions }) => permissions.every(isPermission))
  return { ...(!areKnown && { isKnown: false }), conditions, grants: grants.map(withKnownPermissions) }
}

const isPermission = (word: Permission): boolean => allPermissions.includes(word)

const withKnownPermissions = ({ permissions, on }: Grant): Grant => ({
  permissions: permissions.filter(isPermission),
  on,
})

/** The sentence of refusals of what is about a definition that is not known here as a whole. */
export const madeLater = (group: string): string =>
  `Not all that ${group} grants is known here: it was made by a later version of Clustergate. Try again once all gateways have that version.`

/** What makes a built-in group: all that it grants, on the account. */
export const builtInDefinition = (key: string): Definition => ({
  conditions: {},
  grants: [{ permissions: [...permissionsOf([key])], on: { account: true } }],
})

/** The conditions and grants of a group, built in or not. */
export const definitionOf = ({ key, definition }: { readonly key: string; readonly definition: string | null }) =>
  definition === null ? builtInDefinition(key) : readDefinition(definition)
