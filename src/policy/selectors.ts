/** What a grant is about. */
export type Selector =
  | { readonly account: true }
  | { readonly clusterIds: readonly string[] }
  | { readonly databaseIds: readonly string[] }
  | { readonly databases: DatabaseMatch }

export interface DatabaseMatch {
  readonly clusterIds?: readonly string[]
  readonly namePrefix?: string
  readonly labels?: readonly LabelMatch[]
}

export interface LabelMatch {
  readonly key: string
  readonly anyOf?: readonly string[]
  readonly noneOf?: readonly string[]
  /** The key of the attribute of the person whose value the label must have. */
  readonly sameAs?: string
}

export interface BoundLabel {
  readonly key: string
  readonly anyOf?: readonly string[]
  readonly noneOf?: readonly string[]
}

/** A selector in which only the resource is open. Every member given must match. */
export interface BoundSelector {
  readonly account?: true
  readonly clusterIds?: readonly string[]
  readonly databaseIds?: readonly string[]
  readonly namePrefix?: string
  readonly labels?: readonly BoundLabel[]
}

/** A database, or a database to be; of a cluster, its id alone. */
export interface Resource {
  readonly clusterId: string
  readonly id?: string
  readonly name?: string
  readonly labels?: ReadonlyMap<string, string>
}

/** Puts the values of a person's attributes in the places that name them. */
export function bind(selector: Selector, attributes: ReadonlyMap<string, string>): BoundSelector {
  if (!('databases' in selector)) return selector
  const { labels, ...rest } = selector.databases
  return {
    ...rest,
    ...(labels && {
      labels: labels.map(({ key, sameAs, ...match }) => {
        if (sameAs === undefined) return { key, ...match }
        const value = attributes.get(sameAs)
        return { key, anyOf: value === undefined ? [] : [value] }
      }),
    }),
  }
}

export const matches = (selector: BoundSelector, { clusterId, id, name, labels }: Resource): boolean =>
  selector.account === true ||
  ((selector.clusterIds?.includes(clusterId) ?? true) &&
    (selector.databaseIds === undefined || (id !== undefined && selector.databaseIds.includes(id))) &&
    (selector.namePrefix === undefined || (name?.startsWith(selector.namePrefix) ?? false)) &&
    (selector.labels ?? []).every(({ key, anyOf, noneOf }) => {
      const value = labels?.get(key)
      return (
        (!anyOf || (value !== undefined && anyOf.includes(value))) && !(value !== undefined && noneOf?.includes(value))
      )
    }))

/** Whether a selector takes in a whole cluster, with all that will ever lie on it. */
export const matchesCluster = ({ account, clusterIds, databaseIds, namePrefix, labels }: BoundSelector, id: string) =>
  account === true ||
  (clusterIds?.includes(id) === true && databaseIds === undefined && namePrefix === undefined && labels === undefined)
