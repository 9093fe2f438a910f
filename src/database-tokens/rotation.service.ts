import { expectRoom } from '../accounts/quotas.ts'
import type { Caller } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import type { Changes, GuardedChange } from '../changes/changes.ts'
import type { CapableLink, LinkedClusters } from '../clusters/links/linked-clusters.ts'
import { type ClustergateError, conflict } from '../errors.ts'
import { differences } from '../ledger/chain.ts'
import { wholeAccount } from '../policy/reach.ts'
import { printDateTime } from '../values/date-time.ts'
import type { AtVersion } from '../values/version.type.ts'
import * as permissionStore from './database-permission.store.ts'
import * as databaseTokenStore from './database-token.store.ts'
import { auditView, type Grant } from './database-token.ts'
import type { DatabaseToken, DatabaseTokenSecretPayload, RotateTokenInput } from './database-token.type.ts'
import { maySeeToken, recordable } from './decide-on-token.ts'
import { carryToken, issue, type TokenPlan } from './issue.ts'
import { type Minter, mintsSecrets } from './minter.ts'
import { refuseUnlessAccepted, requireToken } from './require-token.ts'
import * as rotationStore from './rotation.store.ts'
import { parseOverlap, parseSuccessorExpiresAt, retiredAt } from './rotation.ts'

/** What a rotation knows of the token that it replaces. */
interface Rotatable extends rotationStore.Lineage {
  readonly old: DatabaseToken
  readonly grants: readonly Grant[]
  readonly target: CapableLink | undefined
}

/** Replaces a database token by a successor with a new secret. */
export class RotationService {
  constructor(
    private readonly changes: Changes,
    private readonly keys: Keys,
    private readonly clusters: LinkedClusters,
    private readonly minter: Minter,
  ) {}

  /**
   * Creates a successor, and lets the old token expire after the overlap. Throws NOT_FOUND, FORBIDDEN, BAD_INPUT,
   * STALE_VERSION, and CONFLICT for a token that no longer works or has a successor already, and when three tokens of
   * one line would be accepted at once. Where the cluster makes the secret, the old token is left alone until the
   * successor has one; then it throws as `DatabaseTokenService.create` does.
   */
  async rotate(caller: Caller, input: RotateTokenInput): Promise<DatabaseTokenSecretPayload> {
    const overlap = parseOverlap(input.overlap)
    const work = async (change: GuardedChange) => {
      const rotatable = await this.#read(change, input, overlap, [])
      // Without an overlap the successor takes the old token's place, so that a leaked token can be replaced even at
      // the limit.
      await expectRoom(change, 'databaseTokens', overlap === 0 ? 1 : 0)
      const plan = planOf(rotatable, input.expiresAt, change.at)
      const successor = mintsSecrets(rotatable.target)
        ? await this.minter.begin(change, plan, rotatable.target)
        : await issue(change, plan, rotatable.target, this.keys)
      if ('secret' in successor) await retire(change, rotatable, overlap, successor.token.id)
      return successor
    }
    const issued = await this.minter.beginOnce(caller.origin, () =>
      this.changes.run(caller, 'rotateDatabaseToken', work, this.minter.revive),
    )
    if ('secret' in issued) return issued
    return this.minter.finish(issued, caller.origin, (store) =>
      this.changes.run(caller, 'rotateDatabaseToken', async (change) => {
        const rotatable = await this.#read(change, input, overlap, [issued.id])
        const successor = await store(change.db, change.at)
        await retire(change, rotatable, overlap, successor.id)
        return successor
      }),
    )
  }

  /** Reads the token that is to be replaced, unless that is refused. `successorIds` are those being made for it. */
  async #read(
    change: GuardedChange,
    input: AtVersion,
    overlap: number,
    successorIds: readonly string[],
  ): Promise<Rotatable> {
    const { db, accountId, at } = change
    const { id } = input
    const old = await requireToken(change, input, 'input.id')
    await refuseReplaced(change, old)
    refuseUnlessAccepted(old)
    const lineage = await rotationStore.lineageOf(db, accountId, id)
    const another = await rotationStore.acceptedOfLine(db, accountId, lineage.lineId, [id, ...successorIds], at)
    if (another && overlap > 0) throw await refusalBeside(change, another, id)
    const grants = await permissionStore.ofTokens(db, wholeAccount(accountId), [id], at)
    const target = await this.clusters.capabilitiesOf(db, accountId, old.clusterId)
    return { ...lineage, old, grants, target }
  }
}

function planOf(
  { old, lifetimeMilliseconds, lineId, grants }: Rotatable,
  expiresAt: number | null | undefined,
  at: number,
): TokenPlan {
  const { id, clusterId, description } = old
  const end = parseSuccessorExpiresAt(expiresAt, lifetimeMilliseconds, at)
  return { clusterId, description, expiresAt: end, rotatedFromId: id, lineId, grants }
}

/** Lets a token expire after the overlap, now that it has a successor. */
async function retire(
  change: GuardedChange,
  { old, grants, target }: Rotatable,
  overlap: number,
  successorId: string,
): Promise<void> {
  const { db, accountId, at } = change
  const patch = { expiresAt: retiredAt(old, at, overlap), replacedById: successorId }
  const retired = await databaseTokenStore.update(db, accountId, old.id, patch, at)
  const kept = await recordable(change, grants)
  const changes = differences(auditView(old, kept), auditView(retired, kept))
  change.record({ id: old.id, label: old.description, changes })
  await change.impact(() => ({ databaseTokensRevoked: overlap === 0 ? 1 : 0 }))
  await carryToken(change, retired, target)
}

/**
 * Throws CONFLICT for a token that has a successor. Its id is told only to callers who may see that, which the permission
 * to rotate does not include.
 */
async function refuseReplaced(change: GuardedChange, { replacedById }: DatabaseToken): Promise<void> {
  if (replacedById === null) return
  const remedy = 'Rotate that one instead; with an overlap of 0s if its secret was lost.'
  if (!(await maySeeToken(change, replacedById)))
    throw conflict(`The token was replaced by another one already. ${remedy}`, 'input.id')
  const details = { successorId: replacedById }
  throw conflict(`The token was replaced by ${replacedById} already. ${remedy}`, 'input.id', details)
}

/** The refusal of a rotation after which three tokens of one line would be accepted. */
async function refusalBeside(
  change: GuardedChange,
  another: rotationStore.AcceptedOfLine,
  id: string,
): Promise<ClustergateError> {
  const { id: anotherId, expiresAt, rotatedFromId } = another
  if (rotatedFromId === id) {
    return conflict('Another rotation of this token is under way. Look at the token again in a moment.', 'input.id')
  }
  const end = expiresAt === null ? 'without an end' : `until ${printDateTime(expiresAt)}`
  const other = (await maySeeToken(change, anotherId))
    ? `${anotherId}, which is accepted ${end}`
    : 'another one that is accepted'
  return conflict(`The token goes back to ${other}: revoke that one first, or give an overlap of 0s.`, 'input.overlap')
}
