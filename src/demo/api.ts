import { cast } from './content.ts'
import { demoPassword } from './people.ts'

const requestMillisecondsMax = 10_000

/** The API as the demo's Admin has it. */
export interface Api {
  readonly accountId: string
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its document.
  ask(query: string, variables: object): Promise<any>
}

/** Signs in as the demo's Admin, by the API as any client would. */
export async function openApi(port: number): Promise<Api> {
  const ask = async (query: string, variables: object, token?: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(requestMillisecondsMax),
    })
    const { data, errors } = (await response.json()) as { data: unknown; errors?: readonly { message: string }[] }
    if (errors?.[0]) throw new Error(errors[0].message)
    // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its document.
    return data as any
  }
  const { signIn } = await ask('mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }', {
    input: { email: cast.admin.email, password: demoPassword },
  })
  const asAdmin = (query: string, variables: object) => ask(query, variables, signIn.accessToken)
  const { account } = await asAdmin('{ account { id } }', {})
  return { accountId: account.id, ask: asAdmin }
}

/** Asks a cluster, as somebody who has a database token. */
export async function request(
  base: string,
  method: 'GET' | 'POST',
  path: string,
  secret?: string,
  body?: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(base + path, {
    method,
    ...(body !== undefined && { body }),
    ...(secret && { headers: { authorization: `Bearer ${secret}` } }),
    signal: AbortSignal.timeout(requestMillisecondsMax),
  })
  return { status: response.status, text: await response.text() }
}
