import { NativeSelect } from '@mantine/core'
import type { ListState } from './use-list.ts'

interface Props {
  readonly list: ListState
  /** What it is called in the address. */
  readonly name: string
  readonly label: string
  /** What a list without it shows; the label when absent. */
  readonly usual?: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Narrows a list to one value, or to none, and keeps that in the address. */
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
