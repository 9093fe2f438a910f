import { expect, it } from 'vitest'
import type { ExportedEvent } from '../../src/audit-events/exported.ts'
import { gapOf } from '../../src/backup/restore/settle-account.ts'
import { TakenAway } from '../../src/backup/restore/taken-away.ts'

const at = (sequence: number, hash = `hash-${sequence}`) => ({ sequence, hash })
const later = (sequence: number) => ({ accountId: 'account', end: at(sequence), taken: new TakenAway() })

it.each([
  ['nothing is known', undefined, true, undefined, 'UNKNOWN'],
  ['the heads are of before the backup', at(9), true, undefined, 'UNKNOWN'],
  ['the heads are those of the backup', at(10), true, undefined, 'NONE'],
  ['the heads have its number and another hash', at(10, 'other'), true, undefined, 'OPEN'],
  ['the heads are those of the backup, and another gateway may have later ones', at(10), false, undefined, 'UNKNOWN'],
  ['the heads are ahead', at(12), true, undefined, 'OPEN'],
  ['the heads are ahead, and an export ends before them', at(12), true, later(11), 'OPEN'],
  ['the heads are ahead, and an export has them', at(12), true, later(12), 'CARRIED_OUT'],
  ['the same, and another gateway may have later ones', at(12), false, later(12), 'OPEN'],
  ['the heads are those of the backup, and an export is ahead', at(10), true, later(12), 'CARRIED_OUT'],
] as const)('what is known of the time after a backup, where %s', (_, known, isLast, export_, gap) => {
  expect(gapOf({ head: at(10), known, isLast, later: export_ })).toBe(gap)
})

it('a master key that was retired after the backup is counted as not done again', () => {
  const taken = new TakenAway()
  taken.add({ action: 'key.retire', outcome: 'SUCCEEDED', resourceId: null, changes: [] } as unknown as ExportedEvent)
  expect([...taken.others]).toEqual([['key.retire', 1]])
})
