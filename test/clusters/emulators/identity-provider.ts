import { randomBytes } from 'node:crypto'
import type { LinkSettings } from '../../../src/clusters/drivers/kind.ts'
import { type Answered, openServer } from './emulator.ts'

/** An identity provider that knows the client-credentials grant and one client. */
export interface Provider {
  readonly settings: Pick<LinkSettings, 'tokenUrl' | 'clientId' | 'scope'>
  readonly clientSecret: string
  /** How many access tokens it has given. */
  readonly given: number
  isLive(token: string): boolean
  /** Ends the access tokens that it has given, before their time. */
  revokeAll(): void
  /** What it answers with instead. */
  instead?: Answered | undefined
  close(): Promise<void>
}

export async function openProvider(lastSeconds: number): Promise<Provider> {
  const clientId = 'clustergate: gateway'
  const clientSecret = randomBytes(24).toString('base64')
  const scope = 'management'
  const client = [clientId, clientSecret].map(encodeURIComponent).join(':')
  let live: string[] = []
  let given = 0
  const server = await openServer(async (asked) => {
    if (provider.instead) return provider.instead
    const form = new URLSearchParams(asked.text)
    const isRight = form.get('grant_type') === 'client_credentials' && form.get('scope') === scope
    if (!isRight) return { status: 400, body: { error: 'invalid_request' } }
    const isClient = asked.headers.authorization === `Basic ${Buffer.from(client).toString('base64')}`
    if (!isClient) return { status: 401, body: { error: 'invalid_client' } }
    const token = randomBytes(24).toString('base64url')
    live.push(token)
    given++
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: lastSeconds } }
  })
  const provider: Provider = {
    settings: { tokenUrl: `${server.url}/oauth/token?tenant=main`, clientId, scope },
    clientSecret,
    get given() {
      return given
    },
    isLive: (token) => live.includes(token),
    revokeAll() {
      live = []
    },
    close: server.close,
  }
  return provider
}
