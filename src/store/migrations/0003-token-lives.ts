import type { Migration } from '../migration.ts'

/**
 * Stores the life that a token was made with, which a rotation needs also after an earlier rotation has shortened it.
 */
export const tokenLives: Migration = () => [
  'alter table database_tokens add column life_milliseconds bigint',
  'update database_tokens set life_milliseconds = expires_at - created_at',
]
