import type { Migration } from '../migration.ts'

const pending = 'accepted_at is null and revoked_at is null'

/** The last sender of an invitation, by the audit log: a resent invitation belongs to the one who resent it. */
const lastSender = `(
  select actor_id from audit_events
  where audit_events.account_id = invitations.account_id and resource_id = invitations.id
    and action in ('invitation.create', 'invitation.resend') and outcome = 'SUCCEEDED'
  order by sequence desc limit 1)`

/** When the sending token was revoked or expires; null when neither. */
const tokenEnd = `(
  select coalesce(revoked_at, expires_at) from management_tokens
  where management_tokens.account_id = invitations.account_id
    and management_tokens.id = invitations.management_token_id)`

/**
 * Stores the management token that sent an invitation, so that the invitation ends with the token, and the hash of an
 * earlier link that stays valid beside a newer one. The mails of the last hour get a table of their own, to be counted
 * by address and by inviter.
 */
export const invitationSenders: Migration = ({ text }) => [
  `alter table invitations add column management_token_id ${text}`,
  `alter table invitations add column earlier_secret_hash ${text}`,
  `update invitations set management_token_id = ${lastSender}
    where ${pending} and substr(${lastSender}, 1, 17) = 'management_token_'`,
  `update invitations set expires_at = ${tokenEnd}
    where ${pending} and management_token_id is not null and ${tokenEnd} < expires_at`,
  'create index invitations_token on invitations (account_id, management_token_id) where management_token_id is not null',
  'create unique index invitations_earlier_secret on invitations (earlier_secret_hash)',
  `create index invitations_pending_email on invitations (email) where ${pending}`,

  `create table invitation_sendings (
    account_id ${text} not null,
    mail_id ${text} not null,
    email ${text} not null,
    inviter_id ${text},
    sent_at bigint not null,
    primary key (account_id, mail_id),
    foreign key (account_id, mail_id) references outbox (account_id, id))`,
  'create index invitation_sendings_email on invitation_sendings (account_id, email, sent_at)',
  'create index invitation_sendings_inviter on invitation_sendings (account_id, inviter_id, sent_at)',
]
