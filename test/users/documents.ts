export const userFields =
  'id email name status version lastSignInAt attributes { key value } groups { key } permissions'
export const readDocument = `query ($id: ID!) { user(id: $id) { ${userFields} } }`
export const updateDocument = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { ${userFields} } } }`
export const setGroupsDocument = `mutation ($input: SetUserGroupsInput!) { setUserGroups(input: $input) { user { ${userFields} } } }`
export const removeDocument = 'mutation ($id: ID!) { removeUser(id: $id) { id } }'
export const listDocument = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: UserFilter, $orderBy: UserOrder) {
  users(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor } nodes { email name } } }`
