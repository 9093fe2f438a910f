import { Autocomplete, Checkbox, Fieldset, Group, Input, Stack, Text } from '@mantine/core'
import type { HoursInput, Weekday } from '../../sdk/generated.ts'
import { useFault } from '../forms/faults.ts'
import { Add, Remove } from '../forms/rows.tsx'
import { TextAt } from '../forms/text-at.tsx'
import { ownTimeZone, timeZones } from '../times/time-words.ts'

const days = [
  { day: 'MONDAY', short: 'Mon' },
  { day: 'TUESDAY', short: 'Tue' },
  { day: 'WEDNESDAY', short: 'Wed' },
  { day: 'THURSDAY', short: 'Thu' },
  { day: 'FRIDAY', short: 'Fri' },
  { day: 'SATURDAY', short: 'Sat' },
  { day: 'SUNDAY', short: 'Sun' },
] as const satisfies readonly { readonly day: Weekday; readonly short: string }[]

const weekdays = days.slice(0, 5).map(({ day }) => day)
const zonesShown = 20

interface Props {
  readonly value: readonly HoursInput[]
  onChange(value: readonly HoursInput[]): void
}

/** The field for the hours in which a group counts. */
export function HoursField({ value, onChange }: Props) {
  const error = useFault('conditions.hours')
  return (
    <Fieldset legend="Hours" data-place="conditions.hours">
      <Stack gap="md">
        <Text size="xs" c="dimmed">
          It is within one of these, by the clock of the gateway. Hours that end before they begin last into the next
          day; the days are those on which they begin.
        </Text>
        {value.map((hours, at) => (
          <OneOfHours
            // biome-ignore lint/suspicious/noArrayIndexKey: hours have no identity but their position.
            key={at}
            hours={hours}
            place={at}
            onChange={(changed) => onChange(value.with(at, changed))}
            onRemove={() => onChange(value.toSpliced(at, 1))}
          />
        ))}
        <Add
          label="Add hours"
          onClick={() =>
            onChange([...value, { days: weekdays, from: '08:00', to: '18:00', zone: ownTimeZone() || 'UTC' }])
          }
        />
        {error && <Input.Error role="alert">{error}</Input.Error>}
      </Stack>
    </Fieldset>
  )
}

interface OneProps {
  readonly hours: HoursInput
  readonly place: number
  onChange(hours: HoursInput): void
  onRemove(): void
}

function OneOfHours({ hours, place, onChange, onRemove }: OneProps) {
  const path = `conditions.hours.${place}`
  const errorOfDays = useFault(`${path}.days`)
  const errorOfZone = useFault(`${path}.zone`)
  const number = place + 1
  return (
    <Stack gap="xs" role="group" aria-label={`Hours ${number}`} data-place={path}>
      <Checkbox.Group
        label={`Days of hours ${number}`}
        value={[...hours.days]}
        onChange={(chosen) =>
          onChange({ ...hours, days: days.map(({ day }) => day).filter((day) => chosen.includes(day)) })
        }
        error={errorOfDays}
      >
        <Group gap="sm" my={4} data-place={`${path}.days`}>
          {days.map(({ day, short }) => (
            <Checkbox key={day} size="xs" value={day} label={short} />
          ))}
        </Group>
      </Checkbox.Group>
      <Group gap="xs" align="flex-start">
        <TextAt
          label={`Hours ${number} from`}
          placeholder="08:00"
          path={`${path}.from`}
          value={hours.from}
          onChange={(from) => onChange({ ...hours, from })}
        />
        <TextAt
          label={`Hours ${number} to`}
          placeholder="18:00"
          path={`${path}.to`}
          value={hours.to}
          onChange={(to) => onChange({ ...hours, to })}
        />
        <Autocomplete
          label={`Time zone of hours ${number}`}
          name={`${path}.zone`}
          data={zones}
          limit={zonesShown}
          value={hours.zone}
          onChange={(zone) => onChange({ ...hours, zone })}
          error={errorOfZone}
        />
      </Group>
      <Group>
        <Remove label={`Remove hours ${number}`} onClick={onRemove} />
      </Group>
    </Stack>
  )
}

const zones: readonly string[] = ['UTC', ...timeZones().filter((zone) => zone !== 'UTC')]
