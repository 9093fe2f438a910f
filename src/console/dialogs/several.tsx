import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { type Rehearse, rehearseEach } from '../api/rehearse.ts'
import { counted, listed, numberWords } from '../counts/count-words.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { patiently } from '../lists/walk.ts'
import { toast } from '../states/toast.ts'
import { Rehearsal } from './rehearsal.tsx'
import { mayGoOn, useRehearsal } from './use-rehearsal.ts'

/** How many are rehearsed, each by a request of its own. */
const rehearsedMax = 20
const namedMax = 5

export interface SeveralProps<Row> {
  /** As they are when the action is taken. */
  readonly rows: readonly Row[]
  called(row: Row): string
  /** The consequence in words, or the fields of the form. */
  readonly children: ReactNode
  /** The label of the button: the action. */
  readonly label: string
  readonly color?: string
  /** What happened to those for which it worked: `revoked`. */
  readonly done: string
  /** Whether there is nothing to do yet. */
  readonly isIdle?: boolean
  /** Tells one choice of the form from another. */
  readonly choice?: string
  /** Rehearses the change of one row. */
  rehearse(row: Row): Rehearse
  /** Changes one row. Throws Refusal. */
  act(row: Row): Promise<unknown>
  /** Called with the rows that were changed, once all were tried. */
  onDone(changed: readonly Row[]): void
  onClose(): void
}

interface Refused {
  readonly called: string
  readonly refusal: Refusal
}

/** The content of a dialog that changes several rows, each by a change of its own, and tells of each that is refused. */
export function Several<Row>(props: SeveralProps<Row>) {
  const {
    rows,
    called,
    children,
    label,
    color,
    done,
    isIdle = false,
    choice = '',
    rehearse,
    act,
    onDone,
    onClose,
  } = props
  const [tried, setTried] = useState(0)
  const [ended, setEnded] = useState<{ readonly changed: number; readonly refused: readonly Refused[] }>()
  const stopper = useRef(new AbortController())
  useEffect(() => {
    const { current } = stopper
    return () => current.abort()
  }, [])
  const isRehearsed = !isIdle && rows.length > 0 && rows.length <= rehearsedMax
  const rehearsed = useRehearsal(isRehearsed ? () => rehearseEach(rows.map(rehearse)) : undefined, choice)
  const form = useForm({}, async () => {
    const refused: Refused[] = []
    const changed: Row[] = []
    for (const row of rows) {
      setTried(changed.length + refused.length)
      try {
        await patiently(() => act(row), stopper.current.signal)
        changed.push(row)
      } catch (error) {
        refused.push({ called: called(row), refusal: asRefusal(error) })
      }
    }
    onDone(changed)
    if (refused.length > 0) return setEnded({ changed: changed.length, refused })
    toast(`${numberWords(changed.length)} ${done}.`)
    onClose()
  })
  if (ended) return <Ended {...ended} done={done} onClose={onClose} />
  const wouldBeRefused =
    rehearsed.state === 'told'
      ? rehearsed.data.flatMap((refusal, at) => refusal && [{ refusal, row: rows[at] as Row }])
      : []
  return (
    <form {...form.props}>
      <Stack>
        <Text size="sm" c="dimmed">
          {namesOf(rows.map(called))}
        </Text>
        {children}
        <Rehearsal of={rehearsed} />
        {wouldBeRefused.map(
          (of) =>
            of && (
              <Text key={called(of.row)} size="sm" c="var(--tone-bad)">
                {called(of.row)} would be refused: {of.refusal.message}
              </Text>
            ),
        )}
        {form.isBusy && (
          <Text size="sm" role="status">
            {numberWords(tried)} of {numberWords(rows.length)}
          </Text>
        )}
        <FormEnd form={form} label={label} {...(color && { color })} disabled={isIdle || !mayGoOn(rehearsed)}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}

interface EndedProps {
  readonly changed: number
  readonly refused: readonly Refused[]
  readonly done: string
  onClose(): void
}

function Ended({ changed, refused, done, onClose }: EndedProps) {
  return (
    <>
      <Alert color="red" role="alert" title={`${numberWords(changed)} ${done}, ${numberWords(refused.length)} refused`}>
        <List size="sm">
          {refused.map(({ called, refusal }) => (
            <List.Item key={called}>
              {called}: {refusal.message}
            </List.Item>
          ))}
        </List>
      </Alert>
      <Button variant="default" mt="md" onClick={onClose} data-autofocus>
        Close
      </Button>
    </>
  )
}

const namesOf = (names: readonly string[]): string => {
  const others = names.length - namedMax
  return listed(others > 0 ? [...names.slice(0, namedMax), counted(others, 'other')] : names)
}
