import type { Keys } from '../auth/keys.ts'
import { hashDatabaseSecret } from '../auth/secret.ts'
import type { Kind, LinkedKind } from '../clusters/drivers/kind.ts'
import { kinds } from '../clusters/drivers/kinds.ts'
import type { Clock } from '../store/store-clock.ts'
import type { Sql } from '../store/tables.ts'
import { type AccessRow, findAccess, type Reach, readReach } from './access.store.ts'
import { credentialOf, Unauthenticated } from './credential.ts'
import type { CheckedToken, Decision } from './decision.ts'
import { type DataAction, type Endpoint, endpoints, type Use } from './endpoints.ts'
import { signJwt } from './jwt.ts'
import type { OriginalRequest } from './original-request.ts'
import type { AskingProxy, NamedProxy, Proxies } from './proxies.ts'
import { type Parameters, printQueryString, readQueryString } from './query-string.ts'
import { Refusal } from './refusal.ts'
import type { Usage } from './usage.ts'

/** What is known of a data request without the store. */
interface DataRequest {
  readonly endpoint: Endpoint
  readonly parameters: Parameters
  /** Empty for an address that is open. */
  readonly secret: string
  /** Whether the proxy sends the canonical query string to the cluster, which has no credential. */
  readonly isRewritten: boolean
  /** What it does, or why that is refused to everybody. */
  readonly uses: readonly Use[] | Refusal
}

/** Decides whether a request for the data of a cluster is allowed. It keeps nothing: each check asks the store. */
export class Check {
  constructor(
    private readonly db: Sql,
    private readonly keys: Keys,
    private readonly proxies: Proxies,
    private readonly clock: Clock,
    private readonly usage: Pick<Usage, 'noteProxy'>,
  ) {}

  /** Rejects when the store cannot be asked. `read` may throw Refusal. */
  async decide(asking: AskingProxy, read: () => OriginalRequest): Promise<Decision> {
    // Known but for the first check of a cluster; to await it all the same would be a turn of its own.
    const named = this.proxies.name(asking)
    const proxy = named instanceof Promise ? await named : named
    if (!proxy) return unknownProxy
    const request = attempt(read)
    const row = await this.#find(proxy, request)
    if (!row) return unknownProxy
    const { accountId, clusterId } = proxy
    this.usage.noteProxy(accountId, proxy.proxy)
    if (request instanceof Refusal) return { outcome: 'REFUSED', refusal: request, token: undefined }
    if (request instanceof Error) return unauthenticated(request.message)
    if (request.endpoint.isOpen) return judge(request, undefined, row, '')

    const token = tokenOf(accountId, row)
    if (!token || row.revokedAt !== null || row.isExpired === 1) {
      return unauthenticated('The token is unknown, expired or revoked.', token)
    }
    if (row.jwtSecret === null) return judge(request, token, row, '')
    if (!request.isRewritten && request.parameters.has('p')) {
      return unauthenticated(
        'Send the token in the Authorization header: this proxy cannot take it out of the address.',
        token,
      )
    }
    const jwtSecret = this.keys.unsealForCluster({ accountId, id: clusterId }, row.jwtSecret)
    return judge(request, token, row, `Bearer ${signJwt(jwtSecret, token.id, this.clock())}`)
  }

  /** Runs the one statement of a check; of a request that cannot be read, for the proxy alone. */
  #find(
    { accountId, clusterId, proxy }: NamedProxy,
    request: DataRequest | Error,
  ): Promise<AccessRow | undefined> | AccessRow | undefined {
    const { secret, uses } = request instanceof Error ? { secret: '', uses: [] } : request
    const names: string[] = []
    if (!(uses instanceof Refusal)) {
      for (const { database, mapped } of uses) {
        names.push(database)
        if (mapped) names.push(mapped)
      }
    }
    return findAccess(this.db, {
      accountId,
      clusterId,
      proxy,
      tokenHash: secret === '' ? '' : hashDatabaseSecret(secret),
      names: JSON.stringify(names),
      now: this.clock(),
      shift: this.clock.shift?.() ?? 0,
    })
  }
}

