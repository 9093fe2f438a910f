import type { Command } from 'commander'
import { wholeNumber } from './choices.ts'
import { wrongUsage } from './exit-codes.ts'

/** The option that makes a change depend on the version of the thing that is changed. */
export interface Expecting {
  readonly expectVersion?: number
}

export const withExpectVersion = (command: Command): Command =>
  command.option('--expect-version <number>', 'refuse the change unless it still has this version', wholeNumber)

/** The version as inputs take it. Throws wrong usage where several things are given: each has a version of its own. */
export function expectedVersionOf(given: readonly string[], { expectVersion }: Expecting): number | undefined {
  if (expectVersion !== undefined && given.length > 1)
    throw wrongUsage('--expect-version is the version of one thing. Give one only.')
  return expectVersion
}
