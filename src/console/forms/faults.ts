import { createContext, useContext, useEffect } from 'react'

/** What a form with fields inside of fields tells each of them. */
export interface Faults {
  /** The path of the field at fault. */
  readonly at: string | undefined
  readonly message: string | undefined
  /** Says that a field of this path is shown; returns what takes it back. */
  claim(path: string): () => void
}

export const FaultsContext = createContext<Faults | null>(null)

/**
 * The error of the gateway for the field of a path, such as `grants.0.on.databases`: that of anything inside of it which has
 * no field of its own, too. The field has the path as its `name`, or stands in an element with it as `data-place`, so that
 * the form can put the focus there.
 */
export function useFault(path: string): string | undefined {
  const faults = useContext(FaultsContext)
  const claim = faults?.claim
  useEffect(() => claim?.(path), [claim, path])
  return faults?.at === path ? faults.message : undefined
}

/** The longest of the paths in which the field of an error lies: `input.` is the name of the argument. */
export function placeOf(field: string, paths: Iterable<string>): string | undefined {
  const within = field.replace(/^input\./, '')
  return [...paths]
    .filter((path) => within === path || within.startsWith(`${path}.`))
    .sort((one, other) => other.length - one.length)[0]
}
