import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { type CredentialHashes, isHashOf, type StoredCredential } from '../auth/credential-hashes.ts'
import type { Deadline } from '../deadline.ts'
import { withdraw } from '../mail/outbox.ts'
import type { Slice, Window } from '../pages/page.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import { contains, isListed } from '../store/conditions.ts'
import { countRows, readLongSlice, readSlice } from '../store/page.ts'
import type { Sql, Tables } from '../store/tables.ts'
import { inAddresses } from '../values/email-address.ts'
import type { DeliveryStatus, Invitation, InvitationStatus } from './invitation.type.ts'

const columns = [
  'invitations.id',
  'invitations.email',
  'invitations.attributes',
  'invitations.invited_by as invitedById',
  'invitations.management_token_id as managementTokenId',
  'invitations.created_at as createdAt',
  'invitations.expires_at as expiresAt',
  'invitations.life_milliseconds as lifetimeMilliseconds',
  'invitations.sent_count as sentCount',
  'invitations.accepted_at as acceptedAt',
  'invitations.accepted_by as acceptedById',
  'invitations.revoked_at as revokedAt',
  'invitations.revoked_by as revokedById',
] as const

const ofAccount = (db: Sql, accountId: string) => withDelivery(db).where('invitations.account_id', '=', accountId)

const deliveryOf = sql<DeliveryStatus>`
  case when outbox.status = 'SENT' and outbox.is_written = 1 then 'WRITTEN' else outbox.status end`

const withDelivery = (db: Sql) =>
  db
    .selectFrom('invitations')
    .innerJoin('outbox', (join) =>
      join.onRef('outbox.account_id', '=', 'invitations.account_id').onRef('outbox.id', '=', 'invitations.mail_id'),
    )
    .select(columns)
    .select(deliveryOf.as('delivery'))

export const find = (db: Sql, accountId: string, id: string): Promise<Invitation | undefined> =>
  ofAccount(db, accountId).where('invitations.id', '=', id).executeTakeFirst()

export const findMany = (db: Sql, accountId: string, ids: readonly string[]): Promise<Invitation[]> =>
  ofAccount(db, accountId).where('invitations.id', 'in', ids).execute()

export const findAcceptedBy = (db: Sql, accountId: string, userIds: readonly string[]): Promise<Invitation[]> =>
  ofAccount(db, accountId).where('invitations.accepted_by', 'in', userIds).execute()

export interface HeldInvitation extends Invitation {
  readonly accountId: string
}

const held = (db: Sql) => withDelivery(db).select('invitations.account_id as accountId')

/**
 * The invitation that one of its links belongs to, whatever its status; undefined when no invitation has this secret.
 */
export const findBySecret = (db: Sql, secret: CredentialHashes): Promise<HeldInvitation | undefined> =>
  held(ofEveryAccount(db))
    .where((where) =>
      where.or([isHashOf('invitations.secret_hash', secret), isHashOf('invitations.earlier_secret_hash', secret)]),
    )
    .executeTakeFirst()

/** The pending invitations to an address, in one account or, where `accountId` is null, in all. */
export const findPendingTo = (
  db: Sql,
  email: string,
  accountId: string | null,
  now: number,
): Promise<HeldInvitation[]> =>
  (accountId === null ? held(ofEveryAccount(db)) : held(db).where('invitations.account_id', '=', accountId))
    .where('invitations.email', '=', email)
    .where((where) => hasStatus(where, 'PENDING', now))
    .orderBy('invitations.account_id')
    .execute()

/** The pending invitations that a person sent, perhaps by a management token. */
export const findPendingFrom = (db: Sql, accountId: string, userId: string, now: number): Promise<Invitation[]> =>
  ofAccount(db, accountId)
    .where('invitations.invited_by', '=', userId)
    .where((where) => hasStatus(where, 'PENDING', now))
    .execute()

/** Those of the people who sent an invitation that is pending. */
export async function sendersAmong(
  db: Sql,
  accountId: string,
  userIds: readonly string[],
  now: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('invitations')
    .select('invited_by as id')
    .distinct()
    .where('account_id', '=', accountId)
    .where(isListed(db, 'invited_by', JSON.stringify(userIds)))
    .where((where) => hasStatus(where, 'PENDING', now))
    .orderBy('invited_by')
    .execute()
  return rows.flatMap(({ id }) => id ?? [])
}

/** Whether an address has a pending invitation. */
export async function isPending(db: Sql, accountId: string, email: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('invitations')
    .select('id')
    .where('account_id', '=', accountId)
    .where('email', '=', email)
    .where((where) => hasStatus(where, 'PENDING', now))
    .executeTakeFirst()
  return row !== undefined
}

/** The checked filter of a list of invitations; every condition must hold, and undefined means any. */
export interface InvitationListFilter {
  /** Folded, see `fold`. */
  readonly search: string | undefined
  readonly statuses: readonly InvitationStatus[] | undefined
}

export const page = (
  db: Sql,
  accountId: string,
  filter: InvitationListFilter,
  now: number,
  window: Window<Invitation>,
  deadline: Deadline | undefined,
): Promise<Slice<Invitation>> => {
  const query = filtered(ofAccount(db, accountId), filter, now)
  return filter.search || filter.statuses ? readLongSlice(db, query, window, deadline) : readSlice(query, window)
}

