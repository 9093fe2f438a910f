import { toast } from '../states/toast.ts'
import type { Sync } from './sync-words.ts'

/** Shows that something was done, and, where the cluster has not got it, that too: the change itself is kept. */
export function tellOutcome(
  done: string,
  sync: Pick<Sync, 'state' | 'lastError'> | undefined,
  cluster = 'The cluster',
): void {
  if (!sync || sync.state === 'APPLIED') toast(done)
  else if (sync.state === 'FAILED') toast(`${done} ${cluster} did not take it: ${sync.lastError?.message ?? ''}`, 'red')
  else toast(`${done} ${cluster} does not have it yet; it is tried again by itself.`, 'blue')
}
