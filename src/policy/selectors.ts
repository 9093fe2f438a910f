/** What a grant is about: the account, some clusters with all that lies on them, or some databases. */
export type Selector =
  | { readonly account: true }
  | { readonly clusterIds: readonly string[] }
  | { readonly databaseIds: readonly string[] }
  | { readonly databases: DatabaseMatch }

/** Databases that have all of this. At least one clause is given; an empty list matches nothing. */
export interface DatabaseMatch {
  readonly clusterIds?: readonly string[]
  readonly namePrefix?: string
  readonly labels?: readonly LabelMatch[]
}

/**
 * A condition on a label of the database; a database without the label passes `noneOf`. `sameAs` is the key of the
 * person's attribute whose value the label must have.
 */
export type LabelMatch = BoundLabel | { readonly key: string; readonly sameAs: string; anyOf?: never; noneOf?: never }

export type BoundLabel =
  | { readonly key: string; readonly anyOf: readonly string[]; noneOf?: never; sameAs?: never }
  | { readonly key: string; readonly noneOf: readonly string[]; anyOf?: never; sameAs?: never }

/** A selector for one person: only the resource is open. All that is given must match; nothing given matches nothing. */
export interface BoundSelector {
  readonly account?: true
  readonly clusterIds?: readonly string[]
  readonly databaseIds?: readonly string[]
  readonly namePrefix?: string
  readonly labels?: readonly BoundLabel[]
}

/** A database, or one that is to be, which has no id yet; of a cluster, its id alone. */
export interface Resource {
  readonly clusterId: string
  readonly id?: string
  readonly name?: string
  readonly labels?: ReadonlyMap<string, string>
}

/** Puts the values of a person's attributes where the selector names them; an absent attribute matches nothing. */
export function bind(selector: Selector, attributes: Pick<ReadonlyMap<string, string>, 'get'>): BoundSelector {
  const { labels, ...rest } = clausesOf(selector)
  if (!labels) return rest
  const bound = labels.map((label) => {
    if (label.sameAs === undefined) return label
    const value = attributes.get(label.sameAs)
    return { key: label.key, anyOf: value === undefined ? [] : [value] }
  })
  return { ...rest, labels: bound }
}

type Clauses = Omit<BoundSelector, 'labels'> & { readonly labels?: readonly LabelMatch[] }

const clausesOf = (selector: Selector): Clauses => ('databases' in selector ? selector.databases : selector)

/** The conditions on labels that a selector has. */
export const labelsIn = (selector: Selector): readonly LabelMatch[] => clausesOf(selector).labels ?? []

/** Whether a selector limits anything by itself: one without a clause would match all, and so matches nothing. */
export const hasClause = ({ clusterIds, databaseIds, namePrefix, labels }: Clauses): boolean =>
  [clusterIds, databaseIds, namePrefix, labels].some((clause) => clause !== undefined)

export function matches(selector: BoundSelector, { clusterId, id, name, labels }: Resource): boolean {
  if (selector.account) return true
  const { clusterIds, databaseIds, namePrefix } = selector
  return (
    hasClause(selector) &&
    (clusterIds === undefined || clusterIds.includes(clusterId)) &&
    (databaseIds === undefined || (id !== undefined && databaseIds.includes(id))) &&
    (namePrefix === undefined || name?.startsWith(namePrefix) === true) &&
    (selector.labels === undefined || (labels !== undefined && matchLabels(selector.labels, labels)))
  )
}

const matchLabels = (clauses: readonly BoundLabel[], labels: ReadonlyMap<string, string>): boolean =>
  clauses.length > 0 && clauses.every((clause) => matchesLabel(clause, labels.get(clause.key)))

function matchesLabel({ anyOf, noneOf }: BoundLabel, value: string | undefined): boolean {
  if (anyOf) return value !== undefined && anyOf.includes(value)
  return noneOf.length > 0 && !(value !== undefined && noneOf.includes(value))
}

/** Whether a selector takes in a whole cluster, with all that will ever lie on it. */
export const matchesCluster = (selector: BoundSelector, clusterId: string): boolean => matches(selector, { clusterId })

/**
 * Whether all that `theirs` selects, for any person, is selected by `mine`. It compares clause by clause, and so may say
 * no too often, never yes wrongly.
 */
export function covers(mine: BoundSelector, theirs: Selector): boolean {
  if (mine.account) return true
  const other = clausesOf(theirs)
  return (
    hasClause(mine) &&
    isWithin(other.clusterIds, mine.clusterIds) &&
    isWithin(other.databaseIds, mine.databaseIds) &&
    (mine.namePrefix === undefined || other.namePrefix?.startsWith(mine.namePrefix) === true) &&
    (mine.labels === undefined || coverLabels(mine.labels, labelsIn(theirs)))
  )
}

const isWithin = (theirs: readonly string[] | undefined, mine: readonly string[] | undefined): boolean =>
  mine === undefined || (theirs?.every((one) => mine.includes(one)) ?? false)

const coverLabels = (mine: readonly BoundLabel[], theirs: readonly LabelMatch[]): boolean =>
  mine.length > 0 && mine.every((one) => theirs.some((other) => one.key === other.key && coversLabel(one, other)))

function coversLabel(mine: BoundLabel, { anyOf, noneOf }: LabelMatch): boolean {
  if (mine.anyOf) return isWithin(anyOf, mine.anyOf)
  if (mine.noneOf.length === 0) return false
  return anyOf ? !anyOf.some((value) => mine.noneOf.includes(value)) : isWithin(mine.noneOf, noneOf ?? [])
}

const count = (list: readonly string[], one: string, many: string): string =>
  `${list.length} ${list.length === 1 ? one : many}`

/** A selector in words: `databases named telemetry…, with team = ops or dev`. */
export function describeSelector(selector: Selector): string {
  if ('account' in selector) return 'everything in the account'
  if ('clusterIds' in selector) return `${count(selector.clusterIds, 'cluster', 'clusters')} and all that lies there`
  if ('databaseIds' in selector) return count(selector.databaseIds, 'database', 'databases')
  const { clusterIds, namePrefix, labels } = selector.databases
  const clauses = [
    clusterIds && `on ${count(clusterIds, 'cluster', 'clusters')}`,
    namePrefix !== undefined && `named ${namePrefix}…`,
    labels?.length === 0 && 'with a label, of which none is named',
    ...labelsIn(selector).map(describeLabel),
  ]
  return `databases ${clauses.filter(Boolean).join(', ')}`
}

function describeLabel(label: LabelMatch): string {
  const { key } = label
  if (label.sameAs !== undefined) return `with ${key} = the person’s ${label.sameAs}`
  if (label.noneOf) return `without ${key} = ${label.noneOf.join(' or ')}`
  return `with ${key} = ${label.anyOf.join(' or ') || 'no value'}`
}
