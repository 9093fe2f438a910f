import type { ColumnTypes, Engine } from './engine.ts'
import type { Sql } from './tables.ts'

/** One step of a migration: a statement, or code for what SQL cannot do alike on both engines. */
export type MigrationStep = string | ((transaction: Sql) => Promise<void>)

/** Returns the steps of one migration, in order. A migration that has shipped never changes. */
export type Migration = (types: ColumnTypes, engine: Engine['name']) => readonly MigrationStep[]
