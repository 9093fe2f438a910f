import { randomUUID } from 'node:crypto'
import type { Origin } from '../auth/caller.ts'

/** The origin of a change by a command of the operator, for its audit events. */
export const commandOrigin = (): Origin => ({ requestId: randomUUID(), ip: null, client: 'operator' })
