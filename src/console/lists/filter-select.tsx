import { NativeSelect } from '@mantine/core'
import type { ListState } from './use-list.ts'

interface Props {
  readonly list: ListState
  /** The name of the filter in the URL. */
  readonly name: string
  readonly label: string
  /** The choice without this filter; the label when absent. */
  readonly usual?: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Filters a list by one value, which is kept in the URL; of several in the URL, as links have them, it says which. */
export function FilterSelect({ list, name, label, usual = label, options }: Props) {
  const value = list.filter(name)
  const several = options.some((option) => option.value === value) ? [] : labelsOf(list.filters(name), options)
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={(event) => list.narrow({ [name]: event.currentTarget.value })}
      data={[
        { value: '', label: usual },
        ...options,
        ...(several.length > 0 ? [{ value, label: shortened(several) }] : []),
      ]}
    />
  )
}

const labelsOf = (values: readonly string[], options: Props['options']): readonly string[] =>
  options.filter(({ value }) => values.includes(value)).map(({ label }) => label)

/** As many labels as a field has room for. */
const shortened = ([first = '', second, ...others]: readonly string[]): string =>
  second === undefined ? first : others.length === 0 ? `${first}, ${second}` : `${first}, ${others.length + 1} more`
