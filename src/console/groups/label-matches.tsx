import { Fieldset, Group, Input, NativeSelect, Stack, Text } from '@mantine/core'
import type { LabelMatchInput } from '../../sdk/generated.ts'
import { useFault } from '../forms/faults.ts'
import { LinesField } from '../forms/lines-field.tsx'
import { Add, Remove } from '../forms/rows.tsx'
import { TextAt } from '../forms/text-at.tsx'
import { capital } from './permission-words.ts'

type How = 'anyOf' | 'noneOf' | 'sameAs'

const hows: readonly { readonly value: How; readonly label: string }[] = [
  { value: 'anyOf', label: 'is one of' },
  { value: 'noneOf', label: 'is none of' },
  { value: 'sameAs', label: 'is the person’s attribute' },
]

const howOf = ({ noneOf, sameAs }: LabelMatchInput): How =>
  typeof sameAs === 'string' ? 'sameAs' : noneOf ? 'noneOf' : 'anyOf'

interface Props {
  /** The number of the grant. */
  readonly number: number
  readonly path: string
  readonly value: readonly LabelMatchInput[]
  onChange(value: readonly LabelMatchInput[]): void
}

/** The field for conditions on the labels of databases. */
export function LabelsField({ number, path, value, onChange }: Props) {
  const error = useFault(path)
  return (
    <Fieldset legend={`Labels of grant ${number}`} data-place={path}>
      <Stack gap="md">
        {value.map((match, at) => (
          <OneMatch
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its position.
            key={at}
            match={match}
            called={`label ${at + 1} of grant ${number}`}
            path={`${path}.${at}`}
            onChange={(changed) => onChange(value.with(at, changed))}
            onRemove={() => onChange(value.toSpliced(at, 1))}
          />
        ))}
        <Add label={`Add label to grant ${number}`} onClick={() => onChange([...value, { key: '', anyOf: [] }])} />
        {error && <Input.Error role="alert">{error}</Input.Error>}
      </Stack>
    </Fieldset>
  )
}

interface OneProps {
  readonly match: LabelMatchInput
  /** Which one it is, for the labels of its fields. */
  readonly called: string
  readonly path: string
  onChange(match: LabelMatchInput): void
  onRemove(): void
}

function OneMatch({ match, called, path, onChange, onRemove }: OneProps) {
  const error = useFault(path)
  const { key } = match
  const how = howOf(match)
  const values = match.anyOf ?? match.noneOf ?? []
  const choose = (chosen: string) =>
    onChange(
      chosen === 'sameAs'
        ? { key, sameAs: key }
        : chosen === 'noneOf'
          ? { key, noneOf: values }
          : { key, anyOf: values },
    )
  return (
    <Stack gap={4} role="group" aria-label={capital(called)} data-place={path}>
      <Group gap="xs" align="flex-start">
        <TextAt
          label={`Key of ${called}`}
          placeholder="team"
          path={`${path}.key`}
          value={key}
          onChange={(changed) => onChange({ ...match, key: changed })}
        />
        <NativeSelect
          label={`Rule of ${called}`}
          value={how}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={[...hows]}
        />
        {how === 'sameAs' ? (
          <TextAt
            label={`Attribute for ${called}`}
            placeholder="team"
            path={`${path}.sameAs`}
            value={match.sameAs ?? ''}
            onChange={(sameAs) => onChange({ key, sameAs })}
          />
        ) : (
          <LinesField
            label={`Values of ${called}`}
            placeholder="One per line"
            path={`${path}.${how}`}
            value={values}
            onChange={(changed) => onChange(how === 'noneOf' ? { key, noneOf: changed } : { key, anyOf: changed })}
          />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {traps[how]}
      </Text>
      {error && <Input.Error role="alert">{error}</Input.Error>}
      <Group>
        <Remove label={`Remove ${called}`} onClick={onRemove} />
      </Group>
    </Stack>
  )
}

/** What is easily overlooked about a rule. */
const traps: Readonly<Record<How, string>> = {
  anyOf: 'A database without the label does not match.',
  noneOf: 'A database without the label matches, too: it has none of these values.',
  sameAs:
    'For a person without the attribute, no database matches. Those who may change people’s attributes, or the labels of databases, decide what this reaches.',
}
