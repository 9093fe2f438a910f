import { badInput } from '../errors.ts'
import { neverDelegated } from '../policy/groups.ts'
import type { Permission } from '../policy/permissions.ts'
import { printDateTimeOrNull } from '../values/date-time.ts'
import { parseList } from '../values/text.ts'
import type { ManagementToken } from './management-token.type.ts'

/** The permissions of an input, without duplicates, in their order. Throws BAD_INPUT. */
export function parsePermissions(given: readonly Permission[]): readonly Permission[] {
  parseList(given, 'input.permissions', 'permissions', 1)
  const never = given.findIndex((permission) => neverDelegated.has(permission))
  if (never >= 0) {
    throw badInput(
      `input.permissions.${never}`,
      `No management token may carry ${given[never]}: only people create tokens.`,
    )
  }
  return [...new Set(given)]
}

/** Permissions as JSON text, the form in which they are stored. */
export const printPermissions = (permissions: readonly Permission[]): string => JSON.stringify(permissions)

export const readPermissions = (text: string): Permission[] => JSON.parse(text) as Permission[]

/** A token as the audit log records it. */
export const auditView = ({ description, permissions, expiresAt, revokedAt }: ManagementToken) => ({
  description,
  permissions: readPermissions(permissions),
  expiresAt: printDateTimeOrNull(expiresAt),
  revokedAt: printDateTimeOrNull(revokedAt),
})
