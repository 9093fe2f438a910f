import type { Migration } from '../migration.ts'

/** Whether a mail that counts as sent was only written to a file, for an operator to pass on. */
export const writtenMail: Migration = () => ['alter table outbox add column is_written bigint not null default 0']
