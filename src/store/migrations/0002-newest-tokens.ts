import type { Migration } from '../migration.ts'

const tokensOwn = (permission: string) => `(
  select created_at from database_tokens
  where database_tokens.account_id = ${permission}.account_id and database_tokens.id = ${permission}.token_id)`

/** Triggers that fill the column: a process of an earlier version, which may run on meanwhile, does not know it. */
const filled = {
  sqlite: [
    `create trigger database_token_permissions_created after insert on database_token_permissions begin
      update database_token_permissions set token_created_at = ${tokensOwn('new')}
      where account_id = new.account_id and token_id = new.token_id and position = new.position;
    end`,
  ],
  postgres: [
    `create function database_token_permissions_created() returns trigger language plpgsql as $$ begin
      new.token_created_at := ${tokensOwn('new')};
      return new;
    end $$`,
    `create trigger database_token_permissions_created before insert on database_token_permissions
      for each row execute function database_token_permissions_created()`,
  ],
}

/**
 * Stores the creation time of a token, which never changes, with each of its permissions, so that indexes hold the
 * tokens of a database, and those of every database of a cluster, in the order of their lists.
 */
export const newestTokens: Migration = (_types, engine) => [
  'alter table database_token_permissions add column token_created_at bigint not null default 0',
  `update database_token_permissions set token_created_at = ${tokensOwn('database_token_permissions')}`,
  ...filled[engine],
  `create index database_token_permissions_database_created
    on database_token_permissions (account_id, database_id, token_created_at, token_id)`,
  `create index database_token_permissions_cluster_created
    on database_token_permissions (account_id, cluster_id, token_created_at, token_id) where database_id is null`,
  'drop index database_token_permissions_database',
]
