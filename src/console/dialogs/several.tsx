import { Alert, Button, List, Stack, Text } from '@mantine/core'
import { type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { type Rehearse, rehearseEach } from '../api/rehearse.ts'
import { counted, listed, numberWords } from '../counts/count-words.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { patiently } from '../lists/walk.ts'
import { toast } from '../states/toast.ts'
import { HoldContext } from './hold.ts'
import { Rehearsal } from './rehearsal.tsx'
import { mayGoOn, useRehearsal } from './use-rehearsal.ts'

/** How many are rehearsed, each by a request of its own. */
const rehearsedMax = 20
const namedMax = 5

export interface SeveralProps<Row extends { readonly id: string }> {
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
  /** Called with the rows that were changed, once all were tried or it was stopped. */
  onDone(changed: readonly Row[]): void
  onClose(): void
}

interface Refused<Row> {
  readonly row: Row
  readonly refusal: Refusal
}

/** How far it came. */
interface Outcome<Row> {
  readonly changed: readonly Row[]
  readonly refused: readonly Refused<Row>[]
  /** Those that were not tried, because it was stopped before. */
  readonly left: readonly Row[]
}

/** The content of a dialog that changes several rows, each by a change of its own, and tells of each that is refused. */
export function Several<Row extends { readonly id: string }>(props: SeveralProps<Row>) {
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
  const [ended, setEnded] = useState<Outcome<Row>>()
  const { stop, run } = useStoppable()
  const isRehearsed = !isIdle && rows.length > 0 && rows.length <= rehearsedMax
  const rehearsed = useRehearsal(isRehearsed ? () => rehearseEach(rows.map(rehearse)) : undefined, choice)
  const form = useForm({}, async () => {
    const { outcome, isShown } = await run((signal) => changeEach(rows, act, signal, setTried))
    onDone(outcome.changed)
    const isWhole = outcome.changed.length === rows.length
    if (isShown && !isWhole) return setEnded(outcome)
    toast(isWhole ? `${numberWords(rows.length)} ${done}.` : `${told(outcome, done)}.`, isWhole ? 'green' : 'red')
    if (isShown) onClose()
  })
  if (ended) return <Ended {...{ ...ended, called, done, onClose }} />
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
              <Text key={of.row.id} size="sm" c="var(--tone-bad)">
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
          <Button variant="default" onClick={form.isBusy ? stop : onClose}>
            {form.isBusy ? 'Stop' : 'Cancel'}
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}

/** Changes rows one after the other, until the signal is given; `onTry` is told how many were tried before. */
async function changeEach<Row>(
  rows: readonly Row[],
  act: (row: Row) => Promise<unknown>,
  signal: AbortSignal,
  onTry: (tried: number) => void,
): Promise<Outcome<Row>> {
  const changed: Row[] = []
  const refused: Refused<Row>[] = []
  for (const row of rows) {
    if (signal.aborted) break
    onTry(changed.length + refused.length)
    try {
      await patiently(() => act(row), signal)
      changed.push(row)
    } catch (error) {
      const refusal = asRefusal(error)
      // It was stopped while it waited to try again.
      if (signal.aborted && refusal.code === 'RATE_LIMITED') break
      refused.push({ row, refusal })
    }
  }
  return { changed, refused, left: rows.slice(changed.length + refused.length) }
}

/**
 * Runs something that is stopped by `stop`, by closing the dialog, and by leaving the page: `isShown` tells whether the page
 * is still there at the end.
 */
function useStoppable() {
  const hold = useContext(HoldContext)
  const running = useRef<AbortController>(undefined)
  const isShown = useRef(true)
  const stop = () => running.current?.abort()
  useEffect(
    () => () => {
      isShown.current = false
      running.current?.abort()
    },
    [],
  )
  const run = async <Result,>(work: (signal: AbortSignal) => Promise<Result>) => {
    running.current = new AbortController()
    if (hold) hold.current = stop
    try {
      return { outcome: await work(running.current.signal), isShown: isShown.current }
    } finally {
      if (hold) hold.current = undefined
    }
  }
  return { stop, run }
}

/** As in `2 revoked, 1 refused, 3 not tried`. */
const told = ({ changed, refused, left }: Outcome<unknown>, done: string): string =>
  [
    `${numberWords(changed.length)} ${done}`,
    refused.length > 0 && `${numberWords(refused.length)} refused`,
    left.length > 0 && `${numberWords(left.length)} not tried`,
  ]
    .filter(Boolean)
    .join(', ')

type EndedProps<Row extends { readonly id: string }> = Outcome<Row> &
  Pick<SeveralProps<Row>, 'called' | 'done' | 'onClose'>

function Ended<Row extends { readonly id: string }>({ called, done, onClose, ...outcome }: EndedProps<Row>) {
  const { refused, left } = outcome
  return (
    <>
      <Alert color={refused.length > 0 ? 'red' : 'yellow'} role="alert" title={told(outcome, done)}>
        <List size="sm">
          {refused.map(({ row, refusal }) => (
            <List.Item key={row.id}>
              {called(row)}: {refusal.message}
            </List.Item>
          ))}
        </List>
        {left.length > 0 && <Text size="sm">It was stopped before {namesOf(left.map(called))}.</Text>}
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
