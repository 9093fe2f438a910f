import { Table } from '@mantine/core'
import { numberWords } from '../counts/count-words.ts'
import { retentionText } from '../databases/retention-field.tsx'
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
}

/** What differs between the gateway and the cluster, side by side. */
export function Differences({ differences, cluster }: Props) {
  return (
    <Table aria-label="Differences" verticalSpacing={6} mb="sm" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Setting</Table.Th>
          <Table.Th scope="col">Here</Table.Th>
          <Table.Th scope="col">On {cluster}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differences.map(({ field, here, onCluster }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{labelOf(field)}</Table.Th>
            <Table.Td>{valueText(field, here)}</Table.Td>
            <Table.Td>{valueText(field, onCluster)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
