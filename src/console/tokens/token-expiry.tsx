import { Moment } from '../times/moment.tsx'

interface Props {
  readonly token: { readonly expiresAt: string | null; readonly revokedAt: string | null }
}

/** When a token expires; of a revoked token, when it was revoked, as its expiry no longer matters. */
export function TokenExpiry({ token: { expiresAt, revokedAt } }: Props) {
  if (revokedAt === null) return <Moment at={expiresAt} />
  return (
    <>
      Revoked <Moment at={revokedAt} />
    </>
  )
}
