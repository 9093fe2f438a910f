import { Button, Checkbox, Fieldset, Group, Input, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Permission } from '../../sdk/generated.ts'
import classes from './permission-choice.module.css'
import { bySubject, capital } from './permission-words.ts'

/** Permissions that are chosen at once. */
export interface Preset {
  readonly title: string
  readonly permissions: readonly Permission[]
}

interface Props {
  /** The permissions that are shown. */
  readonly offered: readonly Permission[]
  /** Those of them that cannot be chosen here, and why. */
  readonly closed?: { readonly has: (permission: Permission) => boolean; readonly why: ReactNode }
  /** Whether those that cannot be chosen are shown, too: as what is not to be had. */
  readonly showsClosed?: boolean
  readonly presets?: readonly Preset[]
  readonly name: string
  readonly value: readonly Permission[]
  readonly error: string | undefined
  onChange(value: readonly Permission[]): void
}

/** The field for permissions: a row for each resource, with buttons that choose many at once. */
export function PermissionChoice(props: Props) {
  const { offered, closed, showsClosed = false, name, value, error, onChange } = props
  const open = offered.filter((permission) => !closed?.has(permission))
  const presets = props.presets ?? [
    { title: 'Read only', permissions: open.filter((permission) => permission.endsWith('_READ')) },
    { title: 'All', permissions: open },
    { title: 'None', permissions: [] },
  ]
  // What was chosen before the place was changed is still shown, to be taken away.
  const shown = offered.filter((permission) => showsClosed || open.includes(permission) || value.includes(permission))
  const toggle = (permission: Permission) =>
    onChange(offered.filter((one) => (one === permission ? !value.includes(permission) : value.includes(one))))
  return (
    <Fieldset legend="Permissions" data-place={name} className={classes['choice']}>
      <Group gap="xs" mb="sm">
        {presets.map(({ title, permissions }) => (
          <Button
            key={title}
            size="compact-xs"
            variant={isSame(permissions, value) ? 'light' : 'default'}
            aria-pressed={isSame(permissions, value)}
            disabled={!permissions.every((permission) => open.includes(permission))}
            onClick={() => onChange(offered.filter((one) => permissions.includes(one)))}
          >
            {title}
          </Button>
        ))}
      </Group>
      {bySubject(shown).map(({ title, permissions }) => (
        <div key={title} className={classes['subject']}>
          <Text size="sm">{title}</Text>
          <div className={classes['verbs']}>
            {permissions.map(({ permission, word, slot }) => (
              <Checkbox
                key={permission}
                name={name}
                size="xs"
                wrapperProps={{ 'data-slot': slot }}
                label={capital(word)}
                aria-label={`${title}: ${word} (${permission})`}
                checked={value.includes(permission)}
                disabled={!open.includes(permission) && !value.includes(permission)}
                onChange={() => toggle(permission)}
              />
            ))}
          </div>
        </div>
      ))}
      {closed && open.length < offered.length && (
        <Text size="xs" c="dimmed" mt="xs" component="div">
          {closed.why}
        </Text>
      )}
      {error && (
        <Input.Error mt="xs" role="alert">
          {error}
        </Input.Error>
      )}
    </Fieldset>
  )
}

const isSame = (some: readonly Permission[], others: readonly Permission[]): boolean =>
  some.length === others.length && some.every((permission) => others.includes(permission))
