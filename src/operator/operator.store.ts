import { ofEveryAccount } from '../store/account-scope.ts'
import type { Sql } from '../store/tables.ts'

/** Whether any account has, or ever had, a person. */
export const hasUsers = async (db: Sql): Promise<boolean> =>
  (await ofEveryAccount(db).selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
