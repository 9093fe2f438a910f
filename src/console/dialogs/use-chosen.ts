import { useState } from 'react'

export type Choose<Deed extends string, Row> = (deed: Deed, row: Row) => void

export interface Chosen<Deed extends string, Row> {
  readonly row: Row | undefined
  readonly choose: Choose<Deed, Row>
  /** What the dialog of a deed needs. */
  dialog(deed: Deed): { readonly isOpen: boolean; onClose(): void }
}

/**
 * What is to be done with which row of a list. The dialogs stand beside the list, not in its rows: a row that leaves the
 * page takes no dialog along. The row stays as it was when it was chosen, its version included.
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
