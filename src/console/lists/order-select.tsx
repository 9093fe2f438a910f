import { FilterSelect } from './filter-select.tsx'
import type { ListState } from './use-list.ts'

/** The orders that a list offers besides its default, by their names in the URL. */
export type Orders<Order> = ReadonlyMap<string, { readonly label: string; readonly by: Order }>

/** The order in the URL; null for the default. */
export const orderOf = <Order,>(list: ListState, orders: Orders<Order>): Order | null =>
  orders.get(list.filter('order'))?.by ?? null

interface Props<Order> {
  readonly list: ListState
  readonly orders: Orders<Order>
  /** The label of the default order. */
  readonly usual: string
}

export function OrderSelect<Order>({ list, orders, usual }: Props<Order>) {
  const options = [...orders].map(([value, { label }]) => ({ value, label }))
  return <FilterSelect list={list} name="order" label="Order" usual={usual} options={options} />
}
