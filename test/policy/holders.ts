import type { Conditions, Environment } from '../../src/policy/conditions.ts'
import type { Principal } from '../../src/policy/decide.ts'
import type { Grant } from '../../src/policy/definition.ts'
import { type HeldGroup, holdingsOf } from '../../src/policy/holdings.ts'
import type { Permission } from '../../src/policy/permissions.ts'
import type { Selector } from '../../src/policy/selectors.ts'

export const noon = Date.parse('2026-12-02T12:00:00Z')

/** A person of the team ops, who has just signed in. */
export const here: Environment = {
  attributes: new Map([['team', 'ops']]),
  ip: '10.1.2.3',
  now: noon,
  mfa: false,
  authenticatedAt: noon,
  caller: 'PERSON',
}

/** A condition that does not hold here. */
export const office: Conditions = { networks: ['192.0.2.0/24'] }

export const everywhere: Selector = { account: true }
export const named = (namePrefix: string): Selector => ({ databases: { namePrefix } })
/** What belongs to the person’s own team. */
export const ofTeam: Selector = { databases: { labels: [{ key: 'owner', sameAs: 'team' }] } }

export const grant = (on: Selector, ...permissions: readonly Permission[]): Grant => ({ on, permissions })

export const custom = (
  key: string,
  grants: readonly Grant[],
  conditions: Conditions = {},
  until: number | null = null,
) => ({
  ...{ id: `group_${key}`, key, name: key.toUpperCase(), until },
  definition: JSON.stringify({ conditions, grants }),
})

export const builtIn = (key: string, until: number | null = null): HeldGroup => ({
  ...{ id: `group_${key}`, key, name: null, definition: null, until },
})

/** A caller in these groups, with what they grant in an environment. */
export const somebody = (groups: readonly HeldGroup[], environment = here): Principal => ({
  kind: environment.caller === 'PERSON' ? 'person' : 'token',
  id: 'somebody',
  ...holdingsOf(groups, () => environment),
})
