import { Code } from '@mantine/core'
import type { ComponentProps } from 'react'
import { CopyLine } from '../facts/copy-line.tsx'
import { type Fact, Facts } from '../facts/facts.tsx'
import { Section } from '../frame/section.tsx'
import { Moment } from '../times/moment.tsx'
import { PersonLink } from '../users/person-link.tsx'

type Somebody = ComponentProps<typeof PersonLink>

interface Props {
  readonly token: {
    readonly id: string
    readonly prefix: string
    readonly createdAt: string
    readonly createdBy: Somebody | null
    readonly revokedBy: Somebody | null
  }
  /** Whether it was made on its cluster, and taken over from there. */
  readonly isImported?: boolean
  /** What only tokens of its kind have. */
  readonly more?: readonly Fact[]
}

/** What is looked up of a token of either kind: what it is recognised by, and whom it comes from. */
export function TokenDetails({ token, isImported = false, more = [] }: Props) {
  const { id, prefix, createdAt, createdBy, revokedBy } = token
  return (
    <Section title="Details">
      <Facts
        facts={[
          { label: 'Begins with', value: <Code>{prefix}…</Code> },
          {
            label: isImported ? 'Imported' : 'Created',
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
          ...more,
          { label: 'ID', value: <CopyLine value={id} label="the ID of the token" /> },
        ]}
      />
    </Section>
  )
}
