import { readFileSync } from 'node:fs'
import type { Checkpoint } from '../../ledger/checkpoint.ts'
import { Sink } from '../../ledger/sink.ts'

/**
 * Sends the checkpoint with which the log of a restored store begins to the sink. Answers, where that does not take it,
 * with what the operator has to do.
 */
export async function sendToSink(place: string | undefined, headsFile: string): Promise<readonly string[]> {
  if (place === undefined) return []
  let fault: unknown
  const sink = new Sink(place, (error) => {
    fault = error
  })
  sink.send(JSON.parse(readFileSync(headsFile, 'utf8')) as Checkpoint)
  await sink.close()
  if (fault === undefined) return []
  return [
    `CLUSTERGATE_AUDIT_SINK did not take the new heads (${(fault as Error).message}): send it ${headsFile} by hand.`,
  ]
}
