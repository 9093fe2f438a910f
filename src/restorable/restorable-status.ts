import { registerEnumType } from 'type-graphql'
import { conflict } from '../errors.ts'
import { printDateTime } from '../values/date-time.ts'
import { seconds } from '../values/duration.ts'

export const ResourceStatus = { ACTIVE: 'ACTIVE', DELETED: 'DELETED' } as const
export type ResourceStatus = keyof typeof ResourceStatus

registerEnumType(ResourceStatus, {
  name: 'ResourceStatus',
  description: 'Whether a database or a table is in use or deleted.',
  valuesConfig: {
    ACTIVE: { description: 'In use.' },
    DELETED: { description: 'Deleted, and restorable for seven days; after that it is gone and no query finds it.' },
  },
})

/** How long a deleted database or table can be restored. */
export const restorableMilliseconds = 7 * seconds.day * 1000

/** The fields of a database or a table that deleting and restoring change. */
export interface Lifecycle {
  readonly status: ResourceStatus
  readonly deletedAt: number | null
  readonly restorableUntil: number | null
}

/** Status and time limit for restoring, by the time of deletion; null means active. */
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
