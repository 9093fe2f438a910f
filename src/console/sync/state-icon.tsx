import type { OpenState } from './sync-words.ts'

const paths: Readonly<Record<OpenState, string>> = {
  // A clock, an exclamation mark, and a sign for “not equal”.
  PENDING: 'M8 4.5V8l2.5 1.5',
  FAILED: 'M8 4.2v4.3M8 11.2v.6',
  DRIFTED: 'M5 6.6h6M5 9.4h6M9.6 4.6 6.4 11.4',
}

/** The sign of a state, so that it is not told by its colour alone; its word stands beside it. */
export function StateIcon({ state }: { readonly state: OpenState }) {
  return (
    <svg width="14" height="14" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" strokeWidth="1.4" />
      <path d={paths[state]} strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
