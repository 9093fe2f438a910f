import type { Core } from '../core.ts'
import type { Server } from '../gateway/http/server.ts'
import type { KeyWatch } from '../master-keys/key-watch.ts'

/** What is looked at when somebody asks. */
export interface Watched {
  readonly core: Pick<Core, 'store' | 'clock' | 'sink' | 'services'>
  readonly keyWatch: Pick<KeyWatch, 'fault'>
  /** By how many milliseconds the clock of this machine is off, where that is too much. */
  readonly skew: () => number | undefined
  readonly places: Server['places']
  /** A monotonic clock, in milliseconds. */
  readonly timer: () => number
  readonly taskKinds: readonly string[]
  readonly isBegun: () => boolean
  readonly isClosing: () => boolean
}
