import { Badge } from '@mantine/core'

/** Whether a group is built in or one of the account’s own. */
export function GroupKind({ builtIn }: { readonly builtIn: boolean }) {
  return (
    <Badge variant="default" size="sm" tt="none">
      {builtIn ? 'Built in' : 'Custom'}
    </Badge>
  )
}
