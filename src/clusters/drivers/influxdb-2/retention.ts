const hour = 3_600
const day = 24 * hour

/**
 * How long data is kept, in the words of InfluxDB 2. Both numbers are always said: without the first it keeps data for
 * 30 days, and without the second it refuses a retention that is shorter than what its data is divided into.
 */
export const retentionRules = (retentionSeconds: number | null) => [
  {
    type: 'expire',
    everySeconds: retentionSeconds ?? 0,
    shardGroupDurationSeconds: shardGroupSeconds(retentionSeconds),
  },
]

/** What InfluxDB 2 takes by itself for a new bucket. */
function shardGroupSeconds(retentionSeconds: number | null): number {
  if (retentionSeconds === null || retentionSeconds >= 180 * day) return 7 * day
  return retentionSeconds < 2 * day ? hour : day
}
