import { within } from '../time-limit.ts'

/** Whether the gateway serves requests as it should; a warning keeps it ready. */
export type State = 'ok' | 'warning' | 'failing'

export interface Finding {
  readonly state: State
  /** A sentence for the operator; it names nothing of an account. */
  readonly says: string
}

export interface Check {
  readonly name: string
  /** One that throws is failing. */
  look(): Promise<Finding> | Finding
}

/** What `/readyz?verbose` tells. */
export interface Report {
  readonly status: 'ready' | 'not ready' | 'draining'
  readonly checks: readonly ({ readonly name: string } & Finding)[]
}

/** More than a store that does not answer takes to say so. */
const lookMilliseconds = 4_000

export const ok = (says: string): Finding => ({ state: 'ok', says })
export const warning = (says: string): Finding => ({ state: 'warning', says })
export const failing = (says: string): Finding => ({ state: 'failing', says })

/** Looks at everything that the gateway needs to serve requests. Several callers at once share one look. */
export class Health {
  #looking: Promise<Report> | undefined

  constructor(
    private readonly checks: readonly Check[],
    private readonly isDraining: () => boolean,
  ) {}

  look(): Promise<Report> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #look(): Promise<Report> {
    const checks = await Promise.all(this.checks.map(async (check) => ({ name: check.name, ...(await inTime(check)) })))
    if (this.isDraining()) return { status: 'draining', checks }
    return { status: checks.some(({ state }) => state === 'failing') ? 'not ready' : 'ready', checks }
  }
}

async function inTime(check: Check): Promise<Finding> {
  const look = async () => check.look()
  try {
    return await within(lookMilliseconds, look(), () => failing('It did not answer in time.'))
  } catch {
    return failing('It failed; see the log.')
  }
}
