import { VisuallyHidden } from '@mantine/core'
import { numberWords } from '../counts/count-words.ts'
import type { Series } from './series.ts'

interface Props {
  readonly label: string
  readonly days: readonly string[]
  dayName(day: Date): string
  readonly series: readonly Series[]
}

/** The numbers of a chart as a table for screen readers; days without any count are left out. */
export function DayTable({ label, days, dayName, series }: Props) {
  const counted = days.map((_, at) => at).filter((at) => series.some(({ counts }) => (counts[at] ?? 0) > 0))
  if (counted.length === 0) return null
  return (
    <VisuallyHidden>
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counted.map((at) => (
            <tr key={days[at]}>
              <th scope="row">{dayName(new Date(days[at] as string))}</th>
              {series.map(({ name, counts }) => (
                <td key={name}>{numberWords(counts[at] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  )
}
