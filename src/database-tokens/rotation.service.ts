import { expectRoom } from '../accounts/quotas.ts'
import type { Caller, SignedIn } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import type { Changes } from '../changes/changes.ts'
import type { LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { conflict } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { maySee } from '../policy/decide.ts'
import { printDateTime } from '../values/date-time.ts'
import * as permissionStore from './database-permission.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView } from './database-token.ts'
import type { DatabaseToken, DatabaseTokenSecretPayload, RotateTokenInput } from './database-token.type.ts'
import { carryToken, issue } from './issue.ts'
import { refuseUnlessAccepted, requireToken } from './require-token.ts'
import * as rotationStore from './rotation.store.ts'
import { parseOverlap, parseSuccessorExpiresAt, retiredAt } from './rotation.ts'

/** Replaces a database token by a successor with a new secret. */
export class RotationService {
  constructor(
    private readonly changes: Changes,
    private readonly keys: Keys,
    private readonly clusters: LinkedClusters,
  ) {}

  /**
   * Creates a successor, and lets the old token expire after the overlap. Throws NOT_FOUND, BAD_INPUT, and CONFLICT for
   * a token that no longer works or has a successor already, and when three tokens of one line would be accepted at
   * once.
   */
  rotate(caller: Caller, input: RotateTokenInput): Promise<DatabaseTokenSecretPayload> {
    const { id } = input
    const overlap = parseOverlap(input.overlap)
    return this.changes.run(caller, 'rotateDatabaseToken', async (change) => {
      const { db, accountId, at } = change
      const old = await requireToken(change, id, 'input.id')
      refuseReplaced(old, change.caller)
      refuseUnlessAccepted(old)
      const { clusterId, description } = old
      const { lifetimeMilliseconds, lineId } = await rotationStore.lineageOf(db, accountId, id)
      const another = await rotationStore.acceptedOfLine(db, accountId, lineId, id, at)
      if (another && overlap > 0) throw conflict(threeAtOnce(another, change.caller), 'input.overlap')
      // Without an overlap the successor takes the old token's place, so that a leaked token can be replaced even at
      // the limit.
      await expectRoom(change, 'databaseTokens', overlap === 0 ? 1 : 0)
      const expiresAt = parseSuccessorExpiresAt(input.expiresAt, lifetimeMilliseconds, at)
      const grants = await permissionStore.ofTokens(db, accountId, [id], at)
      const target = await this.clusters.capabilitiesOf(db, accountId, clusterId)
      const made = { clusterId, description, expiresAt, rotatedFromId: id }
      const successor = await issue(change, made, lineId, grants, target, this.keys)
      const patch = { expiresAt: retiredAt(old, at, overlap), replacedById: successor.token.id }
      const retired = await databaseTokenStore.update(db, accountId, id, patch, at)
      const changes = differences(auditView(old, grants), auditView(retired, grants))
      change.record({ id, label: description, changes })
      await carryToken(change, retired, target)
      return successor
    })
  }
}

/**
 * Throws CONFLICT for a token that has a successor. Its id is told only to callers who may see tokens, which the
 * permission to rotate does not include.
 */
function refuseReplaced({ replacedById }: DatabaseToken, caller: SignedIn): void {
  if (replacedById === null) return
  const remedy = 'Rotate that one instead; with an overlap of 0s if its secret was lost.'
  if (!maySee(caller, 'DatabaseToken'))
    throw conflict(`The token was replaced by another one already. ${remedy}`, 'input.id')
  const details = { successorId: replacedById }
  throw conflict(`The token was replaced by ${replacedById} already. ${remedy}`, 'input.id', details)
}

/** The sentence that refuses a rotation after which three tokens of one line would be accepted. */
function threeAtOnce({ id, expiresAt }: Pick<DatabaseToken, 'id' | 'expiresAt'>, caller: SignedIn): string {
  const end = expiresAt === null ? 'without an end' : `until ${printDateTime(expiresAt)}`
  const other = maySee(caller, 'DatabaseToken') ? `${id}, which is accepted ${end}` : 'another one that is accepted'
  return `The token goes back to ${other}: revoke that one first, or give an overlap of 0s.`
}
