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

/** Filters a list by one value, which is kept in the URL. */
export function FilterSelect({ list, name, label, usual = label, options }: Props) {
  return (
    <NativeSelect
      aria-label={label}
      value={list.filter(name)}
      onChange={(event) => list.narrow({ [name]: event.currentTarget.value })}
      data={[{ value: '', label: usual }, ...options]}
    />
  )
}
