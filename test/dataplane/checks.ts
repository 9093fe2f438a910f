import { type IncomingHttpHeaders, request } from 'node:http'
import { clusterSecretsOf } from '../../src/operator/operator.ts'
import { createDatabase, createToken } from '../database-tokens/documents.ts'
import { type Client, openGateway, type TestAccount, type TestGateway, type TestOptions } from '../gateway.ts'

/** An answer of the check. */
export interface CheckAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A request for data, as its client sends it to the proxy. */
export interface DataRequest {
  readonly method?: string
  /** Path and query string. */
  readonly target: string
  /** The whole Authorization header; undefined for none. */
  readonly authorization?: string | undefined
  /** As the client's Content-Length; `none` unless given, and undefined for a proxy that does not say. */
  readonly length?: string | undefined
  /** Sent along as they are, also twice. */
  readonly more?: readonly (readonly [name: string, value: string])[]
}

/** The headers by which nginx, as it is told to, describes a request. */
export function described({ method = 'GET', target, authorization, ...rest }: DataRequest): string[] {
  const length = 'length' in rest ? rest.length : 'none'
  return [
    ...['X-Original-Method', method, 'X-Original-URI', target],
    ...(authorization === undefined ? [] : ['Authorization', authorization]),
    ...(length === undefined ? [] : ['X-Original-Content-Length', length]),
    ...(rest.more ?? []).flat(),
  ]
}

/** Sends a request to the listener of checks; `headers` are names and values in turn. */
export function ask(
  port: number,
  path: string,
  headers: readonly string[],
  { method = 'GET', body }: { readonly method?: string; readonly body?: string } = {},
): Promise<CheckAnswer> {
  return new Promise((resolve, reject) => {
    const all = ['Host', 'check.test', ...headers]
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: all, maxHeaderSize: 131_072 },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

export type Permissions = readonly { readonly action: 'READ' | 'WRITE'; readonly databaseId: string }[]

export interface Cluster {
  readonly gateway: TestGateway
  readonly account: TestAccount
  readonly id: string
  readonly proxySecret: string
  /** Where the proxy asks. */
  readonly path: string
  /** Asks whether a request is allowed, as the proxy of the cluster does. */
  check(request: DataRequest): Promise<CheckAnswer>
  database(name: string): Promise<string>
  /** Creates a token through the API, as a person. */
  token(
    permissions: Permissions,
    by?: Client,
    input?: object,
  ): Promise<{ readonly id: string; readonly secret: string }>
}

export const checkPortOf = ({ app }: TestGateway): number => app.checkPort as number

/** A gateway that answers checks. */
export const openChecking = (options: TestOptions = {}): Promise<TestGateway> =>
  openGateway({
    ...options,
    // Sessions outlast the hours by which tests move the clock.
    environment: { CLUSTERGATE_CHECK_PORT: '0', CLUSTERGATE_SESSION_IDLE: '12h', ...options.environment },
  })

export const mintProxySecret = async (
  { app }: TestGateway,
  account: TestAccount,
  overlapSeconds = 0,
): Promise<string> =>
  (await clusterSecretsOf(app.core).mintProxySecret(account.id, account.clusterIds[0] as string, overlapSeconds)).secret

/** The first cluster of a new account, with a proxy that may ask. */
export async function openCluster(gateway: TestGateway): Promise<Cluster> {
  const account = await gateway.account()
  const id = account.clusterIds[0] as string
  const proxySecret = await mintProxySecret(gateway, account)
  const path = `/dataplane/${id}/check`
  return {
    gateway,
    account,
    id,
    proxySecret,
    path,
    check: (request) => ask(checkPortOf(gateway), path, ['X-Clustergate-Proxy', proxySecret, ...described(request)]),
    database: (name) => createDatabase(account, name),
    async token(permissions, by = account.admin, input = {}) {
      const { secret, token } = await createToken(by, account, { permissions, ...input })
      return { id: token.id, secret }
    },
  }
}

/** Has the proxy of a cluster of the account ask, as far as the API tells. */
export async function noteCheck(gateway: TestGateway, account: TestAccount, cluster = 0): Promise<void> {
  const clusterId = account.clusterIds[cluster] as string
  await clusterSecretsOf(gateway.app.core).mintProxySecret(account.id, clusterId, 0)
  await gateway.db
    .updateTable('cluster_proxy_secrets')
    .set({ last_used_at: Date.now() })
    .where('cluster_id', '=', clusterId)
    .execute()
}
