import { crc32 } from 'node:zlib'
import { type Answer, type Client, type Member, password, type TestAccount, type TestGateway } from '../gateway.ts'

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

/** Tries to sign in, and returns the answer also when it is a refusal. */
export const trySignIn = (gateway: TestGateway, input: object): Promise<Answer> =>
  gateway.anonymous.send(signInDocument, { input: { password, ...input } })

/** A secret of the right form that nobody was ever given. */
export function inventedSecret(prefix: 'cgs_' | 'cgm_' | 'cgi_' | 'cgr_' | 'cge_'): string {
  const body = prefix + 'ab'.repeat(32)
  return body + crc32(body).toString(16).padStart(8, '0')
}
