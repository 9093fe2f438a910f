import type { Migration } from '../migration.ts'

/** A person may have several reset links at a time: a new request does not end the earlier ones. */
const severalResets = {
  sqlite: (text: string) => [
    `create table several_password_resets (
      account_id ${text} not null,
      id ${text} not null,
      user_id ${text} not null,
      secret_hash ${text} not null unique,
      created_at bigint not null,
      expires_at bigint not null,
      primary key (account_id, id),
      foreign key (account_id, user_id) references users (account_id, id))`,
    `insert into several_password_resets
      select account_id, id, user_id, secret_hash, created_at, expires_at from password_resets`,
    'drop table password_resets',
    'alter table several_password_resets rename to password_resets',
  ],
  postgres: () => ['alter table password_resets drop constraint password_resets_account_id_user_id_key'],
}

/** Bound passwords, fair counters of attempts, known networks, several reset links, and why a session ended. */
export const signIn: Migration = ({ text }, engine) => [
  `alter table users add column password_seal ${text}`,

  // Counts attempts on addresses that may belong to no account, so it carries none.
  `create table attempts (
    id ${text} primary key,
    target ${text} not null,
    counter ${text} not null,
    at bigint not null)`,
  'create index attempts_counter on attempts (counter, at)',
  'create index attempts_target on attempts (target)',
  'create index attempts_at on attempts (at)',

  `create table known_networks (
    account_id ${text} not null,
    user_id ${text} not null,
    network ${text} not null,
    signed_in_at bigint not null,
    primary key (account_id, user_id, network),
    foreign key (account_id, user_id) references users (account_id, id))`,
  // An IPv6 network is known again from the next sign-in on.
  `insert into known_networks (account_id, user_id, network, signed_in_at)
    select account_id, user_id, replace(ip, '::ffff:', ''), max(created_at) from sessions
    where ip like '%.%' group by account_id, user_id, replace(ip, '::ffff:', '')`,

  ...severalResets[engine](text),
  'create index password_resets_user on password_resets (account_id, user_id)',
]
