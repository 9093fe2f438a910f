import type { Migration } from '../migration.ts'

/** Keeps how long a token was made to live, which a rotation must know also after an earlier one has cut it short. */
export const tokenLives: Migration = () => [
  'alter table database_tokens add column life_milliseconds bigint',
  'update database_tokens set life_milliseconds = expires_at - created_at',
]
