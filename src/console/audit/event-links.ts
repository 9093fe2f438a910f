import type { SignedIn } from '../viewer/viewer.ts'
import type { ToldEvent } from './told-event.ts'

type May = SignedIn['may']

/** The page of who did it; undefined where there is none, or none that the viewer may see. */
export function actorPage({ actor, actorId }: ToldEvent, may: May): string | undefined {
  if (actor) return may('USER_READ') ? `/users/${actor.id}` : undefined
  if (actorId?.startsWith('management_token_'))
    return may('MANAGEMENT_TOKEN_READ') ? `/management-tokens/${actorId}` : undefined
  if (actorId?.startsWith('database_token_'))
    return may('DATABASE_TOKEN_READ') ? `/database-tokens/${actorId}` : undefined
  return undefined
}

/** The page of what was acted on, where it is still there and the viewer may see it. */
export function resourcePage({ resource, resourceLabel }: ToldEvent, may: May): string | undefined {
  if (!resource) return undefined
  const { id } = resource
  switch (resource.__typename) {
    case 'User':
      return may('USER_READ') ? `/users/${id}` : undefined
    case 'Group':
      return `/groups/${id}`
    case 'Cluster':
      return `/clusters/${id}`
    case 'Database':
      return `/databases/${id}`
    case 'Table':
      return `/tables/${id}`
    case 'DatabaseToken':
      return `/database-tokens/${id}`
    case 'Invitation':
      return may('INVITATION_READ') ? `/invitations?${new URLSearchParams({ search: resourceLabel ?? '' })}` : undefined
    case 'ManagementToken':
      return `/management-tokens/${id}`
    default:
      return undefined
  }
}
