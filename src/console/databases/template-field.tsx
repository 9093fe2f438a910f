import { Button, Fieldset, Group, Input, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { PartitionPartInput } from '../../sdk/generated.ts'
import type { Form } from '../forms/use-form.ts'
import { templateTimes } from './template-words.ts'

/** A partition template as the API takes it; undefined for the default: of a table, that of its database. */
export type Template = readonly PartitionPartInput[] | undefined

const byDay = templateTimes[0].value
const newPart: Record<PartitionPartInput['kind'], PartitionPartInput> = {
  TIME: { kind: 'TIME', value: byDay },
  TAG: { kind: 'TAG', value: '' },
  TAG_BUCKET: { kind: 'TAG_BUCKET', value: '', buckets: 100 },
}
const own = 'own'

interface Props {
  readonly form: Form<{ partitionTemplate: Template }>
  /** The label of the default template; by day when absent. */
  readonly otherwise?: string
}

/** The field for a partition template: by time alone, or by tags and time. It cannot be changed afterwards. */
export function TemplateField({ form, otherwise }: Props) {
  const usual = otherwise === undefined ? byDay : ''
  const [choice, setChoice] = useState<string>(usual)
  const { name, value = [], error } = form.field('partitionTemplate')
  const change = (partitionTemplate: Template) => form.set({ partitionTemplate })
  const choose = (chosen: string) => {
    setChoice(chosen)
    if (chosen === own) change([newPart.TAG, newPart.TIME])
    else change(chosen === usual ? undefined : [{ kind: 'TIME', value: chosen }])
  }
  return (
    <Stack gap="xs">
      <NativeSelect
        label="Partition by"
        description="How rows are grouped into files. It cannot be changed later."
        name={name}
        value={choice}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...(otherwise === undefined ? [] : [{ value: '', label: otherwise }]),
          ...templateTimes,
          { value: own, label: 'Tags and time' },
        ]}
        error={choice === own ? undefined : error}
      />
      {choice === own && (
        <Fieldset legend="Parts, in order">
          <Stack gap="sm">
            {value.map((part, at) => (
              <PartFields
                // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its position.
                key={at}
                part={part}
                place={at + 1}
                onChange={(changed) => change(value.with(at, changed))}
                onRemove={() => change(value.toSpliced(at, 1))}
                onRaise={() => change(value.toSpliced(at, 1).toSpliced(at - 1, 0, part))}
              />
            ))}
            <Group gap="xs">
              <Button size="compact-sm" variant="default" onClick={() => change([...value, newPart.TAG])}>
                Add tag
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => change([...value, newPart.TAG_BUCKET])}>
                Add tag in buckets
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => change([...value, newPart.TIME])}>
                Add time
              </Button>
            </Group>
            {error && <Input.Error role="alert">{error}</Input.Error>}
          </Stack>
        </Fieldset>
      )}
    </Stack>
  )
}

interface PartFieldsProps {
  readonly part: PartitionPartInput
  readonly place: number
  onChange(part: PartitionPartInput): void
  onRemove(): void
  onRaise(): void
}

function PartFields({ part, place, onChange, onRemove, onRaise }: PartFieldsProps) {
  return (
    <div>
      {part.kind === 'TIME' ? (
        <NativeSelect
          label={`Part ${place}: time`}
          value={part.value}
          onChange={(event) => onChange({ ...part, value: event.currentTarget.value })}
          data={[...templateTimes]}
        />
      ) : (
        <Group gap="xs" align="flex-end" grow>
          <TextInput
            label={`Part ${place}: tag`}
            autoComplete="off"
            value={part.value}
            onChange={(event) => onChange({ ...part, value: event.currentTarget.value })}
          />
          {part.kind === 'TAG_BUCKET' && (
            <NumberInput
              label={`Buckets of part ${place}`}
              value={part.buckets ?? ''}
              onChange={(buckets) => onChange({ ...part, buckets: Number(buckets) })}
              allowDecimal={false}
              allowNegative={false}
              hideControls
            />
          )}
        </Group>
      )}
      <Group gap="xs" mt={4}>
        {place > 1 && (
          <Button size="compact-xs" variant="subtle" onClick={onRaise} aria-label={`Move part ${place} up`}>
            Move up
          </Button>
        )}
        <Button size="compact-xs" variant="subtle" onClick={onRemove} aria-label={`Remove part ${place}`}>
          Remove
        </Button>
      </Group>
    </div>
  )
}
