import { useSearchParams } from 'wouter'

const pageSize = 20
const positions = ['after', 'before'] as const

export interface ListState {
  /** `first` and `after`, or `last` and `before`, for the query. */
  readonly page: { readonly first?: number; readonly after?: string; readonly last?: number; readonly before?: string }
  /** The value of a filter in the URL; empty when absent. */
  filter(name: string): string
  /** The values of a filter, separated by commas in the URL. */
  filters(name: string): readonly string[]
  /** Those of them that the filter knows, by the keys of an object: links may hold anything. */
  known<Value extends string>(name: string, values: Readonly<Record<Value, unknown>>): readonly Value[]
  /** Whether any of these filters is chosen. */
  isNarrowedBy(names: readonly string[]): boolean
  /** Changes filters, and returns to the first page. An empty value, or list, removes it. */
  narrow(changes: Readonly<Record<string, string | readonly string[]>>): void
  /** The URL of another page of this list. */
  linkTo(position: Partial<Record<(typeof positions)[number], string>>): string
}

/** The page and the filters of a list. They are kept in the URL, so that back works, and a link shows the same list. */
export function useList(size = pageSize): ListState {
  const [search, setSearch] = useSearchParams()
  const after = search.get('after')
  const before = search.get('before')
  const filters = (name: string): readonly string[] => (search.get(name) ?? '').split(',').filter(Boolean)
  return {
    page: before ? { last: size, before } : after ? { first: size, after } : { first: size },
    filter: (name) => search.get(name) ?? '',
    filters,
    known: <Value extends string>(name: string, values: Readonly<Record<Value, unknown>>) =>
      filters(name).filter((value): value is Value => Object.hasOwn(values, value)),
    isNarrowedBy: (names) => names.some((name) => search.get(name)),
    narrow(changes) {
      const narrowed = (now: URLSearchParams) => {
        const next = without(now, [...positions, ...Object.keys(changes)])
        for (const [name, value] of Object.entries(changes)) {
          const text = typeof value === 'string' ? value : value.join()
          if (text) next.set(name, text)
        }
        return next
      }
      // Reads the URL again: another filter may have been chosen while the search was waiting.
      setSearch(narrowed, { replace: true })
    },
    linkTo(position) {
      const next = without(search, positions)
      for (const [name, value] of Object.entries(position)) next.set(name, value)
      return `?${next}`
    },
  }
}

const without = (search: URLSearchParams, names: readonly string[]): URLSearchParams =>
  new URLSearchParams([...search].filter(([name]) => !names.includes(name)))
