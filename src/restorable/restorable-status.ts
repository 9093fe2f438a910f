import { registerEnumType } from 'type-graphql'
import { conflict } from '../errors.ts'
import { printDateTime } from '../values/date-time.ts'
import { seconds } from '../values/duration.ts'

export const ResourceStatus = { ACTIVE: 'ACTIVE', DELETED: 'DELETED' } as const
export type ResourceStatus = keyof typeof ResourceStatus

registerEnumType(ResourceStatus, {
  name: 'ResourceStatus',
  description: 'Where a database or a table is in its life.',
  valuesConfig: {
    ACTIVE: { description: 'In use.' },
    DELETED: { description: 'Deleted, and restorable for seven days; after that it is gone and no query finds it.' },
  },
})

/** How long a deleted database or table can be brought back. */
export const restorableMilliseconds = 7 * seconds.day * 1000

/** A database or a table, as far as deleting and bringing back goes. */
export interface Lifecycle {
  readonly status: ResourceStatus
  readonly deletedAt: number | null
  readonly restorableUntil: number | null
}

/** What the moment of deletion, null while active, says about status and restoring. */
export const lifecycle = (deletedAt: number | null): Lifecycle =>
  deletedAt === null
    ? { status: 'ACTIVE', deletedAt: null, restorableUntil: null }
    : { status: 'DELETED', deletedAt, restorableUntil: deletedAt + restorableMilliseconds }

/** Throws CONFLICT, saying until when it can be undeleted, unless the thing is active. */
export function expectActive(thing: string, { restorableUntil }: Lifecycle): void {
  if (restorableUntil === null) return
  throw conflict(`The ${thing} is deleted. It can be undeleted until ${printDateTime(restorableUntil)}.`)
}

/** Throws CONFLICT unless the thing is deleted. */
export function expectDeleted(thing: string, { status }: Lifecycle): void {
  if (status === 'ACTIVE') throw conflict(`The ${thing} is active; there is nothing to undelete.`)
}
