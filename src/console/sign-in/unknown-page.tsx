import { DeadLink } from './dead-link.tsx'
import { Entrance } from './entrance.tsx'

/** In the place of a page that is not there, for visitors who are not signed in. */
export function UnknownPage() {
  return (
    <Entrance title="Page not found">
      <DeadLink next={{ label: 'Sign in', path: '/' }}>
        The address is wrong, or the page is somewhere else now.
      </DeadLink>
    </Entrance>
  )
}
