import type { Sql } from './tables.ts'

/** What a store stands on. */
export type Engine = 'sqlite' | 'postgres'

/** Column types that differ between the engines. Texts compare by code point on both. */
export interface Types {
  readonly text: string
}

/** One step of a migration: a statement, or code for what SQL cannot compute alike on both engines. */
export type MigrationStep = string | ((transaction: Sql) => Promise<void>)

/** Returns the steps of one migration, in order. A migration that has shipped never changes. */
export type Migration = (types: Types, engine: Engine) => readonly MigrationStep[]
