import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { GroupDetailsFragment, Permission } from '../../sdk/generated.ts'
import type { Rehearse } from '../api/rehearse.ts'
import { useRehearsal } from '../dialogs/use-rehearsal.ts'
import { FaultsContext } from '../forms/faults.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { Section } from '../frame/section.tsx'
import { heldAnywhere, useSignedIn } from '../viewer/viewer.ts'
import { ConditionsField } from './conditions-field.tsx'
import { GrantsField } from './grants-field.tsx'
import classes from './group-form.module.css'
import { GroupPreview } from './group-preview.tsx'
import { changesOf, type GroupValues, isComplete } from './group-values.ts'

interface Props {
  readonly initial: GroupValues
  /** Whether the group is being created: its key never changes later. */
  readonly isNew: boolean
  readonly label: string
  /** Where its Cancel leads. */
  readonly back: string
  /** The version that the changes are compared with: after another one, they are rehearsed again. */
  readonly version?: number
  /** Rehearses what saving would do; undefined where nothing is changed. */
  rehearse(values: GroupValues): Rehearse<GroupDetailsFragment | undefined> | undefined
  save(values: GroupValues): Promise<void>
}

/** How long the gateway is not asked while somebody types. */
const pauseMilliseconds = 600

/** The form for a custom group, with what it says in words, and what saving it would do. */
export function GroupForm({ initial, isNew, label, back, version, rehearse, save }: Props) {
  const { viewer } = useSignedIn()
  const form = useForm(initial, save)
  const { values, set, forget } = form
  const before = useRef(initial)
  // Another version has been looked at: what is not changed here is taken from it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only for another version.
  useEffect(() => {
    set({ ...initial, ...changesOf(before.current, values) })
    before.current = initial
    forget()
  }, [initial])
  const [settled] = useDebouncedValue(values, pauseMilliseconds)
  const isWhole = isComplete(settled)
  const asked = isWhole ? rehearse(settled) : undefined
  const rehearsed = useRehearsal(asked && (() => asked), JSON.stringify([settled, version]))
  const told = rehearsed.state === 'told' ? rehearsed.data : undefined
  const offered = new Set<Permission>([
    ...heldAnywhere(viewer),
    ...initial.grants.flatMap((grant) => grant.permissions),
  ])
  return (
    <FaultsContext value={form.faults}>
      <form {...form.props}>
        <div className={classes['columns']}>
          <Stack gap="lg">
            <Section title="What it is called">
              <Stack>
                <TextInput
                  label="Name"
                  required
                  autoComplete="off"
                  {...form.field('name')}
                  onChange={({ currentTarget: { value: name } }) => {
                    const followsName = isNew && values.key === keyOf(values.name)
                    set({ name, ...(followsName && { key: keyOf(name) }) })
                  }}
                />
                <TextInput
                  label="Key"
                  description={
                    isNew
                      ? 'Its name for programs: a small letter, then small letters, digits and hyphens. It never changes.'
                      : 'It never changes.'
                  }
                  required
                  autoComplete="off"
                  disabled={!isNew}
                  {...form.field('key')}
                />
                <Textarea label="Description" autosize minRows={1} maxRows={6} {...form.field('description')} />
              </Stack>
            </Section>
            <Section title="When it counts">
              <ConditionsField value={values.conditions} onChange={(conditions) => set({ conditions })} />
            </Section>
            <Section title="What it grants">
              <GrantsField
                value={values.grants}
                offered={[...offered]}
                summaries={told?.grants.map(({ on }) => on.summary) ?? []}
                onChange={(grants) => set({ grants })}
              />
            </Section>
          </Stack>
          <aside className={classes['preview']}>
            <Section title="What would happen">
              <GroupPreview rehearsed={rehearsed} isWhole={isWhole} />
            </Section>
          </aside>
        </div>
        <Stack mt="lg">
          <FormEnd form={form} label={label}>
            <Button variant="default" component={Link} href={back}>
              Cancel
            </Button>
          </FormEnd>
        </Stack>
      </form>
    </FaultsContext>
  )
}

/** A key for a name, as long as no other is typed. */
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 63)
