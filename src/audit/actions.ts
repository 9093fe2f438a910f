import type { MutationName } from '../policy/operations.ts'

/** How the audit log calls what each mutation does. */
export const actions: Readonly<Record<MutationName, string>> = {
  signIn: 'session.sign_in',
  signOut: 'session.sign_out',
  requestPasswordReset: 'password.request_reset',
  resetPassword: 'password.reset',
  changePassword: 'password.change',
  updateProfile: 'user.update_profile',
  changeEmail: 'user.request_email_change',
  confirmEmail: 'user.change_email',
  leaveAccount: 'user.leave',
  revokeSession: 'session.revoke',
  inviteUsers: 'invitation.create',
  resendInvitation: 'invitation.resend',
  revokeInvitation: 'invitation.revoke',
  acceptInvitation: 'invitation.accept',
  updateUser: 'user.update',
  setUserGroups: 'user.set_groups',
  removeUser: 'user.remove',
  createDatabase: 'database.create',
  updateDatabase: 'database.update',
  renameDatabase: 'database.rename',
  deleteDatabase: 'database.delete',
  undeleteDatabase: 'database.undelete',
  createTable: 'table.create',
  renameTable: 'table.rename',
  deleteTable: 'table.delete',
  undeleteTable: 'table.undelete',
  createDatabaseToken: 'database_token.create',
  updateDatabaseToken: 'database_token.update',
  rotateDatabaseToken: 'database_token.rotate',
  revokeDatabaseToken: 'database_token.revoke',
  createManagementToken: 'management_token.create',
  revokeManagementToken: 'management_token.revoke',
}

/** What only the operator of the gateway does, on the store itself. */
export const operatorActions = {
  createAccount: 'account.create',
  renameAccount: 'account.rename',
  addCluster: 'cluster.create',
  updateCluster: 'cluster.update',
  removeCluster: 'cluster.remove',
  inviteAdmin: 'invitation.create',
  createAdmin: 'user.create',
  importUsers: 'user.import',
} as const
