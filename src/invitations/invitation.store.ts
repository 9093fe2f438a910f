import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Deadline } from '../deadline.ts'
import type { Slice, Window } from '../pages/page.ts'
import { ofEveryAccount } from '../store/account-scope.ts'
import { contains } from '../store/conditions.ts'
import { countRows, readSlice, readSliceAside } from '../store/page.ts'
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
  'invitations.life_milliseconds as lifeMilliseconds',
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

/** By the secret of a link of it, whatever became of it; undefined when no invitation has that secret. */
export const findBySecret = (db: Sql, secretHash: string): Promise<HeldInvitation | undefined> =>
  held(ofEveryAccount(db))
    .where((where) =>
      where.or([
        where('invitations.secret_hash', '=', secretHash),
        where('invitations.earlier_secret_hash', '=', secretHash),
      ]),
    )
    .executeTakeFirst()

/** Those to an address that are pending now, in one account or in all of them. */
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

/** Whether an address has an invitation that is pending now. */
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

/** Which invitations of an account: those for which all of it holds. */
export interface InvitationSelection {
  /** Folded. */
  readonly search: string | undefined
  readonly statuses: readonly InvitationStatus[] | undefined
}

export const page = (
  db: Sql,
  accountId: string,
  selection: InvitationSelection,
  now: number,
  window: Window<Invitation>,
  deadline: Deadline | undefined,
): Promise<Slice<Invitation>> => {
  const query = filtered(ofAccount(db, accountId), selection, now)
  return selection.search || selection.statuses ? readSliceAside(db, query, window, deadline) : readSlice(query, window)
}

export const count = (
  db: Sql,
  accountId: string,
  selection: InvitationSelection,
  now: number,
  deadline: Deadline | undefined,
): Promise<number> => countRows(db, filtered(ofAccount(db, accountId), selection, now), deadline)

function filtered<Row>(
  query: SelectQueryBuilder<Tables, 'invitations' | 'outbox', Row>,
  { search, statuses }: InvitationSelection,
  now: number,
): SelectQueryBuilder<Tables, 'invitations' | 'outbox', Row> {
  let narrowed = query
  if (search) narrowed = narrowed.where(contains('invitations.email', inAddresses(search)))
  if (statuses) narrowed = narrowed.where((where) => where.or(statuses.map((status) => hasStatus(where, status, now))))
  return narrowed
}

/** The statuses in SQL; `statusOf` says the same of a row. */
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

export interface NewInvitation {
  readonly id: string
  readonly email: string
  readonly attributes: string
  readonly invitedById: string | null
  readonly managementTokenId: string | null
  readonly groupIds: readonly string[]
  readonly secretHash: string
  readonly mailId: string
  readonly createdAt: number
  readonly lifeMilliseconds: number
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
      created_at: invitation.createdAt,
      life_milliseconds: invitation.lifeMilliseconds,
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

type Renewal = Pick<NewInvitation, 'invitedById' | 'managementTokenId' | 'secretHash' | 'mailId' | 'expiresAt'>

/** Gives an invitation a new secret, expiry, mail and sender; the old links are forgotten. */
export async function renew(db: Sql, accountId: string, id: string, renewal: Renewal): Promise<void> {
  await db
    .updateTable('invitations')
    .set((set) => ({
      invited_by: renewal.invitedById,
      management_token_id: renewal.managementTokenId,
      secret_hash: renewal.secretHash,
      earlier_secret_hash: null,
      mail_id: renewal.mailId,
      expires_at: renewal.expiresAt,
      sent_count: set('sent_count', '+', 1),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** Gives an invitation another link and mail; the link that its sender made stays good, and so does its expiry. */
export async function addLink(
  db: Sql,
  accountId: string,
  id: string,
  { secretHash, mailId }: Pick<NewInvitation, 'secretHash' | 'mailId'>,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set((set) => ({
      earlier_secret_hash: set.fn.coalesce('earlier_secret_hash', 'secret_hash'),
      secret_hash: secretHash,
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

export type WhichInvitations =
  | { readonly id: string }
  | { readonly invited_by: string }
  | { readonly management_token_id: string }
  | { readonly email: string }

/** Revokes one invitation, those of a sender or those to an address, where pending; answers with what was revoked. */
export const revokePending = (
  db: Sql,
  accountId: string,
  which: WhichInvitations,
  at: number,
  by: string | null,
): Promise<{ id: string; email: string }[]> =>
  db
    .updateTable('invitations')
    .set({ revoked_at: at, revoked_by: by })
    .where('account_id', '=', accountId)
    .where((row) => row.and(which))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .returning(['id', 'email'])
    .execute()

/** Gives up the mails of invitations that have not left yet, and erases their text: nobody is sent a dead link. */
export async function withdrawMails(db: Sql, accountId: string, ids: readonly string[], at: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'FAILED', failure: 'WITHDRAWN', finished_at: at, message: null })
    .where('account_id', '=', accountId)
    .where('status', '=', 'QUEUED')
    .where('id', 'in', (invitations) =>
      invitations
        .selectFrom('invitations')
        .select('invitations.mail_id')
        .where('invitations.account_id', '=', accountId)
        .where('invitations.id', 'in', ids),
    )
    .execute()
}
