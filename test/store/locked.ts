import { join } from 'node:path'
import { vi } from 'vitest'
import { connectSqlite } from '../../src/files/sqlite.ts'
import { storeFileName } from '../../src/store/sqlite/store.ts'
import type { TestGateway } from '../gateway.ts'

/** Does the work while somebody else, as another process would, holds the lock of all that write. */
export async function whileLocked<T>(gateway: TestGateway, work: () => Promise<T>): Promise<T> {
  const other = connectSqlite(join(gateway.store.dataDirectory, storeFileName))
  // The mail worker may be writing just now.
  await vi.waitFor(() => other.exec('begin immediate'), { timeout: 10_000 })
  try {
    return await work()
  } finally {
    other.exec('rollback')
    other.close()
  }
}
