import type { ClusterError } from '../clusters/drivers/driver.ts'
import { advice } from '../clusters/links/link-words.ts'
import { OperatorFailure } from './failure.ts'

/** The exit codes of commands that failed at a cluster, beside 1: those of the command line for the same faults. */
const exitCodes = { CREDENTIAL_REFUSED: 3, UNREACHABLE: 5 } as const

export const exitCodeAfter = ({ code }: Pick<ClusterError, 'code'>): number =>
  code === 'CREDENTIAL_REFUSED' || code === 'UNREACHABLE' ? exitCodes[code] : 1

/** What is wrong with a cluster, and what to do, in words. */
export const inWords = ({ code, message }: Pick<ClusterError, 'code' | 'message'>): string =>
  `${message} ${advice[code]} (${code})`

/** `consequence` says what has become of what the command was to do. */
export const clusterFailure = (name: string, error: ClusterError, consequence: string): OperatorFailure =>
  new OperatorFailure(exitCodeAfter(error), `${name}: ${inWords(error)} ${consequence}`, { cause: error })
