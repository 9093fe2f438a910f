import { VisuallyHidden } from '@mantine/core'
import { type PointerEvent, useId, useState } from 'react'
import { compactNumber, counted, numberWords } from '../counts/count-words.ts'
import { dayWords, shortDay, shortUtcDay, utcDayWords } from '../times/time-words.ts'
import classes from './day-bars.module.css'
import { DayTable } from './day-table.tsx'
import { axisEnd } from './scale.ts'
import type { Series } from './series.ts'

interface Props {
  /** What is counted: “Requests by day”. */
  readonly label: string
  /** The starts of the days, the newest last; at least one. */
  readonly days: readonly string[]
  /** Whether they are days of UTC, which is said then; else they are those of the reader. */
  readonly isUtc?: boolean
  /** Stacked in this order, the first one at the bottom. */
  readonly series: readonly Series[]
  /** Told in the place of bars where all counts are zero. */
  readonly empty: string
}

/** The height of the plot in its own units; the least that a count is drawn with, so that one denial among many is seen. */
const plotHeight = 100
const leastHeight = 2.5

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

/**
 * Counts by day as stacked bars. The legend tells the numbers of the day below the pointer, or chosen by the arrow keys,
 * and of all days otherwise; a table tells all of them to screen readers.
 */
export function DayBars({ label, days, isUtc = false, series, empty }: Props) {
  const [chosen, setChosen] = useState<number>()
  const titleId = useId()
  const [dayName, shortName] = isUtc ? [utcDayWords, shortUtcDay] : [dayWords, shortDay]
  const at = chosen === undefined ? undefined : Math.min(chosen, days.length - 1)
  const totals = days.map((_, day) => sum(series.map(({ counts }) => counts[day] ?? 0)))
  const most = Math.max(...totals)
  const end = axisEnd(most)
  const when = at === undefined ? counted(days.length, 'day') : dayName(new Date(days[at] as string))
  const told = series.map(({ name, color, counts }) => ({
    name,
    color,
    count: at === undefined ? sum(counts) : (counts[at] ?? 0),
  }))
  const follow = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const day = Math.floor(((clientX - left) / width) * days.length)
    setChosen(Math.min(Math.max(day, 0), days.length - 1))
  }
  return (
    <figure className={classes['figure']} aria-labelledby={titleId}>
      <VisuallyHidden id={titleId}>{label}</VisuallyHidden>
      <figcaption className={classes['legend']}>
        <span className={classes['when']}>
          {when}
          {isUtc && ' (UTC)'}
        </span>
        {told.map(({ name, color, count }) => (
          <span key={name}>
            <span className={classes['key']} style={{ background: color }} />
            {name} <b>{numberWords(count)}</b>
          </span>
        ))}
      </figcaption>
      <div className={classes['frame']}>
        <div className={classes['ticks']} aria-hidden="true">
          {[end, end / 2, 0].map((tick) => (
            <span key={tick}>{compactNumber(tick)}</span>
          ))}
        </div>
        <div
          className={classes['plot']}
          onPointerMove={follow}
          onPointerDown={follow}
          onPointerLeave={() => setChosen(undefined)}
        >
          <svg aria-hidden="true" viewBox={`0 0 ${days.length} ${plotHeight}`} preserveAspectRatio="none">
            {at !== undefined && <rect className={classes['column']} x={at} y={0} width={1} height={plotHeight} />}
            {most > 0 && days.map((day, index) => <Bar key={day} at={index} series={series} end={end} />)}
          </svg>
          {most === 0 && <span className={classes['empty']}>{empty}</span>}
          <VisuallyHidden>
            <input
              type="range"
              className={classes['chooser']}
              aria-label={`Day of “${label}”`}
              aria-valuetext={[when, ...told.map(({ name, count }) => `${name}: ${numberWords(count)}`)].join(', ')}
              min={0}
              max={days.length - 1}
              value={at ?? days.length - 1}
              onFocus={() => setChosen(days.length - 1)}
              onBlur={() => setChosen(undefined)}
              onChange={(event) => setChosen(Number(event.currentTarget.value))}
            />
          </VisuallyHidden>
        </div>
        <div className={classes['days']} aria-hidden="true">
          {[...new Set([0, Math.floor((days.length - 1) / 2), days.length - 1])].map((day) => (
            <span key={day}>{shortName(new Date(days[day] as string))}</span>
          ))}
        </div>
      </div>
      <DayTable label={isUtc ? `${label}, in UTC` : label} days={days} dayName={dayName} series={series} />
    </figure>
  )
}

/** The bar of one day: a piece for each series that has a count. */
function Bar({ at, series, end }: { readonly at: number; readonly series: readonly Series[]; readonly end: number }) {
  let top = plotHeight
  return series.map(({ name, color, counts }) => {
    const count = counts[at] ?? 0
    if (count === 0) return null
    const height = Math.max((count / end) * plotHeight, leastHeight)
    top = Math.max(top - height, 0)
    return <rect key={name} x={at + 0.14} y={top} width={0.72} height={height} style={{ fill: color }} />
  })
}
