import { useRef } from 'react'
import { useDialogInUrl } from './dialog-in-url.ts'
import type { Chosen } from './use-chosen.ts'

/**
 * The action that is open on the page of one thing, kept in the URL: a link opens its dialog, and back closes it. The thing is
 * kept as it was when the dialog opened, its version included. `isOffered` says which actions it has for the viewer, so
 * that a link opens no others.
 */
export function useDeeds<Deed extends string, Row>(
  row: Row | undefined,
  isOffered: (deed: Deed, row: Row) => boolean,
): Chosen<Deed, Row> {
  const { name, open, close } = useDialogInUrl()
  const kept = useRef<Row>(undefined)
  if (name === null || kept.current === undefined) kept.current = row
  const of = kept.current
  return {
    row: of,
    choose: (deed) => open(deed),
    dialog: (deed) => ({ isOpen: name === deed && of !== undefined && isOffered(deed, of), onClose: close }),
  }
}
