import { type HashedKind, hashedKinds } from '../master-keys/key-uses.store.ts'
import type { KeyUses } from '../master-keys/retirement.ts'
import type { Opened } from './on-store.ts'
import { say } from './output.ts'

type KeyState = 'CURRENT' | 'OLDER' | 'COMING' | 'RETIRED'

export interface KeyStatus {
  readonly keys: readonly {
    readonly id: string
    readonly state: KeyState
    readonly validFrom: string | null
    readonly retiredAt: string | null
    /** How many live rows hang on it, by kind; null for a key that is retired. */
    readonly uses: Readonly<Record<HashedKind | 'sealed', number>> | null
  }[]
  readonly gateways: readonly {
    readonly id: string
    readonly keys: readonly string[]
    readonly startedAt: string
    readonly seenAt: string
  }[]
}

export async function keyStatus({ ring, retirement }: Opened): Promise<KeyStatus> {
  const { current, known, ids } = ring.keys
  const coming = ids.filter((id) => !known.some((one) => one.id === id))
  const all = [
    ...coming.map((id) => ({ id, validFrom: null, retiredAt: null })),
    ...known.toReversed().map(({ id, validFrom, retiredAt }) => ({ id, validFrom, retiredAt })),
  ]
  const keys = []
  for (const { id, validFrom, retiredAt } of all) {
    const state: KeyState =
      retiredAt !== null ? 'RETIRED' : id === current.id ? 'CURRENT' : validFrom === null ? 'COMING' : 'OLDER'
    keys.push({
      id,
      state,
      validFrom: asTime(validFrom),
      retiredAt: asTime(retiredAt),
      uses: retiredAt === null ? countsOf(await retirement.uses(id)) : null,
    })
  }
  const gateways = (await ring.holders()).map(({ processId, keyIds, startedAt, seenAt }) => ({
    id: processId,
    keys: keyIds,
    startedAt: asTime(startedAt) as string,
    seenAt: asTime(seenAt) as string,
  }))
  return { keys, gateways }
}

const asTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

export const countsOf = ({ hashed, sealed }: KeyUses): Record<HashedKind | 'sealed', number> => ({
  ...(Object.fromEntries(hashedKinds.map((kind) => [kind, hashed[kind].length])) as Record<HashedKind, number>),
  sealed,
})

/** What the rows of each kind are, one and several of them. */
export const kindWords: Readonly<Record<HashedKind | 'sealed', readonly [one: string, several: string]>> = {
  sessions: ['session', 'sessions'],
  managementTokens: ['management token', 'management tokens'],
  invitations: ['invitation', 'invitations'],
  earlierInvitationLinks: ['earlier link of an invitation', 'earlier links of invitations'],
  passwordResets: ['reset link', 'reset links'],
  emailChanges: ['change of an address', 'changes of addresses'],
  proxySecrets: ['proxy secret', 'proxy secrets'],
  passwords: ['password', 'passwords'],
  sealed: ['sealed value', 'sealed values'],
}

const stateWords: Readonly<Record<KeyState, string>> = {
  CURRENT: 'current',
  OLDER: 'older',
  COMING: 'will follow',
  RETIRED: 'retired',
}

/** `3 sessions, 1 password`; nothing where there are none. */
export const inWords = (counts: Readonly<Record<HashedKind | 'sealed', number>>): string =>
  (Object.keys(kindWords) as (keyof typeof kindWords)[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${kindWords[kind][counts[kind] === 1 ? 0 : 1]}`)
    .join(', ')

export function showStatus({ keys, gateways }: KeyStatus): void {
  for (const { id, state, validFrom, retiredAt, uses } of keys) {
    const since = retiredAt ?? validFrom
    say(`${id}  ${stateWords[state]}${since === null ? '' : ` since ${since}`}`)
    if (uses && state !== 'COMING') say(`          ${inWords(uses) || 'nothing hangs on it'}`)
    if (state === 'OLDER')
      say('          Without it, all of that ends, but sealed values, which are sealed anew; what is used moves on.')
  }
  if (gateways.length === 0) say('No gateway runs on this store.')
  for (const gateway of gateways) {
    say(`gateway ${gateway.id}  since ${gateway.startedAt}, seen ${gateway.seenAt}  keys ${gateway.keys.join(', ')}`)
  }
}
