import { readFileSync } from 'node:fs'
import type { Checkpoint } from '../ledger/checkpoint.ts'
import { Sink } from '../ledger/sink.ts'

/** Sends the checkpoint with which the log of a restored store begins to the sink. Throws where that takes none. */
export async function sendToSink(place: string | undefined, headsFile: string): Promise<void> {
  if (place === undefined) return
  let fault: unknown
  const sink = new Sink(place, (error) => {
    fault = error
  })
  sink.send(JSON.parse(readFileSync(headsFile, 'utf8')) as Checkpoint)
  await sink.close()
  if (fault === undefined) return
  throw new Error(
    `The store is restored, but CLUSTERGATE_AUDIT_SINK did not take its new heads: send it ${headsFile} by hand.`,
    { cause: fault },
  )
}
