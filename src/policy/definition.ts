import type { Conditions } from './conditions.ts'
import type { Permission } from './permissions.ts'
import type { Selector } from './selectors.ts'

export interface Grant {
  readonly permissions: readonly Permission[]
  readonly on: Selector
}

/** What makes a custom group: when it counts, and what it grants. */
export interface Definition {
  readonly conditions: Conditions
  readonly grants: readonly Grant[]
}

export const readDefinition = (text: string): Definition => JSON.parse(text)
