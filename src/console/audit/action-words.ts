/** The subjects of actions, in the order in which they are offered. */
export const subjects = [
  'People',
  'Invitations',
  'Groups',
  'Signing in',
  'Databases',
  'Tables',
  'Database tokens',
  'Management tokens',
  'Clusters',
  'On the clusters',
  'Account',
] as const

/**
 * An action in words. What is in braces stands for its resource: `{database}` becomes “the database *metrics*”, and “a
 * database” where an event tells none; see `noun-words.ts` for the others.
 */
export interface ActionWords {
  readonly subject: (typeof subjects)[number]
  /** What somebody did: `created {database}`. */
  readonly did: string
  /** What somebody tried: `create {database}`. */
  readonly tried: string
  /** The same done to oneself: `changed their own name`. */
  readonly own?: string
}

const row = (subject: ActionWords['subject'], did: string, tried: string, own?: string): ActionWords => ({
  subject,
  did,
  tried,
  ...(own !== undefined && { own }),
})

// biome-ignore format: a grid
const rows: Readonly<Record<string, ActionWords>> = {
  'user.create':               row('People', 'created {person}', 'create {person}', 'joined the account'),
  'user.update':               row('People', 'changed {person}', 'change {person}', 'changed their own profile'),
  'user.update_profile':       row('People', 'changed the name of {person}', 'change the name of {person}', 'changed their own name'),
  'user.set_groups':           row('People', 'changed the groups of {person}', 'change the groups of {person}', 'changed their own groups'),
  'membership.add':            row('People', 'added {person} to {group of membership}', 'add {person} to a group'),
  'membership.remove':         row('People', 'took {person} out of {group of membership}', 'take {person} out of a group'),
  'membership.expire':         row('People', 'took {person} out of {group of membership}, as the time was over', 'end a temporary membership of {person}'),
  'user.request_email_change': row('People', 'asked for another address of {person}', 'ask for another address of {person}', 'asked to change their own address'),
  'user.change_email':         row('People', 'confirmed the new address of {person}', 'confirm a new address', 'confirmed their new address'),
  'user.remove':               row('People', 'removed {person}', 'remove {person}'),
  'user.leave':                row('People', 'left the account', 'leave the account'),
  'user.import':               row('People', 'imported {person}', 'import {person}'),
  'user.unlock':               row('People', 'let {person} sign in again', 'let {person} sign in again'),

  'invitation.create':         row('Invitations', 'invited {invitee}', 'invite {invitee}'),
  'invitation.resend':         row('Invitations', 'sent the invitation of {invitee} again', 'send the invitation of {invitee} again'),
  'invitation.revoke':         row('Invitations', 'revoked the invitation of {invitee}', 'revoke the invitation of {invitee}'),
  'invitation.accept':         row('Invitations', 'accepted the invitation of {invitee}', 'accept an invitation'),

  'group.create':              row('Groups', 'created {group}', 'create {group}'),
  'group.update':              row('Groups', 'changed {group}', 'change {group}'),
  'group.delete':              row('Groups', 'deleted {group}', 'delete {group}'),

  'session.sign_in':           row('Signing in', 'signed in {client}', 'sign in {client}'),
  'session.sign_out':          row('Signing in', 'signed out {client}', 'sign out {client}'),
  'session.revoke':            row('Signing in', 'ended a session {client}', 'end a session {client}'),
  'password.request_reset':    row('Signing in', 'asked for a link to set a new password', 'ask for a link to set a new password'),
  'password.reset':            row('Signing in', 'set a new password by a link', 'set a new password by a link'),
  'password.change':           row('Signing in', 'changed the password of {person}', 'change a password', 'changed their own password'),
  'password.end':              row('Signing in', 'ended the password of {person}', 'end the password of {person}'),

  'database.create':           row('Databases', 'created {database}', 'create {database}'),
  'database.update':           row('Databases', 'changed {database}', 'change {database}'),
  'database.rename':           row('Databases', 'renamed {database}', 'rename {database}'),
  'database.label':            row('Databases', 'labelled {database}', 'label {database}'),
  'database.delete':           row('Databases', 'deleted {database}', 'delete {database}'),
  'database.undelete':         row('Databases', 'undeleted {database}', 'undelete {database}'),
  'database.purge':            row('Databases', 'purged {database}', 'purge {database}'),

  'table.create':              row('Tables', 'created {table}', 'create {table}'),
  'table.rename':              row('Tables', 'renamed {table}', 'rename {table}'),
  'table.delete':              row('Tables', 'deleted {table}', 'delete {table}'),
  'table.undelete':            row('Tables', 'undeleted {table}', 'undelete {table}'),

  'database_token.create':     row('Database tokens', 'created {database token}', 'create {database token}'),
  'database_token.update':     row('Database tokens', 'changed {database token}', 'change {database token}'),
  'database_token.rotate':     row('Database tokens', 'rotated {database token}', 'rotate {database token}'),
  'database_token.revoke':     row('Database tokens', 'revoked {database token}', 'revoke {database token}'),
  'dataplane.denied':          row('Database tokens', 'asked for data', 'read or write data'),

  'management_token.create':   row('Management tokens', 'created {management token}', 'create {management token}'),
  'management_token.revoke':   row('Management tokens', 'revoked {management token}', 'revoke {management token}'),

  'cluster.create':            row('Clusters', 'added {cluster}', 'add {cluster}'),
  'cluster.update':            row('Clusters', 'changed {cluster}', 'change {cluster}'),
  'cluster.remove':            row('Clusters', 'removed {cluster}', 'remove {cluster}'),
  'cluster.connect':           row('Clusters', 'connected {cluster}', 'connect {cluster}'),
  'cluster.disconnect':        row('Clusters', 'disconnected {cluster}', 'disconnect {cluster}'),
  'cluster.import':            row('Clusters', 'imported from {cluster}', 'import from {cluster}'),
  'cluster.mint_proxy_secret': row('Clusters', 'made a secret for the proxy of {cluster}', 'make a secret for the proxy of {cluster}'),
  'cluster.end_proxy_secret':  row('Clusters', 'ended a secret of a proxy', 'end a secret of a proxy'),
  'cluster.set_jwt_secret':    row('Clusters', 'set the JWT secret of {cluster}', 'set the JWT secret of {cluster}'),
  'cluster.remove_jwt_secret': row('Clusters', 'removed the JWT secret of {cluster}', 'remove the JWT secret of {cluster}'),

  'sync.retry':                row('On the clusters', 'had {object} tried again on its cluster', 'have {object} tried again on its cluster'),
  'sync.restore':              row('On the clusters', 'restored {object} on its cluster', 'restore {object} on its cluster'),
  'sync.accept':               row('On the clusters', 'accepted {object} as it is on its cluster', 'accept {object} as it is on its cluster'),
  'sync.applied':              row('On the clusters', 'brought {object} to its cluster', 'bring {object} to its cluster'),
  'sync.failed':               row('On the clusters', 'could not bring {object} to its cluster', 'fail to bring {object} to its cluster'),
  'sync.drift':                row('On the clusters', 'found that {object} differs on its cluster', 'find a difference on a cluster'),
  'sync.repair':               row('On the clusters', 'corrected the permissions of {object} on its cluster', 'correct permissions on a cluster'),
  'sync.purge':                row('On the clusters', 'purged {object} from its cluster', 'purge {object} from its cluster'),
  'sync.expire':               row('On the clusters', 'took {object} off its cluster, as it has expired', 'take {object} off its cluster, as it has expired'),
  'sync.abandon':              row('On the clusters', 'gave up {object}, as its cluster did not answer in time', 'give up {object}, as its cluster did not answer in time'),

  'account.create':            row('Account', 'created the account', 'create the account'),
  'account.rename':            row('Account', 'renamed the account', 'rename the account'),
  'key.rotate':                row('Account', 'changed the master key', 'change the master key'),
  'key.retire':                row('Account', 'retired a master key', 'retire a master key'),
  'store.restore':             row('Account', 'put the store back to a backup', 'put the store back to a backup'),
}

/** The actions of the log, with their words. */
export const knownActions: ReadonlyMap<string, ActionWords> = new Map(Object.entries(rows))
