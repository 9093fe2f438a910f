import type { Migration } from '../migration.ts'

/** Addresses that people are to have once somebody who reads the mail there confirms it; one for each person. */
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
