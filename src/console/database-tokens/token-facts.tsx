import { Code } from '@mantine/core'
import type { TokenEnforcement } from '../../sdk/generated.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Facts } from '../facts/facts.tsx'
import { Section } from '../frame/section.tsx'
import { SyncState } from '../sync/sync-badge.tsx'
import { Moment } from '../times/moment.tsx'
import { PersonLink } from '../users/person-link.tsx'
import type { PageToken } from './token-of-page.ts'

interface Props {
  readonly token: PageToken
  /** How the cluster checks tokens; undefined where that is not known yet. */
  readonly enforcement: TokenEnforcement | undefined
}

/** What is looked up of a token: whom it comes from, what it is recognised by, and whether its cluster has it. */
export function TokenFacts({ token, enforcement }: Props) {
  const { id, prefix, origin, createdAt, createdBy, revokedBy, cluster, sync } = token
  return (
    <Section title="Details">
      <Facts
        facts={[
          { label: 'Begins with', value: <Code>{prefix}…</Code> },
          {
            label: origin === 'IMPORTED' ? 'Imported' : 'Created',
            value: (
              <>
                <Moment at={createdAt} />
                {createdBy && (
                  <>
                    {' by '}
                    <PersonLink {...createdBy} />
                  </>
                )}
              </>
            ),
          },
          ...(revokedBy ? [{ label: 'Revoked by', value: <PersonLink {...revokedBy} /> }] : []),
          {
            label: `On ${cluster.name}`,
            value: sync.state === 'APPLIED' ? enforcement && checked[enforcement] : <SyncState state={sync.state} />,
          },
          { label: 'ID', value: <CopyLine value={id} label="the ID of the token" /> },
        ]}
      />
    </Section>
  )
}

const checked: Readonly<Record<TokenEnforcement, string>> = {
  NATIVE: 'It has the token as it is here, and checks it by itself',
  FORWARD_AUTH: 'Its proxy asks this gateway about each request',
  NONE: 'Nobody checks it yet: no proxy asks this gateway',
}
