import type { Migration } from '../migration.ts'

/**
 * The queue of work that is done after a commit. Queued mail is not touched. A mail of this version has a task from the
 * start, and an `outbox.next_attempt_at` that never comes, so that processes of earlier versions, which may run beside
 * this one, leave it alone. A mail that such a process queued remains its own until the mail is due and unclaimed; then
 * `src/mail/legacy-outbox.ts` queues a task for it, with the time at which the mail was queued.
 */
export const tasks: Migration = ({ text }) => [
  `create table tasks (
    account_id ${text} not null references accounts (id),
    kind ${text} not null,
    id ${text} not null,
    wanted bigint not null,
    attempts bigint not null,
    next_attempt_at bigint not null,
    claimed_until bigint not null,
    created_at bigint not null,
    primary key (account_id, kind, id))`,
  'create index tasks_due on tasks (kind, next_attempt_at)',
]
