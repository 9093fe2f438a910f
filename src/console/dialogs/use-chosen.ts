import { useState } from 'react'

export type Choose<Deed extends string, Row> = (deed: Deed, row: Row) => void

export interface Chosen<Deed extends string, Row> {
  readonly row: Row | undefined
  readonly choose: Choose<Deed, Row>
  /** The props of the dialog of an action. */
  dialog(deed: Deed): { readonly isOpen: boolean; onClose(): void }
}

/**
 * The action that was chosen for a row of a list. Dialogs are mounted beside the list, not in its rows, so that a row
 * that leaves the page takes no dialog along. The row is kept as it was when it was chosen, its version included.
 */
export function useChosen<Deed extends string, Row>(): Chosen<Deed, Row> {
  const [row, setRow] = useState<Row>()
  const [deed, setDeed] = useState<Deed>()
  return {
    row,
    choose: (next, of) => {
      setRow(of)
      setDeed(next)
    },
    dialog: (name) => ({ isOpen: deed === name, onClose: () => setDeed(undefined) }),
  }
}
