import * as accountStore from '../accounts/account.store.ts'
import type { Origin } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import { checkPassword, type PasswordHasher } from '../auth/password.ts'
import { kindOfSecret } from '../auth/secret.ts'
import type { Change, Changes } from '../changes/changes.ts'
import { ClustergateError } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import { expectFitsPerson } from '../groups/parse-groups.ts'
import { differences } from '../ledger/chain.ts'
import type { Opened, SessionService } from '../sessions/session.service.ts'
import type { Sql } from '../store/tables.ts'
import { readAttributes } from '../users/attributes.ts'
import * as membershipStore from '../users/membership.store.ts'
import * as userStore from '../users/user.store.ts'
import { newId } from '../values/id.ts'
import { parsePersonName } from '../values/text.ts'
import * as invitationStore from './invitation.store.ts'
import { refusalFor, statusOf } from './invitation.ts'
import type { AcceptInvitationInput, InvitationPreview } from './invitation.type.ts'
import { auditView, refuseMember } from './invitation-terms.ts'
import { effectiveStatus } from './sender.ts'

/** Preview and acceptance of an invitation by the holder of its link. */
export class AcceptanceService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly keys: Keys,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    private readonly clock: () => number,
  ) {}

  /** The invitation as it is shown before acceptance; undefined for an unknown secret. */
  async preview(secret: string): Promise<InvitationPreview | undefined> {
    const held = await this.#held(secret)
    if (!held) return undefined
    const { accountId, id, email, expiresAt, invitedById } = held
    const [account, [groups = []], inviter] = await Promise.all([
      accountStore.find(this.db, accountId),
      groupStore.ofInvitations(this.db, accountId, [id]),
      invitedById === null ? undefined : userStore.find(this.db, accountId, invitedById),
    ])
    return {
      email,
      accountName: account?.name ?? '',
      groups: groups.map(({ name }) => name),
      invitedByName: inviter?.name ?? null,
      expiresAt,
      status: await effectiveStatus(this.db, held, groups, this.clock()),
    }
  }

  /**
   * Creates a user with the address, groups and attributes of the invitation, and signs them in. Throws NOT_FOUND,
   * INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_ACCEPTED, CONFLICT, BAD_INPUT.
   */
  async accept(origin: Origin, { secret, name, password }: AcceptInvitationInput): Promise<Opened> {
    const held = await this.#held(secret)
    if (!held) throw unknownLink()
    const { accountId, id, email } = held
    try {
      const refused = refusalFor(statusOf(held, this.clock()))
      if (refused) throw refused
      const personName = parsePersonName(name, 'input.name')
      checkPassword(password, email, 'input.password')
      const userId = newId('user')
      const hashed = await this.hasher.hash({ accountId, id: userId }, password)
      return await this.changes.runAs(accountId, { id: userId, label: email }, 'acceptInvitation', origin, (change) =>
        this.#join(change, { id: userId, email, name: personName, password: hashed }, secret, origin),
      )
    } catch (error) {
      if (error instanceof ClustergateError) {
        const actor = { id: null, label: email }
        await this.changes.recordFailure(accountId, actor, 'acceptInvitation', origin, error, { id, label: email })
      }
      throw error
    }
  }

  async #join(
    change: Change,
    user: Pick<userStore.NewUser, 'id' | 'email' | 'name' | 'password'>,
    secret: string,
    origin: Origin,
  ): Promise<Opened> {
    const { db, accountId, at } = change
    // Read again under the account's lock: of several concurrent requests, only one finds it pending.
    const invitation = await invitationStore.findBySecret(db, this.keys.hashesOf(secret))
    if (!invitation) throw unknownLink()
    const [groups = []] = await groupStore.ofInvitations(db, accountId, [invitation.id])
    const refused = refusalFor(await effectiveStatus(db, invitation, groups, at))
    if (refused) throw refused
    // The groups may have grown since they were offered.
    expectFitsPerson(groups, 'input.secret')
    await refuseMember(change, user.email)
    await userStore.insert(db, accountId, { ...user, attributes: invitation.attributes }, at)
    const groupIds = groups.map((group) => group.id)
    const terms = {
      until: null,
      source: 'INVITATION',
      grantedById: invitation.invitedById,
      grantedAt: at,
      reason: null,
    } as const
    await membershipStore.put(db, accountId, user.id, groupIds, terms)
    await invitationStore.accept(db, accountId, invitation.id, user.id, at)
    change.record({
      id: invitation.id,
      label: user.email,
      changes: differences({ status: 'PENDING' }, { status: 'ACCEPTED', acceptedBy: user.id }),
    })
    const view = { email: user.email, name: user.name, ...auditView(groups, readAttributes(invitation.attributes)) }
    change.record({ id: user.id, label: user.email, action: 'user.create', changes: differences({}, view) })
    return this.sessions.open(change, user.id, origin)
  }

  async #held(secret: string): Promise<invitationStore.HeldInvitation | undefined> {
    if (kindOfSecret(secret) !== 'invitation') return undefined
    return invitationStore.findBySecret(this.db, this.keys.hashesOf(secret))
  }
}

const unknownLink = () =>
  new ClustergateError('NOT_FOUND', 'This link is not valid. Check that it was copied whole.', {
    field: 'input.secret',
  })
