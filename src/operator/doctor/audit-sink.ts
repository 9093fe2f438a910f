import { handOver } from '../../ledger/sink.ts'
import { failed, ok, onOpened, skipped } from './check.ts'

/** Whether the second place of the audit log's heads takes them: it gets the last one once more. */
export const auditSink = onOpened(async ({ sink, checkpoints, keys }) => {
  if (!sink)
    return [
      skipped('CLUSTERGATE_AUDIT_SINK is not set: the heads of the audit log are kept in the data directory alone.'),
    ]
  const last = checkpoints.last()
  if (!last) return [skipped('No change was made yet, so there is nothing to hand to CLUSTERGATE_AUDIT_SINK.')]
  try {
    await sink.read(keys)
    await handOver(sink.place, last)
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    const reason = code ?? message.replace(/\.$/, '')
    return [
      failed(
        `CLUSTERGATE_AUDIT_SINK does not take the heads of the audit log (${reason}).`,
        'Mend it: what is cut off the log together with the data directory is found out by it alone.',
      ),
    ]
  }
  return [ok('CLUSTERGATE_AUDIT_SINK takes the heads of the audit log.')]
})
