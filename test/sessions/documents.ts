import { crc32 } from 'node:zlib'
import { type Answer, type Client, type Member, password, type TestAccount, type TestGateway } from '../gateway.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export const signInDocument = `mutation ($input: SignInInput!) { signIn(input: $input) {
  accessToken session { id client ip createdAt expiresAt isCurrent } user { id email } } }`
export const signOutDocument = 'mutation { signOut { ok } }'
export const revokeSessionDocument = 'mutation ($id: ID!) { revokeSession(id: $id) { id } }'
export const whoAmI = '{ viewer { user { email } session { id isCurrent } } }'

export interface SignedIn extends Client {
  readonly token: string
  readonly sessionId: string
}

/** A fresh session: the clock of a test may have run past the end of the last one. */
export async function signIn(gateway: TestGateway, account: TestAccount, member: Member): Promise<SignedIn> {
  const { signIn } = await gateway.anonymous.run(signInDocument, {
    input: { accountId: account.id, email: member.email, password: member.password },
  })
  return { ...gateway.as(signIn.accessToken), token: signIn.accessToken, sessionId: signIn.session.id }
}

/** Tries to sign in, whatever the answer. */
export const trySignIn = (gateway: TestGateway, input: object): Promise<Answer> =>
  gateway.anonymous.send(signInDocument, { input: { password, ...input } })

/** An answer as a client may compare it: everything but what names the request or the moment. */
export const comparable = ({ status, headers, text }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date'),
  text: text.replaceAll(/"requestId":"[^"]+"/g, ''),
})

/** The codes of the errors of an answer, with the argument at fault. */
export const faults = ({ errors }: Answer) =>
  errors.map(({ extensions: { code, field } }) => (field === undefined ? code : `${code} ${field}`))

/** What the audit log tells, oldest first. */
export async function eventsOf(client: Client, filter: object) {
  const { auditEvents } = await client.run(
    `query ($filter: AuditFilter) { auditEvents(first: 100, filter: $filter) { nodes {
      action outcome errorCode actor { email } actorLabel resourceId resourceLabel changes { field before after } } } }`,
    { filter },
  )
  return auditEvents.nodes.reverse()
}

/** A secret of the right form that nobody was ever given. */
export function inventedSecret(prefix: 'cgs_' | 'cgm_' | 'cgi_' | 'cgr_' | 'cge_'): string {
  const body = prefix + 'ab'.repeat(32)
  return body + crc32(body).toString(16).padStart(8, '0')
}

/** What a piece of work costs in statements; those of the worker that sends mail meanwhile are not its own. */
export async function costOf<T>(gateway: TestGateway, work: () => Promise<T>) {
  const { result, statements } = await gateway.count(work)
  return {
    result,
    statements: statements.filter((text) => !/ from "(outbox|tasks)"|^update "(outbox|tasks)"/.test(text)),
  }
}
