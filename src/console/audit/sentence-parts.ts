import { counted } from '../counts/count-words.ts'
import { knownActions } from './action-words.ts'
import { changeParts } from './change-words.ts'
import { nounParts, withArticle } from './noun-words.ts'
import { byKey, type GroupName, type Part, type ToldEvent } from './told-event.ts'

/** What an event tells, as a sentence: `Marta`, ` revoked the database token `, `billing run`. */
export function sentenceParts(event: ToldEvent, groupName = byKey): readonly Part[] {
  return joined([{ text: actorName(event), of: 'actor' }, ' ', ...deedParts(event, groupName)])
}

/** The same in plain text. */
export const sentenceText = (event: ToldEvent, groupName = byKey): string =>
  sentenceParts(event, groupName)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')

/** An action in words, for a choice: `Delete a database`. */
export function actionName(action: string): string {
  const words = knownActions.get(action)
  if (!words) return action
  const text = words.tried.replace(/ ?\{(.*?)\}/g, (_, noun: string) =>
    noun === 'client' ? '' : ` ${{ person: 'a person', invitee: 'somebody' }[noun] ?? withArticle(noun)}`,
  )
  return capitalised(text)
}

/** Who did it: by name where they are still there. */
export function actorName({ actor, actorId, actorLabel }: ToldEvent): string {
  if (actor) return actor.name
  return actorId === null && !actorLabel.includes('@') ? `The ${actorLabel}` : capitalised(actorLabel)
}

function deedParts(event: ToldEvent, groupName: GroupName): readonly Part[] {
  const { action, outcome, resourceLabel, actorId, resourceId } = event
  const words = knownActions.get(action)
  if (!words) {
    // An action of another version of the gateway.
    const onWhat: readonly Part[] = resourceLabel ? [' on ', { text: resourceLabel, of: 'resource' }] : []
    return [`did ${action}`, ...onWhat, ...endingParts(event)]
  }
  const isOwn = actorId !== null && actorId === resourceId
  if (outcome === 'SUCCEEDED') {
    const did = (isOwn && words.own) || statusDeed(event) || words.did
    return [...filled(did, event, groupName), ...changeParts(event, groupName)]
  }
  if (action === 'dataplane.denied')
    return [...filled(`tried to ${words.tried}`, event, groupName), ', and was refused']
  return [...filled(`tried to ${words.tried}`, event, groupName), ...endingParts(event)]
}

/** A change of a person that is known by another name. */
function statusDeed({ action, changes }: ToldEvent): string | undefined {
  if (action !== 'user.update') return undefined
  const after = changes.find(({ field }) => field === 'status')?.after
  return after === 'DEACTIVATED' ? 'deactivated {person}' : after === 'ACTIVE' ? 'reactivated {person}' : undefined
}

/** How an attempt ended that did not succeed. */
function endingParts({ outcome, changes }: ToldEvent): readonly Part[] {
  if (outcome === 'SUCCEEDED') return []
  const attempts = changes.find(({ field }) => field === 'attempts')?.after
  const again = typeof attempts === 'number' ? `, ${counted(attempts, 'time')} more` : ''
  return [`${again}${outcome === 'DENIED' ? ', and was refused' : ', but it failed'}`]
}

const filled = (words: string, event: ToldEvent, groupName: GroupName): readonly Part[] =>
  words
    .split(/(\{.*?\})/)
    .filter(Boolean)
    .flatMap((piece) => (piece.startsWith('{') ? nounParts(piece.slice(1, -1), event, groupName) : [piece]))

/** Puts words that follow each other together, without a space at the end. */
function joined(parts: readonly Part[]): readonly Part[] {
  const all: Part[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string')
      all[all.length - 1] = (part.startsWith(',') ? last.trimEnd() : last) + part
    else all.push(part)
  }
  const last = all.at(-1)
  if (typeof last === 'string') all[all.length - 1] = last.trimEnd()
  return all
}

const capitalised = (text: string): string =>
  text.includes('@') && !text.includes(' ') ? text : text.charAt(0).toUpperCase() + text.slice(1)
