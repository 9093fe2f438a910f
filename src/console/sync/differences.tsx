import type { ReactNode } from 'react'
import { numberWords } from '../counts/count-words.ts'
import { retentionText } from '../databases/retention-field.tsx'
import classes from './differences.module.css'
import type { Sync } from './sync-words.ts'

export type Difference = Sync['differences'][number]

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  retentionPeriod: 'Retention',
  maxTables: 'Table limit',
  maxColumnsPerTable: 'Column limit',
}

export const labelOf = (field: string): string => labels[field] ?? field

/** A value of a field in words. */
export function valueText(field: string, value: unknown): string {
  if (field === 'retentionPeriod') return retentionText(typeof value === 'string' ? value : null)
  if (value === null || value === undefined) return 'Not set'
  if (typeof value === 'number') return numberWords(value)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, m: 60, s: 1 }

/** How long a retention period of the gateway, such as `1d12h`, is; for ever without one. */
const secondsOf = (period: unknown): number =>
  typeof period === 'string'
    ? [...period.matchAll(/(\d+(?:\.\d+)?)([dhms])/g)].reduce(
        (total, [, amount, unit]) => total + Number(amount) * (unitSeconds[unit as string] as number),
        0,
      )
    : Number.POSITIVE_INFINITY

/** Whether data is lost when one retention period becomes another. */
export const shortens = (from: unknown, to: unknown): boolean => secondsOf(to) < secondsOf(from)

interface Props {
  readonly differences: readonly Difference[]
  readonly cluster: string
  /** What settling it either way does, below the side that would count. */
  readonly ways?: { readonly here: ReactNode; readonly onCluster: ReactNode }
}

/** What differs between the gateway and the cluster, side by side. */
export function Differences({ differences, cluster, ways }: Props) {
  return (
    <table className={classes['sides']} aria-label="Differences">
      <thead>
        <tr>
          <th scope="col">Setting</th>
          <th scope="col">Here</th>
          <th scope="col">On {cluster}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, here, onCluster }) => (
          <tr key={field}>
            <th scope="row">{labelOf(field)}</th>
            <td>
              <span className={classes['here']}>{valueText(field, here)}</span>
            </td>
            <td>
              <span className={classes['there']}>{valueText(field, onCluster)}</span>
            </td>
          </tr>
        ))}
      </tbody>
      {ways && (
        <tfoot>
          <tr>
            <th scope="row">To settle it</th>
            <td>{ways.here}</td>
            <td>{ways.onCluster}</td>
          </tr>
        </tfoot>
      )}
    </table>
  )
}