const unknownProxy: Decision = { outcome: 'UNKNOWN_PROXY' }

const unauthenticated = (reason: string, token?: CheckedToken): Decision => ({
  outcome: 'UNAUTHENTICATED',
  reason,
  token,
})

/** Decides about a request whose token, if it needs one, is accepted. */
function judge(
  { parameters, uses }: DataRequest,
  token: CheckedToken | undefined,
  row: AccessRow,
  authorization: string,
): Decision {
  try {
    if (uses instanceof Refusal) throw uses
    const reach = readReach(row.reach)
    const policies = row.kind === null ? undefined : kinds[row.kind as LinkedKind]?.policies
    for (const use of uses) expectPermission(use, reach, policies)
    const isWrite = uses.some(({ action }) => action === 'WRITE')
    return { outcome: 'ALLOWED', query: printQueryString(parameters), authorization, token, isWrite }
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'REFUSED', refusal: error, token }
    throw error
  }
}

/** Reads what can be read without the store; an error takes the place of the request that it is about. */
function attempt(read: () => OriginalRequest): DataRequest | Refusal | Unauthenticated {
  try {
    return readDataRequest(read())
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unauthenticated) return error
    throw error
  }
}

/** Throws Refusal and Unauthenticated. */
function readDataRequest(original: OriginalRequest): DataRequest {
  const { target } = original
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const endpoint = endpoints.get(path)
  if (!endpoint) throw new Refusal('This address is not open to database tokens.', 'ADDRESS')
  const parameters = readQueryString(mark < 0 ? '' : target.slice(mark + 1), endpoint.parameters)
  const secret = endpoint.isOpen ? '' : credentialOf(original.authorization, parameters)
  const { isRewritten } = original
  return { endpoint, parameters, secret, isRewritten, uses: usesOf(endpoint, original, parameters) }
}

function usesOf(endpoint: Endpoint, original: OriginalRequest, parameters: Parameters): readonly Use[] | Refusal {
  try {
    return endpoint.usesOf(original, parameters)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

const tokenOf = (accountId: string, { tokenId, description }: AccessRow): CheckedToken | undefined =>
  tokenId === null ? undefined : { accountId, id: tokenId, description: description ?? '' }

/**
 * Throws Refusal unless the token may do this. Where the kind of the cluster is not known, it must be allowed on each
 * active database that may be meant; on a policy alone it is where its database is not on record. A database that does
 * not exist and one that is closed to the token look alike.
 */
function expectPermission(
  { action, database, mapped, isWhole }: Use,
  reach: readonly Reach[],
  policies: Kind['policies'] | undefined,
): void {
  const onRecord = (name: string | undefined) => reach.filter(([found]) => found === name)
  const isActive = (name: string | undefined) => onRecord(name).some(([, , active]) => active === 1)
  const isGranted = (name: string | undefined) =>
    onRecord(name).some(([, granted, active]) => active === 1 && granted === action)
  // `autogen` is what such clusters call the policy of a database that has none, and may call one that has it in its name.
  if (policies === 'AS_DATABASE' && !isWhole && mapped !== undefined && mapped !== `${database}/autogen`) {
    if (!isGranted(mapped)) throw new Refusal(noPermission[action], 'PERMISSION')
    return
  }
  const isAddressed = isActive(database) || (!isWhole && onRecord(database).length === 0 && isActive(mapped))
  const isOpen = [database, mapped].every((name) => !isActive(name) || isGranted(name))
  if (!isAddressed || !isOpen) throw new Refusal(noPermission[action], 'PERMISSION')
}

const noPermission: Readonly<Record<DataAction, string>> = {
  READ: 'The token has no READ permission on a database that the request reads, or there is no such database.',
  WRITE: 'The token has no WRITE permission on a database that the request writes to, or there is no such database.',
}
