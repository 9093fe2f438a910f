import type {
  GroupsChangedMail,
  InvitationMail,
  PasswordChangedMail,
  PasswordResetMail,
} from '../../src/mail/messages.ts'

export const now = Date.parse('2026-11-23T10:00:00Z')

const addressed = {
  to: 'grace@example.com',
  accountName: 'Analytical Engines',
  accountId: 'account_2b0f',
  loginUrl: 'https://gateway.example.com/sign-in',
}

export const invitation: InvitationMail = {
  ...addressed,
  kind: 'invitation',
  invitedBy: 'Ada Lovelace',
  groupNames: ['Member', 'Auditor'],
  clusters: [
    { id: 'cluster_1', name: 'west', url: 'https://west.example.com:8181' },
    { id: 'cluster_2', name: 'east', url: 'https://east.example.com' },
  ],
  link: 'https://gateway.example.com/invitation#secret=cgi_s3cret',
  expiresAt: Date.parse('2026-11-30T10:00:59Z'),
}

export const passwordReset: PasswordResetMail = {
  ...addressed,
  kind: 'passwordReset',
  name: 'Grace Hopper',
  link: 'https://gateway.example.com/reset#secret=cgr_s3cret',
  expiresAt: now + 600_000,
}

export const passwordChanged: PasswordChangedMail = {
  ...addressed,
  kind: 'passwordChanged',
  name: 'Grace Hopper',
  changedAt: now,
}

export const groupsChanged: GroupsChangedMail = {
  ...addressed,
  kind: 'groupsChanged',
  name: 'Grace Hopper',
  added: ['Admin'],
  removed: ['Member', 'Auditor'],
  changedBy: 'Ada Lovelace',
}
