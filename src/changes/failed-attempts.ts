import type { SignedIn } from '../auth/caller.ts'
import type { ClustergateError } from '../errors.ts'
import { type MutationName, operations } from '../policy/operations.ts'
import type { Changes } from './changes.ts'
import { minuteMilliseconds, RepeatedFailures, recordedMax } from './repeated-failures.ts'

export interface FailedAttempt {
  readonly caller: SignedIn
  readonly operation: MutationName
  readonly error: ClustergateError
  readonly resource: { readonly id: string | null; readonly label: null }
}

const limit = { count: recordedMax, milliseconds: minuteMilliseconds }

/**
 * Records refused and failed attempts of signed-in callers; of a series of equal ones, the count. Those that come to other
 * instances belong to the same series.
 */
export class FailedAttempts {
  readonly #repeated = new RepeatedFailures<FailedAttempt>((last, count) => this.#recordGathered(last, count))

  constructor(
    private readonly changes: Changes,
    /** Called when attempts share one event; `fault` is set when that event could not be written. */
    private readonly onGathered: (last: FailedAttempt, count: number, fault?: unknown) => void,
  ) {}

  record = async (attempt: FailedAttempt): Promise<void> => {
    const { caller, operation, error, resource } = attempt
    const name = `${caller.id} ${operation} ${error.code}`
    if (this.#repeated.gathers(name, attempt)) return
    const { action } = operations.Mutation[operation]
    const event = { ...resource, error }
    const since = await this.changes.recordWithin(limit, caller.accountId, caller, action, caller.origin, event)
    if (since === undefined || this.#repeated.gather(name, attempt)) return
    await this.changes.recordFailure(caller.accountId, caller, operation, caller.origin, error, resource)
  }

  /** Records what was gathered until now; called before the store is closed. */
  flush = (): Promise<void> => this.#repeated.flush()

  async #recordGathered(last: FailedAttempt, count: number): Promise<void> {
    const { caller, operation, error } = last
    const resource = { id: null, label: null, changes: [{ field: 'attempts', before: null, after: count }] }
    try {
      await this.changes.recordFailure(caller.accountId, caller, operation, caller.origin, error, resource)
      this.onGathered(last, count)
    } catch (fault) {
      this.onGathered(last, count, fault)
    }
  }
}
