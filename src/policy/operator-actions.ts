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
  unlockUser: 'user.unlock',
} as const
