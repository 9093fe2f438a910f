import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { type Faults, placeOf } from './faults.ts'

interface FieldProps<Value> {
  readonly name: string
  readonly value: Value
  readonly error: string | undefined
  readonly 'aria-invalid': true | undefined
  onChange(given: Value | { readonly currentTarget: { readonly value: string } }): void
}

export interface Form<Values extends object> {
  readonly values: Values
  readonly isBusy: boolean
  /** The error that belongs to no field of this form. */
  readonly general: Refusal | undefined
  /** The props of an input: its value, and the error that the gateway reports for it. */
  field<Name extends keyof Values & string>(name: Name): FieldProps<Values[Name]>
  set(values: Partial<Values>): void
  /** Takes the error away: what it was about has been looked at. */
  forget(): void
  /** For the FaultsContext of a form whose fields have fields inside. */
  readonly faults: Faults
  /** The props of the `<form>`. */
  readonly props: { readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void; readonly noValidate: true }
}

/**
 * The state of a form, which submits once at a time. An error of the gateway is shown at the field that it names, which
 * gets the focus; the values stay.
 */
export function useForm<Values extends object>(
  initial: Values,
  submit: (values: Values) => Promise<void>,
): Form<Values> {
  const [values, setValues] = useState(initial)
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const running = useRef(false)
  const form = useRef<HTMLFormElement>(undefined)
  const places = useRef(new Set<string>())
  const field = refusal?.field
  const atFault =
    field === undefined ? undefined : (placeOf(field, places.current) ?? nameOf(field, Object.keys(values)))
  // In an effect, once the error is rendered: a disabled or hidden input could not get the focus before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same field may be refused again.
  useEffect(() => {
    if (atFault) form.current?.querySelector<HTMLElement>(inputOf(atFault))?.focus()
  }, [refusal])

  const set = (changed: Partial<Values>) => {
    setValues((before) => ({ ...before, ...changed }))
    if (atFault && (atFault.split('.')[0] as string) in changed) setRefusal(undefined)
  }
  const forget = useCallback(() => setRefusal(undefined), [])
  const claim = useCallback((path: string) => {
    places.current.add(path)
    return () => void places.current.delete(path)
  }, [])
  const message = atFault && refusal?.message
  const faults = useMemo(() => ({ at: atFault, message, claim }), [atFault, message, claim])
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // In React, events of a dialog’s form bubble to the form of the page.
    event.stopPropagation()
    if (running.current) return
    form.current = event.currentTarget
    running.current = true
    setBusy(true)
    setRefusal(undefined)
    try {
      await submit(values)
    } catch (error) {
      setRefusal(asRefusal(error))
    } finally {
      running.current = false
      setBusy(false)
    }
  }

  return {
    values,
    isBusy,
    general: atFault ? undefined : refusal,
    field: (name) => ({
      name,
      value: values[name],
      error: atFault === name ? refusal?.message : undefined,
      'aria-invalid': atFault === name || undefined,
      onChange: (given) => set({ [name]: typed(given) } as Partial<Values>),
    }),
    set,
    forget,
    faults,
    props: { onSubmit: (event) => void onSubmit(event), noValidate: true },
  }
}

/**
 * The form field of an error path: `input.permissions.0.databaseId` is `databaseId` where the form has it, else
 * `permissions`.
 */
function nameOf(field: string, names: readonly string[]): string | undefined {
  return field
    .split('.')
    .reverse()
    .find((part) => names.includes(part))
}

/** Where the focus goes for an error: to the input of that name, or to the first one in the place. */
const inputOf = (path: string): string =>
  ['[name=', '[data-place='].map((is) => `${is}"${path}"]`).join() +
  [' input', ' textarea', ' select', ' button'].map((input) => `,[data-place="${path}"]${input}`).join('')

function typed(given: unknown): unknown {
  const isEvent = typeof given === 'object' && given !== null && 'currentTarget' in given
  return isEvent ? (given.currentTarget as { value: string }).value : given
}