export const count = (
  db: Sql,
  accountId: string,
  filter: InvitationListFilter,
  now: number,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, filtered(ofAccount(db, accountId), filter, now), deadline)

function filtered<Row>(
  query: SelectQueryBuilder<Tables, 'invitations' | 'outbox', Row>,
  { search, statuses }: InvitationListFilter,
  now: number,
): SelectQueryBuilder<Tables, 'invitations' | 'outbox', Row> {
  let narrowed = query
  if (search) narrowed = narrowed.where(contains('invitations.email', inAddresses(search)))
  if (statuses) narrowed = narrowed.where((where) => where.or(statuses.map((status) => hasStatus(where, status, now))))
  return narrowed
}

/** The status as a condition in SQL; must agree with `statusOf`. */
function hasStatus<T extends 'invitations'>(
  where: ExpressionBuilder<Tables, T>,
  status: InvitationStatus,
  now: number,
) {
  const is = (text: string) => sql<boolean>`(${sql.raw(text)})`
  const open = is('invitations.accepted_at is null and invitations.revoked_at is null')
  const conditions = {
    ACCEPTED: is('invitations.accepted_at is not null'),
    REVOKED: is('invitations.revoked_at is not null'),
    EXPIRED: sql<boolean>`(${open} and invitations.expires_at <= ${now})`,
    PENDING: sql<boolean>`(${open} and invitations.expires_at > ${now})`,
  }
  return where.and([conditions[status]])
}

export interface NewInvitation extends StoredCredential {
  readonly id: string
  readonly email: string
  readonly attributes: string
  readonly invitedById: string | null
  readonly managementTokenId: string | null
  readonly groupIds: readonly string[]
  readonly mailId: string
  readonly createdAt: number
  readonly lifetimeMilliseconds: number
  readonly expiresAt: number
}

export async function insert(db: Sql, accountId: string, invitation: NewInvitation): Promise<void> {
  const { id, groupIds } = invitation
  await db
    .insertInto('invitations')
    .values({
      account_id: accountId,
      id,
      email: invitation.email,
      attributes: invitation.attributes,
      invited_by: invitation.invitedById,
      management_token_id: invitation.managementTokenId,
      secret_hash: invitation.secretHash,
      secret_key: invitation.secretKey,
      created_at: invitation.createdAt,
      life_milliseconds: invitation.lifetimeMilliseconds,
      expires_at: invitation.expiresAt,
      sent_count: 1,
      mail_id: invitation.mailId,
    })
    .execute()
  await db
    .insertInto('invitation_groups')
    .values(groupIds.map((groupId) => ({ account_id: accountId, invitation_id: id, group_id: groupId })))
    .execute()
}

type Renewal = StoredCredential & Pick<NewInvitation, 'invitedById' | 'managementTokenId' | 'mailId' | 'expiresAt'>

/** Gives an invitation a new secret, expiry, mail and sender; its earlier links stop working. */
export async function renew(db: Sql, accountId: string, id: string, renewal: Renewal): Promise<void> {
  await db
    .updateTable('invitations')
    .set((set) => ({
      invited_by: renewal.invitedById,
      management_token_id: renewal.managementTokenId,
      secret_hash: renewal.secretHash,
      secret_key: renewal.secretKey,
      earlier_secret_hash: null,
      earlier_secret_key: null,
      mail_id: renewal.mailId,
      expires_at: renewal.expiresAt,
      sent_count: set('sent_count', '+', 1),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/**
 * Gives an invitation a second link and a new mail. The sender's link and the expiry stay as they are; a second link
 * that was added before stops working.
 */
export async function addLink(
  db: Sql,
  accountId: string,
  id: string,
  { secretHash, secretKey, mailId }: StoredCredential & Pick<NewInvitation, 'mailId'>,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set((set) => ({
      earlier_secret_hash: set.fn.coalesce('earlier_secret_hash', 'secret_hash'),
      earlier_secret_key: set
        .case()
        .when('earlier_secret_hash', 'is', null)
        .then(set.ref('secret_key'))
        .else(set.ref('earlier_secret_key'))
        .end(),
      secret_hash: secretHash,
      secret_key: secretKey,
      mail_id: mailId,
      sent_count: set('sent_count', '+', 1),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

export async function accept(db: Sql, accountId: string, id: string, userId: string, at: number): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ accepted_at: at, accepted_by: userId })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** The invitations to revoke: one, those of a user or a token, those to an address, or all of an account. */
export type RevocationTarget =
  | { readonly id: string }
  | { readonly invited_by: string }
  | { readonly management_token_id: string }
  | { readonly email: string }
  | { readonly account_id: string }

/** Revokes those of the targeted invitations that are pending; answers with those that were revoked. */
export const revokePending = (
  db: Sql,
  accountId: string,
  target: RevocationTarget,
  at: number,
  by: string | null,
): Promise<{ id: string; email: string }[]> =>
  db
    .updateTable('invitations')
    .set({ revoked_at: at, revoked_by: by })
    .where('account_id', '=', accountId)
    .where((row) => row.and(target))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['id', 'email'])
    .execute()

/** Cancels the queued mails of invitations, so that no dead link is sent. */
export async function withdrawMails(db: Sql, accountId: string, ids: readonly string[], at: number): Promise<void> {
  const mails = db
    .selectFrom('invitations')
    .select('mail_id')
    .where('account_id', '=', accountId)
    .where('id', 'in', ids)
  await withdraw(db, accountId, mails, at)
}
