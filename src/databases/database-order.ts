import type { Order } from '../pages/page.ts'
import type { DatabaseKey } from './database.store.ts'
import type { DatabaseOrder, DatabaseOrderField } from './database.type.ts'

const orders: Readonly<Record<DatabaseOrderField, Omit<Order<DatabaseKey>, 'direction'>>> = {
  NAME: {
    name: 'databases by name',
    columns: ['databases.name', 'databases.id'],
    key: ({ name, id }) => [name, id],
  },
  CREATED_AT: {
    name: 'databases by creation',
    columns: ['databases.created_at', 'databases.id'],
    key: ({ createdAt, id }) => [createdAt, id],
  },
}

/** The order of a list of databases; by name where none is asked for. */
export const orderOf = (order: DatabaseOrder | null | undefined): Order<DatabaseKey> => ({
  ...orders[order?.field ?? 'NAME'],
  direction: order?.direction === 'DESC' ? 'desc' : 'asc',
})
