import type { Migration } from '../migration.ts'

/** Counts of audit events between times read nothing but this index, unless a filter wants more of them. */
export const auditTimes: Migration = () => [
  'create index audit_events_time on audit_events (account_id, occurred_at, outcome)',
]
