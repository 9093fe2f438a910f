import type { ConditionsInput, GrantInput, GroupDetailsFragment, SelectorInput } from '../../sdk/generated.ts'

/** What the form of a group holds: the input of the API. */
export interface GroupValues {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly conditions: ConditionsInput
  readonly grants: readonly GrantInput[]
}

/** The values of the form for a group that does not exist yet. */
export const newGroup: GroupValues = {
  key: '',
  name: '',
  description: '',
  conditions: {},
  grants: [{ permissions: ['DATABASE_READ'], on: { databases: {} } }],
}

/** The values of the form for a group as it is. */
export const valuesOf = ({ key, name, description, conditions, grants }: GroupDetailsFragment): GroupValues => ({
  key,
  name,
  description,
  conditions: asInput<ConditionsInput>({ ...conditions, mfa: conditions.mfa || null }),
  grants: grants.map(({ permissions, on }): GrantInput => ({ permissions, on: selectorOf(on) })),
})

type Selector = GroupDetailsFragment['grants'][number]['on']

/** What a grant is about, as an input. */
export function selectorOf({ account, clusterIds, databaseIds, databases }: Selector): SelectorInput {
  if (account) return { account }
  if (clusterIds) return { clusterIds }
  if (databaseIds) return { databaseIds }
  return { databases: asInput(databases ?? {}) }
}

/**
 * A part of an answer as an input, at every depth: without what is null, which an input leaves out, and without the names of
 * types, which the client adds to every answer; its members in one order, by which inputs are compared.
 */
function asInput<Input>(part: object): Input {
  return plain(part) as Input
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(
    ([name, member]) => name !== '__typename' && member !== null && member !== undefined,
  )
  return Object.fromEntries(
    members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, member]) => [name, plain(member)]),
  )
}

/**
 * Whether nothing is left open that the gateway would refuse as missing: only then is it asked what the group would do, as
 * the audit log keeps every refusal.
 */
export const isComplete = ({ key, name, conditions, grants }: GroupValues): boolean =>
  key !== '' &&
  name !== '' &&
  (conditions.attributes ?? []).every(({ key, anyOf }) => key !== '' && anyOf.length > 0) &&
  (conditions.hours ?? []).every(
    ({ days, from, to, zone }) => days.length > 0 && from !== '' && to !== '' && zone !== '',
  ) &&
  grants.every(({ permissions, on }) => permissions.length > 0 && isSelective(on))

function isSelective({ account, clusterIds, databaseIds, databases }: SelectorInput): boolean {
  if (databases) {
    const { namePrefix, labels } = databases
    const areWhole = (labels ?? []).every(({ key, anyOf, noneOf, sameAs }) => {
      return key !== '' && (sameAs ?? anyOf ?? noneOf ?? '').length > 0
    })
    return areWhole && Boolean(namePrefix || labels || databases.clusterIds)
  }
  return account === true || (clusterIds ?? databaseIds ?? []).length > 0
}

/** What the values change: only that is sent, so that what nobody touched stays as it is. */
export function changesOf(before: GroupValues, { name, description, conditions, grants }: GroupValues) {
  return {
    ...(name !== before.name && { name }),
    ...(description !== before.description && { description }),
    ...(!isSame(conditions, before.conditions) && { conditions }),
    ...(!isSame(grants, before.grants) && { grants }),
  }
}

const isSame = (one: object, other: object): boolean => JSON.stringify(plain(one)) === JSON.stringify(plain(other))
