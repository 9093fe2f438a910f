import type { Migration } from '../migration.ts'

/** Stores why a session ended, for the reasons that its person is told. */
export const sessionEnds: Migration = ({ text }) => [`alter table sessions add column end_reason ${text}`]
