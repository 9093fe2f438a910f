import { createClient } from '../../src/sdk/index.ts'
import { password, type TestAccount, type TestGateway } from '../gateway.ts'
import type { CommandLine } from './command-line.ts'

/** The gateway’s address as people write it. */
export const addressOf = (gateway: TestGateway): string => gateway.url.replace('/graphql', '')

/** Signs somebody in as a person would, into a profile. */
export async function signIn(
  commandLine: CommandLine,
  gateway: TestGateway,
  account: TestAccount,
  email = account.admin.email,
  options: readonly string[] = [],
): Promise<void> {
  const { code, stderr } = await commandLine.run(
    ['login', email, '--password-stdin', '--url', addressOf(gateway), '--account', account.id, ...options],
    { stdin: `${password}\n` },
  )
  if (code !== 0) throw new Error(stderr)
}

/** What puts things in place for a test, as the Admin. */
export const clientOf = (gateway: TestGateway, account: TestAccount) =>
  createClient({ url: gateway.url, token: account.admin.token })
