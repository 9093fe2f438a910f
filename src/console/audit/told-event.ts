import type { EventSentenceFieldsFragment } from '../../sdk/generated.ts'

/** What a sentence is made of; a query for it spreads `EventSentenceFields`. */
export type ToldEvent = EventSentenceFieldsFragment

/** A piece of a sentence: words, or a name, which may be that of the actor or of the resource. */
export type Part = string | { readonly text: string; readonly of?: 'actor' | 'resource' }

/** What a group is called, by its key: events keep the key alone. */
export type GroupName = (key: string) => string

/** For where names are not known. */
export const byKey: GroupName = (key) => key
