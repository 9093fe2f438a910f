import { clientWords } from '../sessions/client-words.ts'
import type { GroupName, Part, ToldEvent } from './told-event.ts'

/** Resources that stand for themselves, by no other word than their name. */
const bare: Readonly<Record<string, string>> = { person: 'a person', invitee: 'somebody' }

/** The kinds of objects that clusters have, by the beginning of their ids. */
const objectNouns: readonly (readonly [string, string])[] = [
  ['database_token_', 'database token'],
  ['database_', 'database'],
  ['table_', 'table'],
]

/** What stands for the resource of an event, by what is in the braces of `action-words.ts`. */
export function nounParts(noun: string, event: ToldEvent, groupName: GroupName): readonly Part[] {
  if (noun === 'client') return clientParts(event)
  if (noun === 'group of membership') return membershipParts(event, groupName)
  const word = noun === 'object' ? objectNoun(event.resourceId) : noun
  const name = isOfKind(word, event.resourceId) ? nameOf(event) : null
  if (name === null) return [noun in bare ? (bare[noun] as string) : withArticle(word)]
  return noun in bare ? [{ text: name, of: 'resource' }] : [`the ${word} `, { text: name, of: 'resource' }]
}

const idStarts: Readonly<Record<string, string>> = { person: 'user_', invitee: 'invitation_' }

/** Whether the resource is what the noun says: an attempt that failed may name what it was to be made in. */
const isOfKind = (noun: string, id: string | null): boolean =>
  id === null || id.startsWith(idStarts[noun] ?? `${noun.replaceAll(' ', '_')}_`)

/**
 * People and groups go by their names where they are still there, everything else by what it was called at the time. An
 * attempt that was refused tells the id alone: then it is called what it is called now.
 */
function nameOf({ resource, resourceLabel }: ToldEvent): string | null {
  if (resource?.__typename === 'User' || resource?.__typename === 'Group') return resource.name
  if (resourceLabel !== null || !resource) return resourceLabel
  if ('name' in resource) return resource.name
  if ('description' in resource) return resource.description
  return 'email' in resource ? resource.email : null
}

const objectNoun = (id: string | null): string => objectNouns.find(([start]) => id?.startsWith(start))?.[1] ?? 'object'

/** The noun with an article: `a database`, `an object`. */
export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`

/** The client of a session; an attempt that failed has no session. */
const clientParts = ({ resourceId, resourceLabel }: ToldEvent): readonly Part[] =>
  resourceId?.startsWith('session_') && resourceLabel ? [`with ${clientWords(resourceLabel)}`] : []

/** The group that somebody was added to, or taken out of. */
function membershipParts({ changes }: ToldEvent, groupName: GroupName): readonly Part[] {
  const change = changes.find(({ field }) => field === 'memberships')
  const [membership] = [change?.after, change?.before].flat().filter((one) => one !== null && one !== undefined)
  const group = (membership as { readonly group?: unknown } | undefined)?.group
  return typeof group === 'string' ? ['the group ', { text: groupName(group) }] : ['a group']
}
