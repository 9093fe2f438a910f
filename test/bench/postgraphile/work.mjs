import { decide, refusal } from '../../../dist/policy/decide.js'
import { groups } from '../../../dist/policy/groups.js'
import { printDuration } from '../../../dist/values/duration.js'

/** The works as PostGraphile's schema asks for them, and its answers in the form of Clustergate's. */

const people = `query Medium($first: Int!) {
  allUsersList(first: $first, orderBy: [EMAIL_ASC]) {
    rowId email name status userGroupsByAccountIdAndUserIdList { groupByAccountIdAndGroupId { rowId key } }
  }
}`

const small = `query Small {
  askingPermissions
  viewer { rowId email name userGroupsByAccountIdAndUserIdList { groupByAccountIdAndGroupId { rowId key } } }
}`

const large = `query Large($first: Int!, $tokens: Int!) {
  allDatabasesList(first: $first, orderBy: [NAME_ASC]) {
    rowId name retentionSeconds maxTables maxColumnsPerTable createdAt updatedAt deletedAt version
    clusterByAccountIdAndClusterId { rowId name url }
    tokensList(first: $tokens) { rowId description prefix createdAt expiresAt revokedAt }
  }
}`

export const documents = { SMALL: small, MEDIUM: people, LARGE: large, DENIED: people }

/** An answer in Clustergate's form, with what a client would have to do to show the same. */
export function reshape(work, { data }) {
  if (work === 'SMALL') {
    return { data: { viewer: { permissions: data.askingPermissions, user: personOf(data.viewer) } } }
  }
  if (work === 'LARGE') return { data: { databases: { nodes: data.allDatabasesList.map(databaseOf) } } }
  if (work === 'DENIED') return denialOf(data.allUsersList)
  return { data: { users: { nodes: data.allUsersList.map((user) => ({ ...personOf(user), status: user.status })) } } }
}

/** Row-level security hides where Clustergate refuses: a Member who asks for people sees nobody but themselves. */
function denialOf(people) {
  if (people.length !== 1) throw new Error('PostGraphile shows people to a Member.')
  const { code, message, details } = refusal(decide(anybody, 'USER_READ', undefined))
  return { errors: [{ message, path: ['users'], extensions: { code, ...details } }], data: { users: null } }
}

const anybody = { kind: 'person', id: 'user', permissions: new Set() }

const personOf = ({ rowId, email, name, userGroupsByAccountIdAndUserIdList: list }) => ({
  id: rowId,
  email,
  name,
  groups: list
    .map(({ groupByAccountIdAndGroupId: { rowId, key } }) => ({ id: rowId, key, name: groups[key].name }))
    .sort((a, b) => (a.key < b.key ? -1 : 1)),
})

const momentOf = (milliseconds) => new Date(Number(milliseconds)).toISOString()

const databaseOf = (row) => ({
  id: row.rowId,
  name: row.name,
  status: row.deletedAt === null ? 'ACTIVE' : 'DELETED',
  retentionPeriod: row.retentionSeconds === null ? null : printDuration(Number(row.retentionSeconds)),
  maxTables: Number(row.maxTables),
  maxColumnsPerTable: Number(row.maxColumnsPerTable),
  createdAt: momentOf(row.createdAt),
  updatedAt: momentOf(row.updatedAt),
  restorableUntil: row.deletedAt,
  version: Number(row.version),
  cluster: clusterOf(row.clusterByAccountIdAndClusterId),
  tokens: { nodes: row.tokensList.map(tokenOf) },
})

const clusterOf = ({ rowId, name, url }) => ({ id: rowId, name, url })

const tokenOf = ({ rowId, description, prefix, createdAt, expiresAt, revokedAt }) => ({
  id: rowId,
  description,
  prefix,
  status: expiresAt === null && revokedAt === null ? 'ACTIVE' : 'GONE',
  createdAt: momentOf(createdAt),
})
