import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import { useSignedIn } from '../viewer/viewer.ts'

/** The name of a person, a link to their page for those who may see it. */
export function PersonLink({ id, name }: { readonly id: string; readonly name: string }) {
  const { may } = useSignedIn()
  if (!may('USER_READ')) return name
  return (
    <Anchor component={Link} href={`/users/${id}`} inherit>
      {name}
    </Anchor>
  )
}
