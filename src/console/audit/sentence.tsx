import { Anchor, Text } from '@mantine/core'
import { Link } from 'wouter'
import { useSignedIn } from '../viewer/viewer.ts'
import { actorPage, resourcePage } from './event-links.ts'
import { sentenceParts } from './sentence-parts.ts'
import type { ToldEvent } from './told-event.ts'
import { useGroupName } from './use-group-name.ts'

/** The actions whose sentences name groups besides their resource. */
const namesGroups = /^(user\.set_groups|membership\.)/

interface Props {
  readonly event: ToldEvent
}

/**
 * What an event of the audit log tells, as a sentence: “Marta revoked the database token *billing run*”. Its actor and
 * its resource are links to where they are shown. The query spreads `EventSentenceFields`.
 */
export function EventSentence({ event }: Props) {
  const { may } = useSignedIn()
  const groupName = useGroupName(namesGroups.test(event.action))
  const pages = { actor: actorPage(event, may), resource: resourcePage(event, may) }
  return (
    <Text component="span" inherit style={{ overflowWrap: 'anywhere' }}>
      {sentenceParts(event, groupName).map((part, at) => {
        // biome-ignore-start lint/suspicious/noArrayIndexKey: the parts of a sentence never move.
        if (typeof part === 'string') return <span key={at}>{part}</span>
        const page = part.of && pages[part.of]
        if (page === undefined)
          return (
            <Text key={at} component="span" inherit fw={500}>
              {part.text}
            </Text>
          )
        return (
          <Anchor key={at} component={Link} href={page} inherit>
            {part.text}
          </Anchor>
        )
        // biome-ignore-end lint/suspicious/noArrayIndexKey: as above.
      })}
    </Text>
  )
}
