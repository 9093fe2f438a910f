import { type ClusterDriver, ClusterError, type Health } from '../drivers/driver.ts'
import type { HealthNote, LinkHealth } from './link.store.ts'

/** What a cluster answered when it was asked for its health, or why it did not. */
export type Probed = { readonly milliseconds: number } & (
  | { readonly answer: Health; readonly error?: undefined }
  | { readonly answer?: undefined; readonly error: ClusterError }
)

/** More than the few calls of a probe may take, each within a time limit of its own. */
export const probeMilliseconds = 20_000

export async function probe(driver: ClusterDriver, signal: AbortSignal): Promise<Probed> {
  const begin = performance.now()
  const milliseconds = () => Math.round(performance.now() - begin)
  try {
    const answer = await driver.health({ signal: AbortSignal.any([signal, AbortSignal.timeout(probeMilliseconds)]) })
    return { answer, milliseconds: milliseconds() }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error
    return { error, milliseconds: milliseconds() }
  }
}

/** The state of the way to a cluster after a call of it failed. */
export function healthAfter({ code }: Pick<ClusterError, 'code'>): LinkHealth {
  if (code === 'UNREACHABLE' || code === 'CREDENTIAL_REFUSED') return code
  return 'DEGRADED'
}

/** What a link says after a probe. A probe that failed leaves what the last good one found. */
export function noteOf({ answer, error }: Probed, before: HealthNote | undefined, at: number): HealthNote {
  if (!error) {
    const { version, warning } = answer
    return { health: 'HEALTHY', failures: 0, version, warning, checkedAt: at, error: null }
  }
  return {
    health: healthAfter(error),
    failures: (before?.failures ?? 0) + 1,
    version: before?.version ?? null,
    warning: before?.warning ?? null,
    checkedAt: at,
    // Of failures for the same reason in a row, the first: since then it is so.
    error: { code: error.code, message: error.message, at: before?.error?.code === error.code ? before.error.at : at },
  }
}
