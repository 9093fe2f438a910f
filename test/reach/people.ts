import type { Permission } from '../../src/policy/permissions.ts'
import type { Selector } from '../../src/policy/selectors.ts'
import type { Member, TestAccount, TestGateway } from '../gateway.ts'
import type { Furnished, FurnishedDatabase, FurnishedToken } from './furnished.ts'
import { limitTo, ofDatabases } from './scoped.ts'

/** Somebody who may see a part of an account, and which that is, told once more. */
export interface Scoped {
  readonly person: Member
  readonly databases: ReadonlySet<string>
  readonly tables: ReadonlySet<string>
  readonly tokens: ReadonlySet<string>
  /** The databases whose tokens they see. */
  readonly ofTokens: ReadonlySet<string>
  /** The clusters that they may read. */
  readonly clusters: ReadonlySet<string>
  /** The clusters that come with what they see. */
  readonly implied: ReadonlySet<string>
}

type Sees = (database: FurnishedDatabase) => boolean

interface Part {
  readonly permissions: readonly Permission[]
  readonly on: Selector
  readonly sees: Sees
}

const prefix = (namePrefix: string): Omit<Part, 'permissions'> => ({
  on: { databases: { namePrefix } },
  sees: ({ name }) => name.startsWith(namePrefix),
})

const ops: Omit<Part, 'permissions'> = {
  on: { databases: { labels: [{ key: 'team', anyOf: ['ops'] }] } },
  sees: ({ labels }) => labels['team'] === 'ops',
}

const notProduction: Omit<Part, 'permissions'> = {
  on: { databases: { labels: [{ key: 'stage', noneOf: ['production'] }] } },
  sees: ({ labels }) => labels['stage'] !== 'production',
}

/** The parts of the account by which people are limited. */
export const partsOf = ({ databases }: Furnished, [first]: readonly string[]): Readonly<Record<string, Part[]>> => {
  const everything = ofDatabases()
  const ids = [databases[0], databases[4]].map((one) => one?.id as string)
  return {
    'names that begin with a-': [{ permissions: everything, ...prefix('a-') }],
    'a label': [{ permissions: everything, ...ops }],
    'the absence of a label': [{ permissions: everything, ...notProduction }],
    'two ids': [{ permissions: everything, on: { databaseIds: ids }, sees: ({ id }) => ids.includes(id) }],
    'a cluster': [
      {
        permissions: [...everything, 'CLUSTER_READ'],
        on: { clusterIds: [first as string] },
        sees: ({ clusterId }) => clusterId === first,
      },
    ],
    'another part for each kind of thing': [
      { permissions: ['DATABASE_READ'], ...prefix('a-') },
      { permissions: ['TABLE_READ'], ...ops },
      { permissions: ['DATABASE_TOKEN_READ'], ...notProduction },
      { permissions: ['CLUSTER_READ'], on: { clusterIds: [first as string] }, sees: () => false },
    ],
  }
}

/** Limits a person to these parts. */
export async function scopedBy(
  gateway: TestGateway,
  account: TestAccount,
  person: Member,
  furnished: Furnished,
  parts: readonly Part[],
): Promise<Scoped> {
  await limitTo(gateway, account, person, parts)
  const { databases, tables, tokens } = furnished
  const seenBy = (permission: Permission) =>
    databases.filter((one) => parts.some(({ permissions, sees }) => permissions.includes(permission) && sees(one)))
  const idsOf = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id))
  const wholeOf = (permission: Permission) =>
    new Set(
      parts.flatMap(({ permissions, on }) =>
        permissions.includes(permission) && 'clusterIds' in on ? on.clusterIds : [],
      ),
    )
  const seen = seenBy('DATABASE_READ')
  const ofTokens = seenBy('DATABASE_TOKEN_READ')
  const whole = wholeOf('DATABASE_TOKEN_READ')
  const isSeen = ({ clusterId, on }: FurnishedToken) =>
    whole.has(clusterId) ||
    ofTokens.some((database) => on.includes(database.id) || (on.includes('*') && database.clusterId === clusterId))
  const seenTokens = tokens.filter(isSeen)
  const ofTables = idsOf(seenBy('TABLE_READ'))
  const clusters = wholeOf('CLUSTER_READ')
  return {
    person,
    databases: idsOf(seen),
    tables: idsOf(tables.filter(({ databaseId }) => ofTables.has(databaseId))),
    tokens: idsOf(seenTokens),
    ofTokens: idsOf(ofTokens),
    clusters,
    implied: new Set([...clusters, ...[...seen, ...seenTokens].map(({ clusterId }) => clusterId)]),
  }
}
