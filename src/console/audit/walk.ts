import { type AuditEventFieldsFragment, AuditEventsDocument, type AuditFilter } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { type WalkedPage, walk } from '../lists/walk.ts'

/**
 * All events of a filter, oldest first; events that arrive meanwhile come last. Bypasses the console’s cache. Throws
 * Refusal.
 */
export const walkEvents = (
  filter: AuditFilter,
  signal: AbortSignal,
): AsyncGenerator<WalkedPage<AuditEventFieldsFragment>> =>
  walk(async (page) => (await ask(AuditEventsDocument, { filter, ...page })).auditEvents, 'backward', signal)
