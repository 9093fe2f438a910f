import type { SignedIn } from '../auth/caller.ts'
import type { DecidingGroup } from '../ledger/chain.ts'
import { typeNameOf } from '../nodes/node.type.ts'
import { decide, maySee } from '../policy/decide.ts'
import { requirementOf } from '../policy/operations.ts'
import type { Rehearsal, Told, ToldEvent, ToldMail } from '../rehearsal.ts'
import { eventsOf, outcomeOf } from './audit-entries.ts'
import type { Change, QueuedMail, Recorded } from './change.ts'
import { type Impact, tellImpact } from './impact.ts'

/** The answer of a piece of work, and the caller as the transaction has found them. */
interface Decided<T> {
  readonly answer: T
  readonly caller: SignedIn
  readonly decidedBy: readonly DecidingGroup[]
}

/** Runs work in a transaction, and commits it unless it throws. */
type Commit = (work: (change: Change) => Promise<never>) => Promise<never>

/**
 * Does the work of a change as usual, has it undone before it is audited, and tells the rehearsal what it would have
 * done. Work that is refused is refused as usual.
 */
export async function rehearse<T>(
  rehearsal: Rehearsal,
  action: string,
  commit: Commit,
  work: (change: Change) => Promise<Decided<T>>,
  hiddenAmong: (reader: SignedIn, ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<T> {
  try {
    return await commit(async (change) => {
      const notes: Notes = { recorded: [], mails: [], parts: [] }
      const decided = await work(notingChange(change, notes))
      throw new Rehearsed(decided, notes)
    })
  } catch (end) {
    if (!(end instanceof Rehearsed)) throw end
    const decided = end.decided as Decided<T>
    const { caller: reader } = decided
    // Asked after all is undone: the rights to what changes are those before the change.
    const hidden = reader.scopes.size > 0 ? await hiddenAmong(reader, idsOf(end.notes)) : nothing
    rehearsal.tell(tell(end.notes, action, decided, rehearsal, hidden))
    return decided.answer
  }
}

/** Ends the transaction of a rehearsal, so that nothing of it stays. */
class Rehearsed extends Error {
  constructor(
    readonly decided: Decided<unknown>,
    readonly notes: Notes,
  ) {
    super('A rehearsal ends without an effect.')
  }
}

const nothing: ReadonlySet<string> = new Set()

/** The ids of the objects that the events are about, without those that the change makes. */
const idsOf = ({ recorded }: Notes) => recorded.flatMap(({ id, isNew }) => (id === null || isNew ? [] : id))

interface Notes {
  readonly recorded: Recorded[]
  readonly mails: QueuedMail[]
  readonly parts: Impact[]
}

const notingChange = (change: Change, { recorded, mails, parts }: Notes): Change => ({
  ...change,
  isRehearsal: true,
  record: (event) => recorded.push(event),
  noteMail: (mail) => mails.push(mail),
  impact: async (count) => void parts.push(await count()),
})

function tell(
  { recorded, mails, parts }: Notes,
  action: string,
  { caller: reader, decidedBy }: Decided<unknown>,
  rehearsal: Rehearsal,
  hidden: ReadonlySet<string>,
): Told {
  const mayReadGroups = maySee(reader, 'Group')
  const common = { action, decidedBy: mayReadGroups ? decidedBy : [] }
  const readings = eventsOf(recorded).map((event) => readEvent(event, common, reader, hidden))
  const told = mails.map((mail) => tellMail(mail, reader, rehearsal))
  const { impact, isWhole } = tellImpact(parts, reader)
  return {
    events: readings.flatMap(({ event }) => event ?? []),
    mails: told,
    impact,
    withheld:
      readings.some(({ isWhole }) => !isWhole) ||
      (decidedBy.length > 0 && !mayReadGroups) ||
      told.some(({ to }) => to === null) ||
      !isWhole,
  }
}

/** An event as a caller may read it. */
interface Reading {
  readonly event?: ToldEvent
  readonly isWhole: boolean
}

/**
 * Reads an event by the rules for the object that it is about, field by field. What the caller asked for is always told,
 * without what they may not read; what else would happen is left out then, and so is what happens to an object that is
 * hidden from them among others that they may read. An event without an object is about
 * something that the caller has named.
 */
function readEvent(
  recorded: Recorded,
  { action, decidedBy }: { readonly action: string; readonly decidedBy: readonly DecidingGroup[] },
  reader: SignedIn,
  hidden: ReadonlySet<string>,
): Reading {
  const { id, label, changes = [], error, isNew = false } = recorded
  const common = {
    action: recorded.action ?? action,
    outcome: outcomeOf(error),
    errorCode: error?.code ?? null,
    decidedBy: error ? [] : decidedBy,
  }
  const resourceId = isNew ? null : id
  if (id === null) return { event: { ...common, resourceId, resourceLabel: label, changes }, isWhole: true }
  const typeName = typeNameOf({ id }) ?? ''
  const ownerId = recorded.ownerId ?? id
  const mayRead = (field: string) => decide(reader, requirementOf(typeName, field), ownerId).allowed
  if (!mayRead('id')) {
    if (recorded.action !== undefined) return { isWhole: false }
    return { event: { ...common, resourceId, resourceLabel: null, changes: [] }, isWhole: false }
  }
  if (hidden.has(id)) return { isWhole: false }
  const readable = changes.filter(({ field }) => mayRead(field))
  return {
    event: { ...common, resourceId, resourceLabel: label, changes: readable },
    isWhole: readable.length === changes.length,
  }
}

/** An address is told to those who may read people and invitations, to its owner, and to those who have named it. */
function tellMail({ kind, to }: QueuedMail, reader: SignedIn, rehearsal: Rehearsal): ToldMail {
  const mayRead = reader.permissions.has(kind === 'invitation' ? 'INVITATION_READ' : 'USER_READ')
  const isOwn = reader.kind === 'person' && reader.label === to
  return { kind, to: mayRead || isOwn || rehearsal.isGiven(to) ? to : null }
}
