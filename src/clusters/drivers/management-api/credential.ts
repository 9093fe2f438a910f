import { rootCertificates } from 'node:tls'
import { z } from 'zod'
import { ClusterHttp, type ClusterRequest } from '../cluster-http.ts'
import { ClusterError } from '../driver.ts'
import type { Connection } from '../kind.ts'
import { misunderstood, refusalOf } from '../refusals.ts'

/** What the gateway shows to the Management API. */
export interface Credential {
  /** Throws ClusterError; what it was needed for has not been tried then. */
  token(): Promise<string>
  /** The cluster has refused this token: whether another one can be had. */
  renew(refused: string): boolean
  close(): Promise<void>
}

/** A management token, or the client secret with which access tokens are fetched where the settings say so. */
export function credentialOf({ settings, credential }: Connection): Credential {
  const { tokenUrl, clientId = '', scope, ca } = settings
  if (tokenUrl === undefined) {
    return { token: async () => credential, renew: () => false, close: async () => undefined }
  }
  return new ClientCredentials(tokenUrl, clientId, credential, scope, ca)
}

/** How long before its end an access token is no longer used: what a request and a clock that is slow may take. */
const marginMilliseconds = 60_000

const granted = z.object({
  access_token: z.string().min(1),
  token_type: z.string().regex(/^bearer$/i),
  // Some providers send it as text.
  expires_in: z.coerce.number().nonnegative().optional(),
})

/** What messages call it. */
const provider = 'identity provider'

/** Fetches access tokens from an identity provider with the client-credentials grant (RFC 6749, section 4.4). */
class ClientCredentials implements Credential {
  readonly #http: ClusterHttp
  readonly #path: string
  /** The last request for a token, which all who need one wait for. */
  #fetched: Promise<string> | undefined
  #endsAt = Number.POSITIVE_INFINITY
  /** Undefined while one is fetched. */
  #token: string | undefined

  constructor(
    tokenUrl: string,
    private readonly clientId: string,
    private readonly clientSecret: string,
    private readonly scope: string | undefined,
    ca: string | undefined,
  ) {
    const { origin, pathname, search } = new URL(tokenUrl)
    // The cluster may be private and the provider public.
    this.#http = new ClusterHttp('identity-provider', origin, ca && [ca, ...rootCertificates].join('\n'), provider)
    this.#path = `${pathname}${search}`
  }

  token(): Promise<string> {
    if (this.#fetched && performance.now() < this.#endsAt) return this.#fetched
    this.#endsAt = Number.POSITIVE_INFINITY
    this.#token = undefined
    const fetched = this.#fetch()
    this.#fetched = fetched
    fetched.catch(() => {
      if (this.#fetched === fetched) this.#fetched = undefined
    })
    return fetched
  }

  renew(refused: string): boolean {
    if (this.#token === refused) this.#fetched = undefined
    return true
  }

  close(): Promise<void> {
    return this.#http.close()
  }

  async #fetch(): Promise<string> {
    // All who wait share the answer, so that none of them may end it; it has the time limit of every call.
    const signal = new AbortController().signal
    const answer = await this.#http.send(this.#request(), { signal }).catch(beforeTheCluster)
    if (answer.status === 400 || answer.status === 401) {
      const message = 'The identity provider does not take the client secret of the gateway, its id, or the scope.'
      throw new ClusterError('CREDENTIAL_REFUSED', message, { retry: true, unknown: false })
    }
    if (answer.status !== 200) throw refusalOf(answer.status, false, provider)
    const { success, data } = granted.safeParse(json(answer.text))
    if (!success) throw misunderstood(false, 'the token URL')
    const lifetime = (data.expires_in ?? Number.POSITIVE_INFINITY) * 1_000
    this.#endsAt = performance.now() + lifetime - marginMilliseconds
    this.#token = data.access_token
    return data.access_token
  }

  #request(): ClusterRequest {
    const client = [this.clientId, this.clientSecret].map(encodeURIComponent).join(':')
    return {
      method: 'POST',
      path: this.#path,
      headers: {
        authorization: `Basic ${Buffer.from(client).toString('base64')}`,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: String(new URLSearchParams({ grant_type: 'client_credentials', ...(this.scope && { scope: this.scope }) })),
    }
  }
}

/** The provider did not answer: nothing has been asked of the cluster. */
function beforeTheCluster(error: ClusterError): never {
  throw new ClusterError(error.code, error.message, { retry: true, unknown: false })
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
