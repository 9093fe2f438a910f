import { setTimeout as delay } from 'node:timers/promises'
import { keysMax, newMasterKey, writeKeyFile } from '../auth/key-file.ts'
import { KeySet } from '../auth/key-set.ts'
import type { Opened } from './on-store.ts'

export interface Rotated {
  /** The new key. */
  readonly key: string
  /** The key that is current now. */
  readonly current: string
  /** The key that was current before. */
  readonly former: string
  readonly file: string
}

/** How long gateways are waited for; they look every few seconds. */
const waitMilliseconds = 30_000
const pollMilliseconds = 200

/**
 * Makes a new key the current one. It stands second at first, because a gateway that does not have it could open
 * nothing that others make with it; once all have it, it becomes the current one, also for those whose files still have
 * it second.
 */
export async function rotateKey({ ring, masterKey }: Opened, step: 'ADD' | 'PROMOTE' | 'BOTH'): Promise<Rotated> {
  const { file, place } = masterKey
  if (file === undefined) throw new Error(byHand(place))
  const former = ring.keys.current.id
  const coming = ring.coming
  if (step === 'PROMOTE' && !coming) {
    throw new Error('There is no key that could follow: run `clustergate key rotate --add` first.')
  }
  if (!coming && ring.masters.length >= keysMax) {
    throw new Error(`${place} holds ${keysMax} keys, and may hold no more: run \`clustergate key retire\` first.`)
  }
  const next = coming ?? unlike(ring.keys.known.map(({ id }) => id))
  const { id } = new KeySet(next)
  if (!coming) {
    const masters = inOrder(ring.masters, former, next)
    writeKeyFile(file, masters)
    await ring.take(masters)
  }
  if (step === 'ADD') return { key: id, current: former, former, file }
  await waitForAll(ring, id)
  const masters = [next, ...ring.masters.filter((master) => !master.equals(next))]
  await ring.take(masters)
  writeKeyFile(file, masters)
  return { key: id, current: id, former, file }
}

/** The current key, the new one, and the others. */
function inOrder(masters: readonly Buffer[], currentId: string, next: Buffer): readonly Buffer[] {
  const isCurrent = (master: Buffer) => new KeySet(master).id === currentId
  return [...masters.filter(isCurrent), next, ...masters.filter((master) => !isCurrent(master))]
}

/** A new key whose fingerprint begins unlike those that the store knows. */
function unlike(ids: readonly string[]): Buffer {
  for (;;) {
    const master = newMasterKey()
    if (!ids.includes(new KeySet(master).id)) return master
  }
}

async function waitForAll(ring: Opened['ring'], id: string): Promise<void> {
  const end = Date.now() + waitMilliseconds
  for (;;) {
    const lacking = await ring.lacking(id)
    if (lacking.length === 0) return
    if (Date.now() >= end) {
      throw new Error(
        `${lacking.length} of the gateways that run on this store do not have the new key ${id}, which stands second. ` +
          'Give them the same master.key, then run `clustergate key rotate --promote`.',
      )
    }
    await delay(pollMilliseconds)
  }
}

const byHand = (place: string): string => `${place} holds the keys, which this command cannot write. By hand:
1. Make a key: openssl rand -base64 32
2. Put it on the second line of ${place}, for every gateway. One that reads ${place}_FILE takes it by itself within
   seconds; another needs a restart.
3. Once \`clustergate key status\` shows it at every gateway, put it on the first line.`
