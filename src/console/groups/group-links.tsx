import { Anchor } from '@mantine/core'
import { Fragment } from 'react'
import { Link } from 'wouter'

/** The names of groups, each a link to its page. */
export function GroupLinks({ groups }: { readonly groups: readonly { readonly id: string; readonly name: string }[] }) {
  if (groups.length === 0) return 'None'
  return groups.map(({ id, name }, at) => (
    <Fragment key={id}>
      {at > 0 && ', '}
      <Anchor component={Link} href={`/groups/${id}`} inherit>
        {name}
      </Anchor>
    </Fragment>
  ))
}
