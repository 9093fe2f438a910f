import type { Origin } from '../../auth/caller.ts'
import { toldOfKey } from './keyed-operation.ts'

/** What an answer tells of how its mutations were run, besides data and errors; undefined where that is nothing. */
export function extensionsOf({ rehearsal, idempotency }: Origin): Readonly<Record<string, unknown>> | undefined {
  if (rehearsal) return { dryRun: rehearsal.told }
  const told = toldOfKey(idempotency)
  return told && { idempotency: told }
}
