import {
  type Client,
  ClustergateError,
  createClient,
  createSender,
  type ErrorCode,
  nodesOf,
  UsersDocument,
} from 'clustergate/sdk'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <Claim extends true>(..._claim: Claim[]) => {}

const client: Client = createClient({
  url: 'https://clustergate.example.com',
  token: async () => 'cgs_',
  fetch,
  retries: undefined,
})

export async function typed(signal: AbortSignal): Promise<void> {
  const { users } = await client.users({ first: 10, filter: { statuses: ['ACTIVE'] } }, { signal })
  holds<Same<NonNullable<typeof users>['nodes'][number]['email'], string>>()
  for await (const user of client.users.all({ filter: { search: 'ada' } }, { pageSize: 10, signal })) {
    holds<Same<(typeof user)['groups'][number]['key'], string>>()
  }
  for await (const user of client.groupMembers.all({ id: '' })) holds<Same<(typeof user)['email'], string>>()
  for await (const session of client.sessions.all()) holds<Same<(typeof session)['isCurrent'], boolean>>()
  for await (const table of client.tables.all({ databaseId: '' })) holds<Same<(typeof table)['name'], string>>()

  const send = createSender({ url: '/' })
  holds<Same<Awaited<ReturnType<typeof client.users>>, Awaited<ReturnType<typeof usersOf>>>>()
  const usersOf = () => send(UsersDocument, { first: 1 })
  for await (const user of nodesOf(send, UsersDocument)) holds<Same<(typeof user)['email'], string>>()

  // @ts-expect-error A user is asked for by id.
  await client.user()
  // @ts-expect-error There is no such variable.
  await client.users({ limit: 10 })
  // @ts-expect-error There is no such status.
  await client.users({ filter: { statuses: ['GONE'] } })
  // @ts-expect-error Tables are listed with their database.
  client.tables.all({})
  // @ts-expect-error `all` reads every page, so none can be chosen.
  client.users.all({ after: '' })
  // @ts-expect-error The viewer is no list.
  client.viewer.all()
}

export function told(error: unknown): string {
  if (!(error instanceof ClustergateError)) throw error
  holds<Same<typeof error.code, ErrorCode>>()
  switch (error.code) {
    case 'STALE_VERSION':
      return `version ${error.currentVersion?.toFixed()}`
    case 'TIMEOUT':
      return `after ${error.retryAfterSeconds?.toFixed()}`
    // @ts-expect-error There is no such code.
    case 'NO_SUCH_CODE':
      return ''
    default:
      return [error.field, error.permission, ...(error.wouldBeGrantedBy ?? [])].join(' ')
  }
}
