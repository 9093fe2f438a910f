import type { ReactNode } from 'react'
import type { Form } from '../forms/use-form.ts'
import { type End, EndField } from '../times/end-field.tsx'

const day = 24 * 3_600_000
const lengths = [7, 30, 90, 365].map((days) => ({ label: `In ${days} days`, milliseconds: days * day }))

/** When a token expires: null for never; undefined, where the form offers it, for the same lifetime as before. */
export type Expiry = End

interface Props {
  readonly form: Form<{ expiresAt: Expiry }>
  /** The label of the choice that leaves `expiresAt` undefined; not offered when absent. */
  readonly unchanged?: string
  readonly description?: ReactNode
}

/** The expiry of a token: in a number of days, at a custom time, or never. */
export function ExpiryField({ form, ...shown }: Props) {
  return (
    <EndField
      label="Expires"
      ownLabel="Expiry date and time, in your time zone"
      lengths={lengths}
      field={form.field('expiresAt')}
      onChange={(expiresAt) => form.set({ expiresAt })}
      {...shown}
    />
  )
}
