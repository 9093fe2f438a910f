import { denialAction, type MutationName, operations } from './operations.ts'
import { operatorActions } from './operator-actions.ts'

/** The audit actions of what the gateway does by itself, for the sake of an earlier request or because its time came. */
export const gatewayActions = {
  abandon: 'sync.abandon',
  apply: 'sync.applied',
  expireMembership: 'membership.expire',
  expireToken: 'sync.expire',
  fail: 'sync.failed',
  findDrift: 'sync.drift',
  purge: 'sync.purge',
  repair: 'sync.repair',
} as const

type ActionIn<Table> = Table[keyof Table]

/** The name of an action in the audit log. */
export type AuditAction =
  | (typeof operations.Mutation)[MutationName]['action']
  | ActionIn<typeof operatorActions>
  | ActionIn<typeof gatewayActions>
  | typeof denialAction

/** All actions that an event of the audit log can have. */
export const auditActions: readonly AuditAction[] = [
  ...new Set([
    ...Object.values(operations.Mutation).map(({ action }) => action),
    ...Object.values(operatorActions),
    ...Object.values(gatewayActions),
    denialAction,
  ]),
]
