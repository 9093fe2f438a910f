import { useEffect, useRef, useState } from 'react'
import { useClient } from 'urql'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import type { Rehearse, Told } from '../api/rehearse.ts'

/** How far a dialog is with finding out what its action would do. */
export type Rehearsed<Data = unknown> =
  | { readonly state: 'not asked' | 'asking' | 'unknown' }
  | ({ readonly state: 'told' } & Told<Data>)
  | { readonly state: 'refused'; readonly refusal: Refusal }

/** A person is not kept from acting for longer by a rehearsal that does not come. */
const waitMilliseconds = 5_000

/** Codes that say nothing about the action, only that the gateway could not look. */
const saysNothing: ReadonlySet<Refusal['code']> = new Set([
  'NO_ANSWER',
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
])

/**
 * Rehearses the action of a dialog when that opens, once; and again for another `choice`, where a form has one that
 * matters. Undefined asks nothing.
 */
export function useRehearsal<Data>(rehearse: (() => Rehearse<Data>) | undefined, choice = ''): Rehearsed<Data> {
  const [rehearsed, setRehearsed] = useState<Rehearsed<Data>>({ state: rehearse ? 'asking' : 'not asked' })
  const client = useClient()
  const latest = useRef(rehearse)
  latest.current = rehearse
  const isAsked = rehearse !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is another rehearsal.
  useEffect(() => {
    if (!isAsked) return setRehearsed({ state: 'not asked' })
    let isOver = false
    const end = (last: Rehearsed<Data>) => {
      if (!isOver) setRehearsed(last)
      isOver = true
    }
    setRehearsed({ state: 'asking' })
    const timer = setTimeout(() => end({ state: 'unknown' }), waitMilliseconds)
    latest
      .current?.()(client)
      .then(
        (told) => end({ state: 'told', ...told }),
        (error: unknown) => {
          const refusal = asRefusal(error)
          end(saysNothing.has(refusal.code) ? { state: 'unknown' } : { state: 'refused', refusal })
        },
      )
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [isAsked, choice])
  return rehearsed
}

/** Whether the action may be taken: not while the gateway looks, and not where it would refuse. */
export const mayGoOn = ({ state }: Rehearsed): boolean => state !== 'asking' && state !== 'refused'
