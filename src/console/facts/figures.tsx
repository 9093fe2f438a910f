import type { ReactNode } from 'react'
import classes from './figures.module.css'

export interface Figure {
  readonly label: string
  readonly value: ReactNode
  /** What makes the value clearer, in a few words. */
  readonly note?: ReactNode
}

/** What a person looks for first on a page, in a row across its top. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={classes['figures']}>
      {figures.map(({ label, value, note }) => (
        <div key={label} className={classes['figure']}>
          <dt>{label}</dt>
          <dd className={classes['value']}>{value}</dd>
          {note && <dd className={classes['note']}>{note}</dd>}
        </div>
      ))}
    </dl>
  )
}
