import { hashDatabaseSecret } from '../auth/secret.ts'
import type { Clock } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import { findIntrospected, type IntrospectedRow } from './introspection.store.ts'
import type { AskingProxy, Proxies } from './proxies.ts'
import type { Usage } from './usage.ts'

/** What is told of a token. https://www.rfc-editor.org/rfc/rfc7662#section-2.2 */
export type Introspected =
  | { readonly active: false }
  | {
      readonly active: true
      readonly token_type: 'Bearer'
      readonly iss: string
      /** The id of the cluster. */
      readonly aud: string
      /** The id of the token; it is its own client. */
      readonly sub: string
      readonly client_id: string
      readonly iat: number
      readonly exp?: number
      /** Such as `read:a write:b write:*`; no name of a database holds a blank. */
      readonly scope: string
      readonly permissions: readonly { readonly action: 'read' | 'write'; readonly resource: string }[]
    }

/** Tells services of a cluster what a token may do, by RFC 7662. */
export class Introspection {
  constructor(
    private readonly db: Sql,
    private readonly proxies: Proxies,
    private readonly clock: Clock,
    private readonly usage: Pick<Usage, 'note' | 'noteProxy'>,
    /** Who issues the tokens: the public URL of the gateway. */
    private readonly issuer: string,
  ) {}

  /** Undefined when the client is not known. A token of another cluster is as inactive as one that does not exist. */
  async introspect(client: AskingProxy, token: string): Promise<Introspected | undefined> {
    const proxy = await this.proxies.name(client)
    if (!proxy) return undefined
    const rows = await findIntrospected(this.db, {
      ...proxy,
      tokenHash: hashDatabaseSecret(token),
      now: this.clock(),
      shift: this.clock.shift?.() ?? 0,
    })
    const [first] = rows
    if (!first) return undefined
    this.usage.noteProxy(proxy.accountId, proxy.proxy)
    if (first.tokenId === null || first.revokedAt !== null || first.isExpired === 1) return { active: false }
    this.usage.note({ accountId: proxy.accountId, id: first.tokenId, description: first.description ?? '' }, undefined)
    return this.#tell(proxy.clusterId, first.tokenId, first, rows)
  }

  #tell(clusterId: string, id: string, token: IntrospectedRow, rows: readonly IntrospectedRow[]): Introspected {
    const permissions = rows.flatMap(({ action, databaseId, databaseName }) => {
      const resource = databaseId === null ? '*' : databaseName
      if (action === null || resource === null) return []
      return [{ action: action === 'READ' ? ('read' as const) : ('write' as const), resource }]
    })
    return {
      active: true,
      token_type: 'Bearer',
      iss: this.issuer,
      aud: clusterId,
      sub: id,
      client_id: id,
      iat: inSeconds(token.createdAt ?? 0),
      ...(token.expiresAt !== null && { exp: inSeconds(token.expiresAt) }),
      scope: permissions.map(({ action, resource }) => `${action}:${resource}`).join(' '),
      permissions,
    }
  }
}

const inSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000)
