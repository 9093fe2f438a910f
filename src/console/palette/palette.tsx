import { Modal, VisuallyHidden } from '@mantine/core'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { useLocation } from 'wouter'
import { useSignedIn } from '../viewer/viewer.ts'
import { type Entry, type EntryGroup, knownEntries } from './entries.ts'
import classes from './palette.module.css'
import { type Found, useFound } from './use-found.ts'

/** The longest text that the gateway searches for. */
const textLengthMax = 100

interface Props {
  readonly isOpen: boolean
  onClose(): void
}

/** A dialog in which typing a few letters and Enter opens any page, action, person, database or token. */
export default function Palette({ isOpen, onClose }: Props) {
  // Mantine records the focus when `opened` changes, not when a dialog is mounted open.
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(isOpen), [isOpen])
  return (
    <Modal.Root
      opened={isShown}
      onClose={onClose}
      size={600}
      yOffset="12vh"
      padding={0}
      classNames={{ content: classes['content'] ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search">
        <Modal.Body>
          <Finder onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Finder({ onClose }: Pick<Props, 'onClose'>) {
  const { may } = useSignedIn()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const text = typed.trim()
  const found = useFound(text)
  const groups = [...knownEntries(text, may), ...found.groups].filter(({ entries }) => entries.length > 0)
  const entries = groups.flatMap((group) => group.entries)
  const chosen = Math.min(at, entries.length - 1)
  const optionId = (index: number): string => `${id}-${index}`
  const open = ({ href }: Entry) => {
    onClose()
    navigate(href)
  }
  const move = (to: number) => {
    const next = entries.length === 0 ? 0 : to % entries.length
    setAt(next)
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method takes these keys while it composes a word.
    if (event.nativeEvent.isComposing) return
    const entry = entries[chosen]
    if (event.key === 'ArrowDown') move(chosen + 1)
    else if (event.key === 'ArrowUp') move(chosen + entries.length - 1)
    else if (event.key === 'Enter' && entry) open(entry)
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className={classes['field']}>
        <Search size={18} aria-hidden />
        <input
          className={classes['input']}
          role="combobox"
          aria-label="Search pages, people, databases and tokens"
          aria-expanded={entries.length > 0}
          aria-controls={id}
          aria-activedescendant={chosen >= 0 ? optionId(chosen) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Search pages, people, databases and tokens"
          maxLength={textLengthMax}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {entries.length > 0 && (
        <Options groups={groups} id={id} chosen={chosen} optionId={optionId} onPoint={setAt} onOpen={open} />
      )}
      <Outcome found={found} count={entries.length} />
    </>
  )
}

interface OptionsProps {
  readonly groups: readonly EntryGroup[]
  readonly id: string
  readonly chosen: number
  optionId(index: number): string
  onPoint(index: number): void
  onOpen(entry: Entry): void
}

function Options({ groups, id, chosen, optionId, onPoint, onOpen }: OptionsProps) {
  let next = 0
  return (
    <div id={id} role="listbox" aria-label="Found" className={classes['list']}>
      {groups.map(({ title, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: the groups of a list box have no element.
        <div key={title} role="group" aria-label={title}>
          <div className={classes['title']} aria-hidden>
            {title}
          </div>
          {entries.map((entry) => {
            const index = next++
            const Icon = entry.icon
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and its keys choose.
              // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus.
              <div
                key={entry.href}
                id={optionId(index)}
                role="option"
                aria-selected={index === chosen}
                className={classes['option']}
                onPointerMove={() => index !== chosen && onPoint(index)}
                onClick={() => onOpen(entry)}
              >
                {Icon && <Icon size={17} aria-hidden />}
                <span className={classes['label']}>{entry.label}</span>
                {entry.hint && <span className={classes['hint']}>{entry.hint}</span>}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

function Outcome({ found, count }: { readonly found: Found; readonly count: number }) {
  const isEmpty = count === 0
  const text =
    found.state === 'searching'
      ? 'Searching…'
      : found.state === 'failed'
        ? 'The search failed. Pages and actions still open.'
        : isEmpty
          ? 'Nothing found.'
          : ''
  return (
    <div role="status" className={classes['outcome']}>
      {text || <VisuallyHidden>{count} found</VisuallyHidden>}
    </div>
  )
}
