import { listed, numberWords } from '../counts/count-words.ts'
import { durationWords } from '../times/duration-words.ts'
import { dayWords } from '../times/time-words.ts'
import type { Part, ToldEvent } from './told-event.ts'

type Print = (value: unknown) => string

const asText: Print = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
const asNumber: Print = (value) => (typeof value === 'number' ? numberWords(value) : asText(value))
const asDuration: Print = (value) => (typeof value === 'string' ? durationWords(value) : 'forever')
const asDay: Print = (value) => (typeof value === 'string' ? dayWords(new Date(value)) : 'never')
const asList: Print = (value) => (Array.isArray(value) ? listed(value.map(asText)) || 'none' : asText(value))

interface FieldWords {
  readonly name: string
  /** Absent for values that are too long for a sentence. */
  readonly print?: Print
}

/** The fields whose changes a sentence tells. */
const fields: ReadonlyMap<string, FieldWords> = new Map(
  Object.entries({
    name: { name: 'name', print: asText },
    email: { name: 'address', print: asText },
    description: { name: 'description', print: asText },
    url: { name: 'address', print: asText },
    groups: { name: 'groups', print: asList },
    retentionPeriod: { name: 'retention', print: asDuration },
    maxTables: { name: 'table limit', print: asNumber },
    maxColumnsPerTable: { name: 'column limit', print: asNumber },
    expiresAt: { name: 'end', print: asDay },
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
export function changeParts({ action, changes }: ToldEvent): readonly Part[] {
  if (!changing.test(action)) return []
  const [first, ...more] = changes.filter(({ field }) => fields.has(field))
  const isRenamed = first?.field === (action === 'database_token.update' ? 'description' : 'name')
  if (isRenamed && more.length === 0 && !action.startsWith('user.') && typeof first?.before === 'string')
    return [', which was called ', { text: first.before }]
  const told = changes.flatMap(({ field, before, after }) => {
    const words = fields.get(field)
    return words ? [words.print ? fromTo(words.name, words.print(before), words.print(after)) : words.name] : []
  })
  if (told.length === 0) return []
  const others = told.length - toldMax
  return [`: ${listed(others > 0 ? [...told.slice(0, toldMax), `${others} more`] : told)}`]
}

const fromTo = (name: string, before: string, after: string): string =>
  before === 'null' ? `${name} to ${after}` : `${name} from ${before} to ${after}`

/** A field of an event, as a heading: `Table limit`. */
export function changedName(field: string): string {
  const name = fields.get(field)?.name ?? field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A value of a field of an event; undefined for none. */
export function changedValue(field: string, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  return (fields.get(field)?.print ?? asText)(value)
}
