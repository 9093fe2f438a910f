import * as accountStore from '../accounts/account.store.ts'
import { differences } from '../audit/chain.ts'
import { type Origin, personBehind, type SignedIn } from '../auth/caller.ts'
import type { Keys } from '../auth/keys.ts'
import { checkPassword, type PasswordHasher } from '../auth/password.ts'
import { kindOfSecret, mintSecret } from '../auth/secret.ts'
import type { Change, Changes, GuardedChange } from '../changes/changes.ts'
import * as clusterStore from '../clusters/cluster.store.ts'
import { badInput, ClustergateError, conflict, notFound } from '../errors.ts'
import * as groupStore from '../groups/group.store.ts'
import type { Group } from '../groups/group.type.ts'
import { parseGroups } from '../groups/parse-groups.ts'
import type { Links } from '../mail/links.ts'
import type { InvitationMail } from '../mail/messages.ts'
import type { Connection, Order, PageRequest, Pager } from '../pages/page.ts'
import type { Opened, SessionService } from '../sessions/session.service.ts'
import type { Sql } from '../store/tables.ts'
import { parseAttributes, printAttributes, readAttributes } from '../users/attributes.ts'
import * as userStore from '../users/user.store.ts'
import type { Attribute } from '../users/user.type.ts'
import { isId, newId } from '../values/id.ts'
import { parseList, parsePersonName, parseSearch } from '../values/text.ts'
import * as invitationStore from './invitation.store.ts'
import { lifeSecondsDefault, lifeSecondsMax, lifeSecondsMin, refusalFor, statusOf } from './invitation.ts'
import type {
  AcceptInvitationInput,
  Invitation,
  InvitationFilter,
  InvitationInput,
  InvitationPayload,
  InvitationPreview,
  InvitationResult,
  InviteUsersInput,
} from './invitation.type.ts'

const newestFirst: Order<Invitation> = {
  name: 'invitations by time',
  columns: ['invitations.created_at', 'invitations.id'],
  direction: 'desc',
  key: ({ createdAt, id }) => [createdAt, id],
}

/** What all invitations of one change have in common. */
interface Invitations {
  readonly inviter: { readonly id: string | null; readonly name: string | null }
  readonly lifeMilliseconds: number
  readonly groups: readonly Group[]
  readonly letterhead: Pick<InvitationMail, 'accountId' | 'accountName' | 'clusters' | 'loginUrl' | 'invitedBy'>
}

/** Somebody to invite, with everything checked. */
interface Invitee {
  readonly email: string
  readonly groups: readonly Group[]
  readonly attributes: readonly Attribute[]
}

export class InvitationService {
  constructor(
    private readonly db: Sql,
    private readonly changes: Changes,
    private readonly pager: Pager,
    private readonly keys: Keys,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    private readonly links: Links,
    private readonly clock: () => number,
  ) {}

  /** Undefined when the account has no such invitation. */
  async find(caller: SignedIn, id: string): Promise<Invitation | undefined> {
    return isId('invitation', id) ? invitationStore.find(this.db, caller.accountId, id) : undefined
  }

  findMany(caller: SignedIn, ids: readonly string[]): Promise<readonly Invitation[]> {
    return invitationStore.findMany(this.db, caller.accountId, ids)
  }

  async page(
    caller: SignedIn,
    request: PageRequest,
    { search, statuses }: InvitationFilter,
  ): Promise<Connection<Invitation>> {
    const { accountId } = caller
    const now = this.clock()
    const filter = { search: parseSearch(search), statuses: statuses ? [...new Set(statuses)] : undefined }
    const window = this.pager.window(accountId, newestFirst, request)
    const slice = await invitationStore.page(this.db, accountId, filter, now, window)
    return this.pager.connection(window, slice, () => invitationStore.count(this.db, accountId, filter, now))
  }

  /** The groups that each invitation gives, in the order of the ids. */
  groupsOf(caller: SignedIn, ids: readonly string[]): Promise<readonly (readonly Group[])[]> {
    return groupStore.ofInvitations(this.db, caller.accountId, ids)
  }

  /** The invitation that each person joined with, in the order of the ids; null for those who joined without one. */
  async acceptedBy(caller: SignedIn, userIds: readonly string[]): Promise<readonly (Invitation | null)[]> {
    const found = await invitationStore.findAcceptedBy(this.db, caller.accountId, userIds)
    const byUser = new Map(found.map((invitation) => [invitation.acceptedById, invitation]))
    return userIds.map((id) => byUser.get(id) ?? null)
  }

