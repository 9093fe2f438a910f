import { useCallback, useContext, useMemo, useSyncExternalStore } from 'react'
import { SignedInContext } from '../viewer/viewer.ts'

const listeners = new Set<() => void>()

/**
 * A choice that this browser keeps for the signed-in person: what was kept, and how to keep another; null forgets it.
 * `parse` decides whether what lies there is such a choice, and returns undefined where it is not: anybody can write
 * anything into the store of a browser. It must be the same function on each render.
 */
export function useKept<Value>(
  name: string,
  parse: (kept: unknown) => Value | undefined,
): readonly [kept: Value | undefined, keep: (value: Value | null) => void] {
  const userId = useContext(SignedInContext)?.viewer.user.id ?? ''
  const key = `clustergate:${userId}:${name}`
  const text = useSyncExternalStore(subscribe, () => read(key))
  const kept = useMemo(() => (text === null ? undefined : parse(parsed(text))), [text, parse])
  const keep = useCallback((value: Value | null) => write(key, value), [key])
  return [kept, keep]
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // What another tab has kept.
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** Null as well where the browser keeps nothing for this page. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing is kept then: the choice lasts for the usual one.
  }
  for (const listener of listeners) listener()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
