import { type Client, password, secretOf, type TestAccount } from '../gateway.ts'

export const invitationFields = `id email status sentCount delivery createdAt expiresAt acceptedAt revokedAt
  groups { key } attributes { key value }
  invitedBy { id name } acceptedBy { id } revokedBy { id }`

export const inviteDocument = `mutation ($input: InviteUsersInput!) { inviteUsers(input: $input) { results {
  email link error { code message } invitation { ${invitationFields} } } } }`
export const resendDocument = `mutation ($id: ID!) { resendInvitation(id: $id) {
  link invitation { ${invitationFields} } } }`
export const revokeDocument = `mutation ($id: ID!) { revokeInvitation(id: $id) {
  link invitation { ${invitationFields} } } }`
export const readDocument = `query ($id: ID!) { invitation(id: $id) { ${invitationFields} } }`
export const previewDocument = `query ($secret: String!) { invitationPreview(secret: $secret) {
  email accountName groups invitedByName expiresAt status } }`
export const acceptDocument = `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
  accessToken session { id isCurrent } user { id email name groups { key } attributes { key value } } } }`

/** A row for `inviteUsers`. */
export const rowOf = (account: TestAccount, email: string, row: object = {}) => ({
  email,
  groupIds: [account.groupIds.member],
  ...row,
})

/** Invites one person; answers with the invitation and its link. */
export async function invite(
  client: Client,
  account: TestAccount,
  email: string,
  row: object = {},
  input: object = {},
) {
  const { inviteUsers } = await client.run(inviteDocument, {
    input: { invitations: [rowOf(account, email, row)], ...input },
  })
  const [{ invitation, link, error }] = inviteUsers.results
  if (error) throw new Error(`${error.code}: ${error.message}`)
  return { invitation, link, secret: secretOf(link) }
}

export const acceptance = (secret: string, input: object = {}) => ({
  input: { secret, name: 'Somebody', password, ...input },
})