  /** What the holder of a link may see; undefined for an unknown secret. */
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
      status: statusOf(held, this.clock()),
    }
  }

  /** Invites 1 to 100 people; each row is refused or goes through by itself. Throws BAD_INPUT for the whole. */
  invite(caller: SignedIn, input: InviteUsersInput): Promise<InvitationResult[]> {
    const rows = parseList(input.invitations, 'input.invitations', 'invitations', 1)
    const lifeMilliseconds = parseLife(input.expiresIn) * 1000
    return this.changes.run(caller, 'inviteUsers', async (change) => {
      const inviter = await this.#inviter(change)
      const invitations = await this.#prepare(change, inviter, lifeMilliseconds)
      const results: InvitationResult[] = []
      for (const [at, row] of rows.entries()) {
        results.push(await this.#inviteRow(change, invitations, row, `input.invitations.${at}`))
      }
      return results
    })
  }

  /** As the operator, on a change of theirs: answers with the link. Throws CONFLICT. */
  async inviteAsOperator(change: Change, email: string, groupKeys: readonly string[]): Promise<string> {
    const inviter = { id: null, name: null }
    const invitations = await this.#prepare(change, inviter, lifeSecondsDefault * 1000)
    const groups = invitations.groups.filter(({ key }) => groupKeys.includes(key))
    await this.#refuseKnown(change, email)
    return (await this.#send(change, invitations, { email, groups, attributes: [] })).link
  }

  /** Sends a pending or expired invitation again, in the caller’s name, with a new secret and life. Throws NOT_FOUND and CONFLICT. */
  resend(caller: SignedIn, id: string): Promise<InvitationPayload> {
    return this.changes.run(caller, 'resendInvitation', async (change) => {
      const { db, accountId, at } = change
      const before = await this.#known(change, id)
      const status = statusOf(before, at)
      if (status !== 'PENDING' && status !== 'EXPIRED')
        throw conflict(`This invitation is ${status.toLowerCase()}.`, 'id')
      await this.#refuseMember(change, before.email)
      if (status === 'EXPIRED') await this.#refusePending(change, before.email)
      const inviter = await this.#inviter(change)
      const invitations = await this.#prepare(change, inviter, before.lifeMilliseconds)
      const [groups = []] = await groupStore.ofInvitations(db, accountId, [id])
      const mailed = await this.#mail(change, invitations, before.email, groups)
      // Whoever sends it again answers for it: where links are handed over, they know this one.
      await invitationStore.renew(db, accountId, id, { ...mailed, invitedById: inviter.id })
      const invitation = (await invitationStore.find(db, accountId, id)) as Invitation
      change.record({ id, label: before.email, changes: differences(sentView(before), sentView(invitation)) })
      return { invitation, link: this.links.handedOver ? mailed.link : null }
    })
  }

  /** Throws NOT_FOUND, and for one that is not pending the error that says what it is. */
  revoke(caller: SignedIn, id: string): Promise<InvitationPayload> {
    return this.changes.run(caller, 'revokeInvitation', async (change) => {
      const { db, accountId, at } = change
      const before = await this.#known(change, id)
      const refused = refusalFor(statusOf(before, at))
      if (refused) throw refused
      await invitationStore.revoke(db, accountId, id, at, personBehind(change.caller))
      const changes = differences({ status: 'PENDING' }, { status: 'REVOKED' })
      change.record({ id, label: before.email, changes })
      return { invitation: (await invitationStore.find(db, accountId, id)) as Invitation, link: null }
    })
  }

  /**
   * Makes the holder of the link a person of the account, with the address, groups and attributes of the invitation,
   * and signs in. Throws NOT_FOUND, INVITATION_EXPIRED, INVITATION_REVOKED, INVITATION_ACCEPTED, CONFLICT, BAD_INPUT.
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
      const passwordHash = await this.hasher.hash(password)
      const userId = newId('user')
      return await this.changes.runAs(accountId, { id: userId, label: email }, 'acceptInvitation', origin, (change) =>
        this.#join(change, { id: userId, email, name: personName, passwordHash }, secret, origin),
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
    user: Pick<userStore.NewUser, 'id' | 'email' | 'name' | 'passwordHash'>,
    secret: string,
    origin: Origin,
  ): Promise<Opened> {
    const { db, accountId, at } = change
    // Read again behind the account's lock: of several at once, one finds it pending.
    const invitation = await invitationStore.findBySecret(db, this.keys.hashCredential(secret))
    if (!invitation) throw unknownLink()
    const refused = refusalFor(statusOf(invitation, at))
    if (refused) throw refused
    await this.#refuseMember(change, user.email)
    const [groups = []] = await groupStore.ofInvitations(db, accountId, [invitation.id])
    await userStore.insert(db, accountId, { ...user, attributes: invitation.attributes }, at)
    const groupIds = groups.map((group) => group.id)
    await userStore.setGroups(db, accountId, user.id, groupIds)
    await invitationStore.accept(db, accountId, invitation.id, user.id, at)
    change.record({
      id: invitation.id,
      label: user.email,
      changes: differences({ status: 'PENDING' }, { status: 'ACCEPTED', acceptedBy: user.id }),
    })
    const view = { email: user.email, name: user.name, ...offerView(groups, readAttributes(invitation.attributes)) }
    change.record({ id: user.id, label: user.email, action: 'user.create', changes: differences({}, view) })
    return this.sessions.open(change, user.id, origin)
  }

  async #inviteRow(
    change: GuardedChange,
    invitations: Invitations,
    row: InvitationInput,
    field: string,
  ): Promise<InvitationResult> {
    try {
      const groups = parseGroups(invitations.groups, row.groupIds, `${field}.groupIds`)
      const attributes = parseAttributes(row.attributes, `${field}.attributes`)
      await this.#refuseKnown(change, row.email)
      const { id, link } = await this.#send(change, invitations, { email: row.email, groups, attributes })
      const invitation = await invitationStore.find(change.db, change.accountId, id)
      return { email: row.email, invitation, link: this.links.handedOver ? link : null }
    } catch (error) {
      if (!(error instanceof ClustergateError)) throw error
      change.record({ id: null, label: row.email, error })
      return { email: row.email, error: { code: error.code, message: error.message } }
    }
  }

  async #send(change: Change, invitations: Invitations, invitee: Invitee): Promise<{ id: string; link: string }> {
    const { db, accountId, at } = change
    const { email, groups, attributes } = invitee
    const id = newId('invitation')
    const mailed = await this.#mail(change, invitations, email, groups)
    await invitationStore.insert(db, accountId, {
      id,
      email,
      attributes: printAttributes(attributes),
      invitedById: invitations.inviter.id,
      groupIds: groups.map((group) => group.id),
      createdAt: at,
      lifeMilliseconds: invitations.lifeMilliseconds,
      ...mailed,
    })
    const changes = differences({}, { email, ...offerView(groups, attributes) })
    change.record({ id, label: email, changes })
    return { id, link: mailed.link }
  }

  /** Mints the secret of a link and queues the mail that carries it. */
  async #mail(change: Change, invitations: Invitations, email: string, groups: readonly Group[]) {
    const secret = mintSecret('invitation')
    const link = this.links.accept(secret)
    const expiresAt = change.at + invitations.lifeMilliseconds
    const mailId = await change.mail({
      kind: 'invitation',
      to: email,
      ...invitations.letterhead,
      groupNames: groups.map(({ name }) => name),
      link,
      expiresAt,
    })
    return { secretHash: this.keys.hashCredential(secret), mailId, link, expiresAt }
  }

  async #prepare(
    { db, accountId }: Change,
    inviter: Invitations['inviter'],
    lifeMilliseconds: number,
  ): Promise<Invitations> {
    const account = await accountStore.find(db, accountId)
    const clusters = await clusterStore.list(db, accountId)
    return {
      inviter,
      lifeMilliseconds,
      groups: await groupStore.list(db, accountId),
      letterhead: {
        accountId,
        accountName: account?.name ?? '',
        clusters: clusters.map(({ id, name, url }) => ({ id, name, url })),
        loginUrl: this.links.login,
        invitedBy: inviter.name,
      },
    }
  }

  /** The person who invites; a token invites in the name of its creator. */
  async #inviter({ db, accountId, caller }: GuardedChange): Promise<Invitations['inviter']> {
    const id = personBehind(caller)
    const user = await userStore.find(db, accountId, id)
    return { id, name: user?.name ?? null }
  }

  async #known({ db, accountId }: Change, id: string): Promise<Invitation> {
    const invitation = isId('invitation', id) ? await invitationStore.find(db, accountId, id) : undefined
    if (!invitation) throw notFound('invitation', 'id')
    return invitation
  }

  async #held(secret: string): Promise<invitationStore.HeldInvitation | undefined> {
    if (kindOfSecret(secret) !== 'invitation') return undefined
    return invitationStore.findBySecret(this.db, this.keys.hashCredential(secret))
  }

  async #refuseKnown(change: Change, email: string): Promise<void> {
    await this.#refuseMember(change, email)
    await this.#refusePending(change, email)
  }

  async #refuseMember({ db, accountId }: Change, email: string): Promise<void> {
    const member = await userStore.findByEmail(db, accountId, email)
    if (member) throw conflict('This address already belongs to a person of the account.')
  }

  async #refusePending({ db, accountId, at }: Change, email: string): Promise<void> {
    if (!(await invitationStore.isPending(db, accountId, email, at))) return
    throw conflict('This address has a pending invitation. Send that again, or revoke it first.')
  }
}

function parseLife(given: number | null | undefined): number {
  const life = given ?? lifeSecondsDefault
  if (life < lifeSecondsMin || life > lifeSecondsMax) {
    throw badInput('input.expiresIn', 'An invitation lives 1h to 30d.')
  }
  return life
}

const unknownLink = () =>
  new ClustergateError('NOT_FOUND', 'This link is not valid. Check that it was copied whole.', {
    field: 'input.secret',
  })

const offerView = (groups: readonly Group[], attributes: readonly Attribute[]) => ({
  groups: groups.map(({ key }) => key).sort(),
  attributes: attributes.map(({ key, value }) => ({ key, value })),
})

const sentView = ({ sentCount, expiresAt }: Invitation) => ({ sentCount, expiresAt: new Date(expiresAt).toISOString() })
