import type { Migration } from '../migration.ts'

/**
 * Custom groups, memberships that end, and the groups that decided an audited change. The columns of a built-in group are
 * null: its name and its permissions are part of the program.
 */
export const customGroups: Migration = ({ text }) => [
  `alter table groups add column name ${text}`,
  `alter table groups add column description ${text}`,
  `alter table groups add column definition ${text}`,
  `alter table groups add column created_at bigint`,
  `alter table groups add column created_by ${text}`,
  `alter table groups add column updated_at bigint`,
  `alter table groups add column version bigint not null default 1`,
  `alter table user_groups add column until bigint`,
  `alter table user_groups add column granted_by ${text}`,
  `alter table user_groups add column granted_at bigint`,
  `alter table user_groups add column reason ${text}`,
  `alter table user_groups add column source ${text} not null default 'MANUAL'`,
  `alter table audit_events add column decided_by ${text}`,
]
