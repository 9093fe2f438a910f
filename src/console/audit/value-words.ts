import type { Permission } from '../../sdk/generated.ts'
import { listed, numberWords } from '../counts/count-words.ts'
import { templateText } from '../databases/template-words.ts'
import { allPermissions, capital, permissionWords } from '../groups/permission-words.ts'
import { shortTime } from '../times/time-words.ts'
import { isNone, type Print, toldFields } from './change-words.ts'
import type { GroupName } from './told-event.ts'

/** A field of an event, as a heading: `Table limit`. */
export const changedName = (field: string): string => capital(toldFields.get(field)?.name ?? spaced(field))

/** A value of a field of an event; undefined for none, where that has no word of its own. */
export function changedValue(field: string, value: unknown, groupName: GroupName): string | undefined {
  const told = toldFields.get(field)
  return isNone(value) ? told?.none : (prints[field] ?? told?.print ?? asWords)(value, groupName)
}

/** The name of a field as words: `deletedAt` is “deleted at”. */
const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Any value: objects by what they hold. */
const asWords: Print = (value, groupName) => {
  if (typeof value === 'string') return isTime(value) ? shortTime(new Date(value)) : value
  if (typeof value === 'number') return numberWords(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    const parts = value.map((one) => asWords(one, groupName))
    return (value.some((one) => typeof one === 'object') ? parts.join('; ') : listed(parts)) || 'none'
  }
  return Object.entries(value ?? {})
    .filter(([, part]) => !isNone(part))
    .map(([name, part]) => `${spaced(name)}: ${(partPrints[name] ?? asWords)(part, groupName)}`)
    .join(', ')
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)

/** A state of the API: `DEACTIVATED` is “Deactivated”. */
const asState: Print = (value) => capital(String(value).toLowerCase().replaceAll('_', ' '))

/** Pairs of a key and a value, as they are typed. */
const asPairs: Print = (value) =>
  [value]
    .flat()
    .map((pair) => pair as { readonly key?: unknown; readonly value?: unknown })
    .map((pair) => `${pair.key}=${pair.value}`)
    .join(', ') || 'none'

const isPermission = (value: unknown): value is Permission => (allPermissions as readonly unknown[]).includes(value)

/** What a management token or a group may do, or a database token with the databases that it names. */
const asPermissions: Print = (value) => {
  const permissions: readonly unknown[] = [value].flat()
  if (permissions.every(isPermission)) return permissionWords(permissions) || 'none'
  return permissions
    .map((one) => {
      const { action, databaseId } = one as { readonly action?: unknown; readonly databaseId?: unknown }
      return `${String(action).toLowerCase()} ${databaseId === '*' ? 'all databases' : databaseId}`
    })
    .join('; ')
}

const asTemplate: Print = (value) => templateText([value].flat() as Parameters<typeof templateText>[0])

/** The fields whose values only the details tell, or tell at more length than a sentence. */
const prints: Readonly<Record<string, Print>> = {
  permissions: asPermissions,
  attributes: asPairs,
  labels: asPairs,
  status: asState,
  partitionTemplate: asTemplate,
}

/** What stands inside of others. */
const partPrints: Readonly<Record<string, Print>> = {
  group: (key, groupName) => groupName(String(key)),
  permissions: asPermissions,
}
