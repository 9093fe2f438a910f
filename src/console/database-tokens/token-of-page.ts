import type { DatabaseTokenPageQuery } from '../../sdk/generated.ts'

/** A database token, as its page reads it. */
export type PageToken = NonNullable<DatabaseTokenPageQuery['databaseToken']>
