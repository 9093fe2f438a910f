import type { Migration } from '../migration.ts'

/** Why a session was ended, where its person is told. */
export const sessionEnds: Migration = ({ text }) => [`alter table sessions add column end_reason ${text}`]
