import { Button, Drawer, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Permission } from '../../sdk/generated.ts'
import { Explained } from './explained.tsx'
import { useSignedIn } from './viewer.ts'

/** Something that a person looks for here, as in `create databases`, and the permission for it. */
export interface Sought {
  readonly permission: Permission
  readonly words: string
}

interface Props {
  /** What is offered here to those who may do it. */
  readonly sought: readonly Sought[]
  /** What they are about, and what the viewer may do to that; absent for what is about the whole account. */
  readonly of?: { readonly id: string; readonly name: string; readonly viewerMay: readonly Permission[] }
}

/** A small button beside what is not offered for want of a permission; it opens the reasons. Nothing where all is. */
export function Why({ sought, of }: Props) {
  const { may } = useSignedIn()
  const [isAsked, setAsked] = useState(false)
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(isAsked), [isAsked])
  const isMissing = ({ permission }: Sought) => (of ? !of.viewerMay.includes(permission) : !may(permission))
  const missing = sought.filter(isMissing)
  const [first, second] = missing
  if (!first) return null
  const label = second ? 'Why not more?' : `Why not ${first.words}?`
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => setAsked(true)}
        {...(of && second && { 'aria-label': `Why not more with ${of.name}?` })}
      >
        {label}
      </Button>
      <Drawer
        opened={isShown}
        onClose={() => setAsked(false)}
        position="right"
        title={of ? `What you may not do with ${of.name}` : 'What you may not do here'}
        closeButtonProps={{ 'aria-label': 'Close' }}
        attributes={{ header: { role: 'presentation' } }}
      >
        <Stack gap="lg">
          {missing.map(({ permission, words }) => (
            <section key={permission + words} aria-label={words}>
              <Text fw={600} size="sm">
                {capital(words)}
              </Text>
              <Explained permission={permission} resourceId={of?.id} />
            </section>
          ))}
        </Stack>
      </Drawer>
    </>
  )
}

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`
