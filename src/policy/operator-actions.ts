/** The audit actions of operator commands, which work on the store directly. */
export const operatorActions = {
  createAccount: 'account.create',
  renameAccount: 'account.rename',
  addCluster: 'cluster.create',
  updateCluster: 'cluster.update',
  removeCluster: 'cluster.remove',
  connectCluster: 'cluster.connect',
  disconnectCluster: 'cluster.disconnect',
  mintProxySecret: 'cluster.mint_proxy_secret',
  setJwtSecret: 'cluster.set_jwt_secret',
  removeJwtSecret: 'cluster.remove_jwt_secret',
  inviteAdmin: 'invitation.create',
  createAdmin: 'user.create',
  importUsers: 'user.import',
  unlockUser: 'user.unlock',
} as const
