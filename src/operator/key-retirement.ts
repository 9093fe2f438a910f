import { writeKeyFile } from '../auth/key-file.ts'
import { KeySet } from '../auth/key-set.ts'
import { type HashedKind, hashedKinds, type Use } from '../master-keys/key-uses.store.ts'
import type { KeyUses } from '../master-keys/retirement.ts'
import { askWhether } from './ask-whether.ts'
import { countsOf, inWords, kindWords } from './key-status.ts'
import type { Opened } from './on-store.ts'
import { warn } from './output.ts'

export interface Retired {
  readonly key: string
  readonly place: string
  /** Whether its line was removed where the keys are kept. */
  readonly isRemoved: boolean
  /** How much has ended, and how much was sealed anew, by kind. */
  readonly uses: ReturnType<typeof countsOf>
}

/** Rows of a kind that are listed before they end. */
const listedMax = 20

/** Retires a key, after it was confirmed what ends with it. */
export async function retireKey(
  { ring, masterKey, retirement }: Opened,
  id: string,
  isConfirmed: boolean,
): Promise<Retired> {
  const known = ring.keys.known.find((key) => key.id === id)
  if (known && known.retiredAt !== null) throw new Error(`The master key ${id} is retired already.`)
  if (!ring.keys.ids.includes(id)) {
    throw new Error(`There is no master key ${id}; \`clustergate key status\` shows them.`)
  }
  const uses = await retirement.uses(id)
  const counts = countsOf(uses)
  if (known && !isConfirmed) await confirm(id, uses)
  if (known) await retirement.retire(id)
  const { file, place } = masterKey
  if (file !== undefined) {
    const left = ring.masters.filter((master) => new KeySet(master).id !== id)
    writeKeyFile(file, left)
    await ring.take(left)
  }
  return { key: id, place, isRemoved: file !== undefined, uses: counts }
}

async function confirm(id: string, { hashed, sealed }: KeyUses): Promise<void> {
  const ending = { ...countsOf({ hashed, sealed }), sealed: 0 }
  const ends = inWords(ending)
  if (ends !== '') warn(`With the master key ${id} ends what was not used since another one is current:`)
  for (const kind of hashedKinds) list(kind, hashed[kind])
  if (!process.stdin.isTTY) {
    throw new Error(`Nothing was done${ends && `: ${ends} would end`}. Give --yes to go on without being asked.`)
  }
  if (!(await askWhether(`Retire the master key ${id}?`))) throw new Error('Nothing was done.')
}

function list(kind: HashedKind, uses: readonly Use[]): void {
  const [word] = kindWords[kind]
  for (const { label, id, lastUsedAt } of uses.slice(0, listedMax)) {
    const used = lastUsedAt === null ? '' : `, last used ${new Date(lastUsedAt).toISOString()}`
    warn(`  ${word} ${kind === 'proxySecrets' ? `of ${label}` : `${label} (${id})`}${used}`)
  }
  if (uses.length > listedMax) warn(`  … and ${uses.length - listedMax} more`)
}
