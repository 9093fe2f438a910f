import { SegmentedControl } from '@mantine/core'
import { useTimeStyle } from './use-time-style.ts'

/** Switches all times between distances and exact times, and keeps the choice of the person. */
export function TimeSwitch() {
  const [style, choose] = useTimeStyle()
  return (
    <SegmentedControl
      size="xs"
      aria-label="Times"
      value={style}
      onChange={choose}
      data={[
        { value: 'relative', label: 'Relative times' },
        { value: 'exact', label: 'Exact times' },
      ]}
    />
  )
}
