import { FilterSelect } from './filter-select.tsx'
import type { ListState } from './use-list.ts'

/** The orders that a list offers beside its usual one, by their names in the page's address. */
export type Orders<Order> = ReadonlyMap<string, { readonly label: string; readonly by: Order }>

/** The order that the page's address asks for; null for the usual one. */
export const orderOf = <Order,>(list: ListState, orders: Orders<Order>): Order | null =>
  orders.get(list.filter('order'))?.by ?? null

interface Props<Order> {
  readonly list: ListState
  readonly orders: Orders<Order>
  /** What the usual order is called. */
  readonly usual: string
}

export function OrderSelect<Order>({ list, orders, usual }: Props<Order>) {
  const options = [...orders].map(([value, { label }]) => ({ value, label }))
  return <FilterSelect list={list} name="order" label="Order" usual={usual} options={options} />
}
