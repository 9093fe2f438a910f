/** A database token, as far as the examples depend on it. */
export interface ExampleToken {
  /** The address of its cluster, where clients write and query data. */
  readonly clusterUrl: string
  /** As the API names it: `INFLUXDB_1`. Absent where the caller may not read it. */
  readonly clusterKind?: string | undefined
  readonly permissions: readonly {
    readonly action: 'READ' | 'WRITE'
    /** Null for all databases of the cluster. */
    readonly database: { readonly name: string } | null
  }[]
}

/** Stands where the token reaches every database, or none. */
export const anyDatabase = 'DATABASE'

/** What the examples write. */
export const point = 'weather,place=Graz temperature=21.5'

/** What the examples ask. */
export const query = 'SHOW MEASUREMENTS'

/** Where the examples write and query. */
export interface Target {
  /** The address of the cluster, without a slash at its end. */
  readonly base: string
  /** A database that the token may write to; undefined where there is none. */
  readonly writable: string | undefined
  readonly readable: string | undefined
}

export function targetOf({ clusterUrl, permissions }: ExampleToken): Target {
  const databaseFor = (action: 'READ' | 'WRITE') => {
    const found = permissions.find((permission) => permission.action === action)
    return found && (found.database?.name ?? anyDatabase)
  }
  return {
    base: clusterUrl.replace(/\/+$/, ''),
    writable: databaseFor('WRITE'),
    readable: databaseFor('READ'),
  }
}
