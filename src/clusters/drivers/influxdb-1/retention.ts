import type { ObservedDatabase } from '../driver.ts'
import { misunderstood } from '../refusals.ts'
import type { Row } from './answers.ts'
import { name } from './statements.ts'

const hour = 3_600
const day = 24 * hour

/** The policy that the cluster makes by itself is called so, and so are those that the gateway makes. */
const usualPolicy = 'autogen'

export type Retention = Pick<ObservedDatabase, 'retentionSeconds' | 'retentionNanoseconds'>

export interface Policy extends Retention {
  readonly name: string
  readonly isDefault: boolean
}

/** One row of `SHOW RETENTION POLICIES`: name, duration, shard group duration, replicas, default. */
export function policyOf([policyName, duration, , , isDefault]: Row): Policy {
  return { name: String(policyName), ...retentionOf(String(duration)), isDefault: isDefault === true }
}

/** The policy that writes and queries without a name go to: it is the retention of the database. */
export const defaultOf = (policies: readonly Policy[]): Policy | undefined =>
  policies.find((policy) => policy.isDefault)

/** The statement that makes a database with a retention. */
export const createStatement = (database: string, retentionSeconds: number | null): string =>
  `CREATE DATABASE ${name(database)} WITH ${durations(retentionSeconds)} NAME ${name(usualPolicy)}`

/** The statement that gives an existing database a retention; undefined where it has it. */
export function alterStatement(
  database: string,
  policies: readonly Policy[],
  retentionSeconds: number | null,
): string | undefined {
  const policy = defaultOf(policies)
  const isExact = policy?.retentionNanoseconds === undefined
  if (isExact && policy?.retentionSeconds === retentionSeconds) return undefined
  const on = (policyName: string) => `RETENTION POLICY ${name(policyName)} ON ${name(database)}`
  if (policy) return `ALTER ${on(policy.name)} ${durations(retentionSeconds)}`
  // Somebody has removed the default policy, or has left the database without any.
  const [duration, shards] = [durationOf(retentionSeconds), shardDurationOf(retentionSeconds)]
  return policies.some((one) => one.name === usualPolicy)
    ? `ALTER ${on(usualPolicy)} ${durations(retentionSeconds)} DEFAULT`
    : `CREATE ${on(usualPolicy)} DURATION ${duration} REPLICATION 1 SHARD DURATION ${shards} DEFAULT`
}

/** Both together, because a retention shorter than the shards that are there is refused. */
const durations = (retentionSeconds: number | null): string =>
  `DURATION ${durationOf(retentionSeconds)} SHARD DURATION ${shardDurationOf(retentionSeconds)}`

const durationOf = (retentionSeconds: number | null): string =>
  retentionSeconds === null ? 'INF' : `${retentionSeconds}s`

/** As the cluster itself chooses it. */
function shardDurationOf(retentionSeconds: number | null): string {
  if (retentionSeconds === null || retentionSeconds >= 180 * day) return `${7 * day}s`
  return `${retentionSeconds < 2 * day ? hour : day}s`
}

const goDuration = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)(?:\.(\d{1,9}))?s)?$/

/** Reads a duration as Go prints it, such as `168h0m0s`; `0s` is for ever. */
function retentionOf(duration: string): Retention {
  const match = goDuration.exec(duration)
  if (!match) throw misunderstood(false)
  const [hours, minutes, rest] = match.slice(1, 4).map((part) => Number(part ?? 0)) as [number, number, number]
  const whole = hours * hour + minutes * 60 + rest
  const nanoseconds = Number((match[4] ?? '').padEnd(9, '0'))
  if (nanoseconds === 0) return { retentionSeconds: whole || null }
  return {
    retentionSeconds: whole + nanoseconds / 1e9,
    retentionNanoseconds: BigInt(whole) * 1_000_000_000n + BigInt(nanoseconds),
  }
}
