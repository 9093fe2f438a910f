import { Button, Checkbox, Fieldset, Group, Input } from '@mantine/core'
import type { Permission } from '../../sdk/generated.ts'
import classes from './permission-picker.module.css'

interface Props {
  /** The permissions to choose from. */
  readonly offered: readonly Permission[]
  readonly name: string
  readonly value: readonly Permission[]
  readonly error: string | undefined
  onChange(value: readonly Permission[]): void
}

/** The field for the permissions of a token, with buttons that choose many at once. */
export function PermissionPicker({ offered, name, value, error, onChange }: Props) {
  const reading = offered.filter((permission) => permission.endsWith('_READ'))
  const quick = [
    { title: 'Read only', permissions: reading },
    { title: 'All', permissions: offered },
    { title: 'None', permissions: [] },
  ]
  return (
    <Fieldset legend="Permissions">
      <Group gap="xs" mb="sm">
        {quick.map(({ title, permissions }) => (
          <Button key={title} size="compact-xs" variant="default" onClick={() => onChange(permissions)}>
            {title}
          </Button>
        ))}
      </Group>
      <Checkbox.Group
        value={[...value]}
        onChange={(chosen) => onChange(chosen as Permission[])}
        aria-label="Permissions"
      >
        <div className={classes['permissions']}>
          {offered.map((permission) => (
            <Checkbox key={permission} name={name} value={permission} label={permission} size="xs" />
          ))}
        </div>
      </Checkbox.Group>
      {error && (
        <Input.Error mt="xs" role="alert">
          {error}
        </Input.Error>
      )}
    </Fieldset>
  )
}
