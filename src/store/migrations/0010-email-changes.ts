import type { Migration } from '../migration.ts'

/** New addresses that wait for confirmation by a link, one for each person. */
export const emailChanges: Migration = ({ text }) => [
  `create table email_changes (
    account_id ${text} not null,
    user_id ${text} not null,
    email ${text} not null,
    secret_hash ${text} not null unique,
    requested_by ${text} not null,
    mail_id ${text} not null,
    created_at bigint not null,
    expires_at bigint not null,
    primary key (account_id, user_id),
    foreign key (account_id, user_id) references users (account_id, id))`,
]
