import type { TokenEnforcement } from '../../sdk/generated.ts'
import { SyncState } from '../sync/sync-badge.tsx'
import { TokenDetails } from '../tokens/token-details.tsx'
import type { PageToken } from './token-of-page.ts'

interface Props {
  readonly token: PageToken
  /** How the cluster checks tokens; undefined where that is not known yet. */
  readonly enforcement: TokenEnforcement | undefined
}

/** What is looked up of a token: whom it comes from, what it is recognised by, and whether its cluster has it. */
export function TokenFacts({ token, enforcement }: Props) {
  const { origin, cluster, sync } = token
  const isThere = sync.state === 'APPLIED'
  return (
    <TokenDetails
      token={token}
      isImported={origin === 'IMPORTED'}
      more={[
        {
          label: `On ${cluster.name}`,
          value: isThere ? enforcement && checked[enforcement] : <SyncState state={sync.state} />,
        },
      ]}
    />
  )
}

const checked: Readonly<Record<TokenEnforcement, string>> = {
  NATIVE: 'It has the token as it is here, and checks it by itself',
  FORWARD_AUTH: 'Its proxy asks this gateway about each request',
  NONE: 'Nobody checks it yet: no proxy asks this gateway',
}
