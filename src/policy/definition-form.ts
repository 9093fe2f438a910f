import { weekdays } from './hours.ts'

type Form = (value: unknown) => boolean

const text: Form = (value) => typeof value === 'string'

const oneOf =
  (...values: readonly unknown[]): Form =>
  (value) =>
    values.includes(value)

const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(form)

/** An object with all of these members and any of the optional ones, and no other. */
const record =
  (members: Readonly<Record<string, Form>>, optional: Readonly<Record<string, Form>> = {}): Form =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const known = new Map(Object.entries({ ...members, ...optional }))
    return (
      Object.keys(members).every((name) => Object.hasOwn(value, name)) &&
      Object.entries(value).every(([name, member]) => known.get(name)?.(member) === true)
    )
  }

const either =
  (...forms: readonly Form[]): Form =>
  (value) =>
    forms.some((form) => form(value))

const texts = listOf(text)

const conditions = record(
  {},
  {
    attributes: listOf(record({ key: text, anyOf: texts })),
    networks: texts,
    hours: listOf(record({ days: listOf(oneOf(...weekdays)), from: text, to: text, zone: text })),
    mfa: oneOf(true),
    authenticatedWithin: (value) => typeof value === 'number',
    callers: listOf(oneOf('PERSON', 'TOKEN')),
  },
)

const label = either(
  record({ key: text, anyOf: texts }),
  record({ key: text, noneOf: texts }),
  record({ key: text, sameAs: text }),
)

const selector = either(
  record({ account: oneOf(true) }),
  record({ clusterIds: texts }),
  record({ databaseIds: texts }),
  record({ databases: record({}, { clusterIds: texts, namePrefix: text, labels: listOf(label) }) }),
)

/**
 * Whether the JSON of a stored definition has the form that this version writes. Each part is checked where it stands: a
 * clause that is known in one place and ignored in another would count as an absent one. Permissions are not looked up.
 */
export const hasKnownForm: Form = record({
  conditions,
  grants: listOf(record({ permissions: texts, on: selector })),
})
