import type { Keys } from '../auth/keys.ts'
import type { Changes } from '../changes/changes.ts'
import { OncePerMinute } from '../gateway/http/once-per-minute.ts'
import { faultOf, type Log } from '../gateway/log.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../store/store-clock.ts'
import { Check } from './check.ts'
import { Denials } from './denials.ts'
import { Introspection } from './introspection.ts'
import { Listener, type OnChecked, type OnIntrospected } from './listener.ts'
import { Proxies } from './proxies.ts'
import { Usage } from './usage.ts'

export interface DataPlaneParts {
  readonly store: Store
  readonly keys: Keys
  readonly clock: Clock
  readonly changes: Changes
  /** Who issues the tokens, as introspection tells it. */
  readonly issuer: string
  readonly onChecked: OnChecked | undefined
  readonly onIntrospected: OnIntrospected | undefined
  readonly log: Log
  /** Milliseconds on a monotonic clock. */
  readonly timer: () => number
}

export interface DataPlane {
  readonly port: number
  /** Lets running checks finish, and writes what was counted. */
  close(): Promise<void>
}

export const flushMilliseconds = 60_000

/** Opens the check of the data plane, listening. */
export async function openDataPlane(
  { store, keys, clock, changes, issuer, onChecked, onIntrospected, log, timer }: DataPlaneParts,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<DataPlane> {
  const usage = new Usage(store, clock)
  const denials = new Denials(changes, clock, (fault) =>
    log.error({ fault: faultOf(fault) }, 'a denial of the data plane could not be recorded'),
  )
  const proxies = new Proxies(store.db, keys)
  const warnings = new OncePerMinute(timer)
  const faults = new OncePerMinute(timer)
  const listener = new Listener({
    check: new Check(store.db, keys, proxies, clock, usage),
    introspection: new Introspection(store.db, proxies, clock, usage, issuer),
    usage,
    denials,
    onChecked,
    onIntrospected,
    onFault: (fault) => faults.run(() => log.error({ fault: faultOf(fault) }, 'checks of the data plane fail')),
    onUnknownProxy: () => warnings.run(() => log.warn('the check is asked without the proxy secret of its cluster')),
  })
  const listening = await listener.listen(host, port)
  const flush = () =>
    usage.flush().catch((fault) => log.error({ fault: faultOf(fault) }, 'the use of tokens could not be written'))
  const flushing = setInterval(() => void flush(), flushMilliseconds).unref()
  return {
    port: listening,
    async close() {
      clearInterval(flushing)
      await listener.drain()
      await flush()
      await denials.flush()
    },
  }
}
