import { Button, Checkbox, Fieldset, Group, Input, Text } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import classes from './permission-matrix.module.css'
import { bySubject } from './permission-words.ts'

interface Props {
  /** The permissions to choose from. */
  readonly offered: readonly Permission[]
  /** Those of them that cannot be chosen here, and why. */
  readonly closed?: { readonly has: (permission: Permission) => boolean; readonly why: string }
  readonly name: string
  readonly value: readonly Permission[]
  readonly error: string | undefined
  onChange(value: readonly Permission[]): void
}

/** The field for permissions: a row for each resource, with buttons that choose many at once. */
export function PermissionMatrix({ offered, closed, name, value, error, onChange }: Props) {
  const open = offered.filter((permission) => !closed?.has(permission))
  // What was chosen before the place was changed is still shown, to be taken away.
  const shown = offered.filter((permission) => open.includes(permission) || value.includes(permission))
  const quick = [
    { title: 'Read only', permissions: open.filter((permission) => permission.endsWith('_READ')) },
    { title: 'All', permissions: open },
    { title: 'None', permissions: [] },
  ]
  const toggle = (permission: Permission) =>
    onChange(offered.filter((one) => (one === permission ? !value.includes(permission) : value.includes(one))))
  return (
    <Fieldset legend="Permissions" data-place={name}>
      <Group gap="xs" mb="sm">
        {quick.map(({ title, permissions }) => (
          <Button key={title} size="compact-xs" variant="default" onClick={() => onChange(permissions)}>
            {title}
          </Button>
        ))}
      </Group>
      {bySubject(shown).map(({ title, deeds }) => (
        <div key={title} className={classes['subject']}>
          <Text size="sm">{title}</Text>
          <div className={classes['deeds']}>
            {deeds.map((deed) => (
              <Checkbox
                key={deed.permission}
                name={name}
                size="xs"
                label={deed.title}
                aria-label={`${title}: ${deed.title} (${deed.permission})`}
                checked={value.includes(deed.permission)}
                onChange={() => toggle(deed.permission)}
              />
            ))}
          </div>
        </div>
      ))}
      {closed && open.length < offered.length && (
        <Text size="xs" c="dimmed" mt="xs">
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
