import { Anchor, Checkbox, Fieldset, Group, Input, NativeSelect, Stack, Text } from '@mantine/core'
import type { CallerKind, ConditionsInput } from '../../sdk/generated.ts'
import { agreeing } from '../counts/count-words.ts'
import { useFault } from '../forms/faults.ts'
import { LinesField } from '../forms/lines-field.tsx'
import { Add, Remove } from '../forms/rows.tsx'
import { TextAt } from '../forms/text-at.tsx'
import { HoursField } from './hours-field.tsx'

interface Props {
  readonly value: ConditionsInput
  onChange(value: ConditionsInput): void
}

/** The field for the conditions of a group: an empty part of it does not limit. */
export function ConditionsField({ value, onChange }: Props) {
  const error = useFault('conditions')
  const change = (part: ConditionsInput) => onChange({ ...value, ...part })
  return (
    <Stack gap="md">
      <AttributesField
        value={value.attributes ?? []}
        onChange={(attributes) => change({ attributes: some(attributes) })}
      />
      <LinesField
        label="Networks"
        description="The request comes from one of these. One per line. Behind a proxy that the operator has not named to the gateway, all requests come from the address of the proxy."
        placeholder="10.0.0.0/8"
        path="conditions.networks"
        value={value.networks ?? []}
        onChange={(networks) => change({ networks: some(networks) })}
      />
      <HoursField value={value.hours ?? []} onChange={(hours) => change({ hours: some(hours) })} />
      <TextAt
        label="Signed in no longer ago than"
        description="From 1m to 24h. Never holds for a management token."
        placeholder="30m"
        path="conditions.authenticatedWithin"
        value={value.authenticatedWithin ?? ''}
        onChange={(text) => change({ authenticatedWithin: text || null })}
      />
      <CallersField value={value.callers} onChange={(callers) => change({ callers })} />
      {value.mfa && (
        <Checkbox
          label="Second factor"
          description="No way of signing in has one yet: with this condition, the group never counts."
          checked
          onChange={() => change({ mfa: null })}
        />
      )}
      <NeverHolds value={value} onChange={onChange} />
      {error && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  )
}

/** An empty list of conditions is none: only the API writes one that never holds. */
const some = <Row,>(rows: readonly Row[]): readonly Row[] | null => (rows.length > 0 ? rows : null)

function AttributesField({ value, onChange }: ListProps<'attributes'>) {
  const error = useFault('conditions.attributes')
  return (
    <Fieldset legend="Attributes of the person" data-place="conditions.attributes">
      <Stack gap="sm">
        <Text size="xs" c="dimmed">
          All of these must hold. A person without the attribute does not have it. Attributes that groups name can be
          changed only by those who hold what the groups grant by them.
        </Text>
        {value.map(({ key, anyOf }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its position.
          <Group key={at} gap="xs" align="flex-start" wrap="wrap">
            <TextAt
              label={`Attribute ${at + 1}`}
              placeholder="team"
              path={`conditions.attributes.${at}.key`}
              value={key}
              onChange={(changed) => onChange(value.with(at, { key: changed, anyOf }))}
            />
            <LinesField
              label={`Values of attribute ${at + 1}`}
              placeholder="One per line"
              path={`conditions.attributes.${at}.anyOf`}
              value={anyOf}
              onChange={(changed) => onChange(value.with(at, { key, anyOf: changed }))}
            />
            <Remove label={`Remove attribute ${at + 1}`} onClick={() => onChange(value.toSpliced(at, 1))} />
          </Group>
        ))}
        <Add label="Add attribute" onClick={() => onChange([...value, { key: '', anyOf: [] }])} />
        {error && <Input.Error role="alert">{error}</Input.Error>}
      </Stack>
    </Fieldset>
  )
}

interface ListProps<Name extends keyof ConditionsInput> {
  readonly value: NonNullable<ConditionsInput[Name]>
  onChange(value: NonNullable<ConditionsInput[Name]>): void
}

const callerChoices: readonly { readonly label: string; readonly callers: readonly CallerKind[] | null }[] = [
  { label: 'Both', callers: null },
  { label: 'People only', callers: ['PERSON'] },
  { label: 'Management tokens only', callers: ['TOKEN'] },
]

interface CallersProps {
  readonly value: ConditionsInput['callers']
  onChange(value: readonly CallerKind[] | null): void
}

function CallersField({ value, onChange }: CallersProps) {
  const error = useFault('conditions.callers')
  const chosen = value?.length === 1 ? value[0] : undefined
  const label = callerChoices.find(({ callers }) => callers?.[0] === chosen)?.label ?? 'Both'
  return (
    <NativeSelect
      label="People or tokens"
      name="conditions.callers"
      value={label}
      onChange={({ currentTarget }) =>
        onChange(callerChoices.find((choice) => choice.label === currentTarget.value)?.callers ?? null)
      }
      data={callerChoices.map((choice) => choice.label)}
      error={error}
    />
  )
}

/** Conditions that the API takes and no field here shows: a list that is there and empty never holds. */
function NeverHolds({ value, onChange }: Props) {
  const parts = (['attributes', 'networks', 'hours', 'callers'] as const).filter((part) => value[part]?.length === 0)
  if (parts.length === 0) return null
  return (
    <Text size="sm" role="note">
      The group never counts: {parts.join(' and ')} {agreeing(parts.length, 'is', 'are')} limited to nothing.{' '}
      <Anchor
        component="button"
        type="button"
        inherit
        onClick={() => onChange({ ...value, ...Object.fromEntries(parts.map((part) => [part, null])) })}
      >
        Remove the limit
      </Anchor>
    </Text>
  )
}
