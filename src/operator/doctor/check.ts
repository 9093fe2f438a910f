import type { Config } from '../../config.ts'
import { within } from '../../time-limit.ts'
import { describeFailure } from '../failure.ts'
import type { Opened } from '../on-store.ts'
import type { AnswerAtPublicUrl } from './ask-gateway.ts'
import type { StoreState } from './look-at-store.ts'

export type State = 'OK' | 'WARNING' | 'FAILED' | 'SKIPPED'

/** What a check found: a sentence, and what to do about it. */
export interface Verdict {
  readonly state: State
  readonly message: string
  /** Null where nothing is to be done. */
  readonly remedy: string | null
  /** What it is about, where that has an id. */
  readonly about?: Readonly<Record<string, string>>
}

export const ok = (message: string): Verdict => ({ state: 'OK', message, remedy: null })
export const skipped = (message: string): Verdict => ({ state: 'SKIPPED', message, remedy: null })
export const warning = (message: string, remedy: string | null): Verdict => ({ state: 'WARNING', message, remedy })
export const failed = (message: string, remedy: string): Verdict => ({ state: 'FAILED', message, remedy })

/** What there is to look at. */
export interface Setup {
  readonly config: Config
  readonly store: StoreState
  /** The core on the store, as a gateway opens it; undefined where the store cannot be opened. */
  readonly opened: Opened | undefined
  /** Why it could not be opened. */
  readonly fault: unknown
  /** Whom a test letter goes to. */
  readonly mailTo: string | undefined
  /** The one account whose clusters, groups and people are looked at; all of them when absent. */
  readonly accountId: string | undefined
  /** What answers at the public URL, asked once. */
  atPublicUrl(): Promise<AnswerAtPublicUrl>
}

/** Looks at one subject. Throws for what it did not expect. */
export type Check = (setup: Setup) => Promise<readonly Verdict[]>

/** A verdict with the name of its check. */
export interface Row extends Verdict {
  readonly check: string
}

const checkMilliseconds = 30_000

/** Runs checks side by side, each within a time limit. */
export async function runChecks(checks: Readonly<Record<string, Check>>, setup: Setup): Promise<readonly Row[]> {
  const rows = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const verdicts = await within(checkMilliseconds, check(setup), tooLong).catch((error) => [
        failed(describeFailure(error), 'Mend that, and run `clustergate doctor` again.'),
      ])
      return verdicts.map((verdict): Row => ({ check: name, ...verdict }))
    }),
  )
  return rows.flat()
}

const tooLong = (): readonly Verdict[] => [
  failed(`It took longer than ${checkMilliseconds / 1_000} s.`, 'Look why what it asks does not answer.'),
]

/** A check that needs the store as a gateway opens it. */
export const onOpened =
  (check: (opened: Opened, setup: Setup) => Promise<readonly Verdict[]>): Check =>
  async (setup) =>
    setup.opened ? check(setup.opened, setup) : [skipped('The store could not be opened: see the check store.')]
