import { type ReactNode, useState } from 'react'
import type { Form } from '../forms/use-form.ts'
import { durationWords } from '../times/duration-words.ts'
import { type End, EndField } from '../times/end-field.tsx'
import { dayWords } from '../times/time-words.ts'

const day = 24 * 3_600_000
const presets = [7, 30, 90, 365]

/** When a token expires: null for never; undefined, where the form offers it, for the same lifetime as before. */
export type Expiry = End

interface Props {
  readonly form: Form<{ expiresAt: Expiry }>
  /** The label of the choice that leaves `expiresAt` undefined; not offered when absent. */
  readonly unchanged?: string
  readonly description?: ReactNode
}

/** The expiry of a token: in a number of days, with the date, at a custom time, or never. */
export function ExpiryField({ form, ...shown }: Props) {
  const [now] = useState(Date.now)
  return (
    <EndField
      label="Expires"
      ownLabel="Expiry date and time, in your time zone"
      lengths={presets.map((days) => ({ label: `In ${dated(days, now)}`, milliseconds: days * day }))}
      field={form.field('expiresAt')}
      onChange={(expiresAt) => form.set({ expiresAt })}
      {...shown}
    />
  )
}

/** The lifetime of a token, as its successor gets it: `90 days, as before · until Feb 28, 2027`. */
export function lifetimeWords(token: { readonly createdAt: string; readonly expiresAt: string | null }): string {
  if (token.expiresAt === null) return 'Never, as before'
  const lifetime = Date.parse(token.expiresAt) - Date.parse(token.createdAt)
  const days = Math.round(lifetime / day)
  if (days < 1) return 'After as long as before'
  return `In ${dated(days, Date.now())}, as before`
}

const dated = (days: number, now: number): string =>
  `${durationWords(`${days}d`)} · ${dayWords(new Date(now + days * day))}`
