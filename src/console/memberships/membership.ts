import type { UserQuery } from '../../sdk/generated.ts'

export type User = NonNullable<UserQuery['user']>
export type Membership = User['memberships'][number]
