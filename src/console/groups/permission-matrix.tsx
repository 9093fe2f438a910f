import { Button, Code, Group, Text, VisuallyHidden } from '@mantine/core'
import { type CSSProperties, Fragment, useState } from 'react'
import { extentOf, type Holder } from './holder.ts'
import { PermissionMark } from './permission-mark.tsx'
import classes from './permission-matrix.module.css'
import { allPermissions, bySubject, capital, type PlacedPermission, type Subject, slots } from './permission-words.ts'

interface Props {
  readonly label: string
  readonly holders: readonly Holder[]
}

const subjects = bySubject(allPermissions)

/** What somebody or something may do, at a glance: a row for each resource, a column for each holder, a sign for each permission. */
export function PermissionMatrix({ label, holders }: Props) {
  const [isNaming, setNaming] = useState(false)
  return (
    <div>
      <Legend isPartial={holders.some(({ partialPermissions }) => partialPermissions.length > 0)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must scroll what is wider than the page. */}
      <section className={classes['scroll']} aria-label={`${label}, by resource`} tabIndex={0}>
        <table
          className={classes['matrix']}
          aria-label={label}
          style={{ '--holders': holders.length } as CSSProperties}
        >
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>Resource</VisuallyHidden>
              </th>
              {holders.map(({ id, heading, note, isOwn }) => (
                <th key={id} scope="col" data-own={isOwn || undefined}>
                  {heading}
                  {note && <div className={classes['note']}>{note}</div>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {subjects.map((subject) => (
              <tr key={subject.title}>
                <th scope="row">
                  {subject.title}
                  {isNaming && subject.permissions.map(({ permission }) => <Code key={permission}>{permission}</Code>)}
                </th>
                {holders.map((holder) => (
                  <td key={holder.id} data-own={holder.isOwn || undefined}>
                    <Cell holder={holder} subject={subject} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Button size="compact-xs" variant="subtle" mt="xs" onClick={() => setNaming(!isNaming)} aria-expanded={isNaming}>
        {isNaming ? 'Hide the names for programs' : 'Show the names for programs'}
      </Button>
    </div>
  )
}

/** The signs stand below each other by their column, in every row and for every holder. */
function Cell({ holder, subject: { title, permissions } }: { readonly holder: Holder; readonly subject: Subject }) {
  const words = (extent: string) =>
    permissions
      .filter(({ permission }) => extentOf(holder, permission) === extent)
      .map(({ word }) => word)
      .join(', ')
  const [all, some] = [words('all'), words('some')]
  return (
    <>
      <VisuallyHidden>{[all, some && `on some: ${some}`].filter(Boolean).join('; ') || 'nothing'}</VisuallyHidden>
      <div className={classes['marks']}>
        {slots.map((slot) => (
          <Fragment key={slot}>
            {permissions.every((one) => one.slot !== slot) && slot !== 'more' && <span />}
            {permissions
              .filter((one) => one.slot === slot)
              .map((one) => (
                <PermissionMark
                  key={one.permission}
                  of={one}
                  extent={extentOf(holder, one.permission)}
                  title={told(title, one, extentOf(holder, one.permission))}
                />
              ))}
          </Fragment>
        ))}
      </div>
    </>
  )
}

const endings = { all: '', some: ': on some only', none: ': not granted' } as const

const told = (title: string, { word, permission }: PlacedPermission, extent: keyof typeof endings): string =>
  `${title}: ${word} (${permission})${endings[extent]}`

const legend = [
  { word: 'read', says: 'read' },
  { word: 'create', says: 'create' },
  { word: 'change', says: 'change' },
  { word: 'delete', says: 'delete, remove, revoke or end' },
  { word: 'assign', says: 'assign people' },
  { word: 'import from', says: 'import' },
  { word: 'undelete', says: 'undelete' },
  { word: 'purge', says: 'purge' },
] as const

/** What the signs mean. The cells say it in words to those who do not see them. */
function Legend({ isPartial }: { readonly isPartial: boolean }) {
  return (
    <Group gap="sm" mb="sm" aria-hidden="true">
      {legend.map(({ word, says }) => (
        <Sign key={word} word={word} extent="all" says={says} />
      ))}
      {isPartial && <Sign word="read" extent="some" says="on some only" />}
    </Group>
  )
}

interface SignProps {
  readonly word: PlacedPermission['word']
  readonly extent: 'all' | 'some'
  readonly says: string
}

function Sign({ word, extent, says }: SignProps) {
  return (
    <Group gap={4} wrap="nowrap">
      <PermissionMark of={{ word }} extent={extent} />
      <Text size="xs" c="dimmed">
        {capital(says)}
      </Text>
    </Group>
  )
}
