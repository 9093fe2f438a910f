import { listed, numberWords } from '../counts/count-words.ts'
import { durationWords } from '../times/duration-words.ts'
import { dayWords } from '../times/time-words.ts'
import type { GroupName, Part, ToldEvent } from './told-event.ts'

/** How the value of a field is told; never called for null. */
export type Print = (value: unknown, groupName: GroupName) => string

const asText: Print = (value) => String(value)
const asNumber: Print = (value) => numberWords(Number(value))
const asDuration: Print = (value) => durationWords(String(value))
const asDay: Print = (value) => dayWords(new Date(String(value)))
const asGroups: Print = (value, groupName) => listed([value].flat().map((key) => groupName(String(key)))) || 'none'

interface FieldWords {
  readonly name: string
  /** Absent for values that are too long for a sentence. */
  readonly print?: Print
  /** The word for no value, where that means something. */
  readonly none?: string
}

/** The fields whose changes a sentence tells. */
export const toldFields: ReadonlyMap<string, FieldWords> = new Map(
  Object.entries({
    name: { name: 'name', print: asText },
    email: { name: 'address', print: asText },
    description: { name: 'description', print: asText },
    url: { name: 'address', print: asText },
    groups: { name: 'groups', print: asGroups },
    retentionPeriod: { name: 'retention', print: asDuration, none: 'forever' },
    maxTables: { name: 'table limit', print: asNumber },
    maxColumnsPerTable: { name: 'column limit', print: asNumber },
    expiresAt: { name: 'expiry', print: asDay, none: 'never' },
    permissions: { name: 'permissions' },
    grants: { name: 'grants' },
    conditions: { name: 'conditions' },
    attributes: { name: 'attributes' },
  }),
)

/** Actions that change what exists; those that make or end something tell all its fields. */
const changing =
  /^(user\.(update|set_groups|update_profile|change_email)|group\.update|(database|table)\.(update|rename)|database_token\.update|cluster\.update|account\.rename|sync\.(drift|accept|restore))$/

/** How many changes a sentence tells. */
const toldMax = 2

/** What was changed, from what to what: `: retention from 30 days to 365 days`. */
export function changeParts({ action, changes }: ToldEvent, groupName: GroupName): readonly Part[] {
  if (!changing.test(action)) return []
  const told = changes.filter(({ field }) => toldFields.has(field))
  const [first, ...more] = told
  const isRenamed = first?.field === (action === 'database_token.update' ? 'description' : 'name')
  if (isRenamed && more.length === 0 && !action.startsWith('user.') && typeof first?.before === 'string')
    return [', which was called ', { text: first.before }]
  if (told.length === 0) return []
  const words = told.slice(0, toldMax).map((change) => changeText(change, groupName))
  const others = told.length - toldMax
  return [`: ${listed(others > 0 ? [...words, `${others} more`] : words)}`]
}

/** One change in a sentence: `retention from 30 days to forever`. */
function changeText({ field, before, after }: ToldEvent['changes'][number], groupName: GroupName): string {
  const { name = field, print, none } = toldFields.get(field) ?? {}
  if (!print) return name
  const [from, to] = [before, after].map((value) => (isNone(value) ? none : print(value, groupName)))
  return `${name}${from === undefined ? '' : ` from ${from}`} to ${to ?? 'none'}`
}

export const isNone = (value: unknown): value is null | undefined => value === null || value === undefined
