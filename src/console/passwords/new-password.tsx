import { List, PasswordInput, Text, ThemeIcon } from '@mantine/core'
import type { ComponentProps } from 'react'

const lengthMin = 12
const lengthMax = 128
const namePartLengthMin = 4

/** The rules that can be checked while typing; the gateway also refuses common passwords. */
function rulesFor(password: string, email: string | undefined): readonly { rule: string; holds: boolean }[] {
  const length = [...password].length
  const namePart = email?.slice(0, email.lastIndexOf('@')).toLowerCase() ?? ''
  const hasNamePart = namePart.length >= namePartLengthMin
  return [
    { rule: `${lengthMin} to ${lengthMax} characters`, holds: length >= lengthMin && length <= lengthMax },
    ...(hasNamePart
      ? [
          {
            rule: `Does not contain “${namePart}”`,
            holds: password !== '' && !password.toLowerCase().includes(namePart),
          },
        ]
      : []),
  ]
}

interface Props extends ComponentProps<typeof PasswordInput> {
  readonly value: string
  /** The address of the user, where it is known: the password may not contain it. */
  readonly email?: string
}

/** The field for a new password, with the rules that it meets so far. */
export function NewPassword({ email, ...input }: Props) {
  return (
    <div>
      <PasswordInput label="Password" autoComplete="new-password" required {...input} />
      <List size="sm" mt="xs" spacing={4} center listStyleType="none" aria-label="Rules for the password">
        {rulesFor(input.value, email).map(({ rule, holds }) => (
          <List.Item
            key={rule}
            icon={
              <ThemeIcon size={18} radius="xl" variant="light" color={holds ? 'green' : 'gray'} aria-hidden>
                {holds ? '✓' : '·'}
              </ThemeIcon>
            }
          >
            {rule}
            {holds && (
              <Text span size="sm" c="dimmed">
                {' '}
                – met
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  )
}
