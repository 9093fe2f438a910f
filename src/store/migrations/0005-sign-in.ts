import type { Migration } from '../migrate.ts'

/** What vouches for the password hashes of earlier versions, which were made without the master secret. */
export const signIn: Migration = ({ text }) => [`alter table users add column password_seal ${text}`]
