import { button, facts, type Letter, paragraph, toHtml, toText } from './letter.ts'
import type {
  ConfirmEmailMail,
  EmailChangeMail,
  GroupsChangedMail,
  InvitationMail,
  Mail,
  PasswordChangedMail,
  PasswordResetMail,
} from './messages.ts'

export interface RenderedMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Renders a mail as text and as HTML with the same content. */
export function render(mail: Mail): RenderedMail {
  const letter = write(mail)
  return { subject: letter.subject, text: toText(letter), html: toHtml(letter) }
}

function write(mail: Mail): Letter {
  switch (mail.kind) {
    case 'invitation':
      return invitation(mail)
    case 'passwordReset':
      return passwordReset(mail)
    case 'passwordChanged':
      return passwordChanged(mail)
    case 'groupsChanged':
      return groupsChanged(mail)
    case 'confirmEmail':
      return confirmEmail(mail)
    case 'emailChangeRequested':
      return emailChangeRequested(mail)
    case 'emailChanged':
      return emailChanged(mail)
  }
}

function invitation(mail: InvitationMail): Letter {
  return {
    subject: 'You are invited to Clustergate',
    title: `Join ${mail.accountName}`,
    parts: [
      paragraph(`${mail.invitedBy ?? 'The operator of this gateway'} invites you to the account ${mail.accountName}.`),
      button('Set your password and join', mail.link),
      paragraph(
        `The link works once, until ${utc(mail.expiresAt)}. It is meant for you alone: anyone who has it can join in your place.`,
      ),
      facts([
        ['Account', mail.accountName],
        ['Account ID', mail.accountId],
        ['Your e-mail', mail.to],
        ['Groups', list(mail.groupNames)],
        ['Sign in at', mail.loginUrl],
      ]),
      ...mail.clusters.map((cluster) =>
        facts(
          [
            ['Cluster ID', cluster.id],
            ['Cluster URL', cluster.url || 'not set yet'],
          ],
          `Cluster ${cluster.name}`,
        ),
      ),
      paragraph('If you do not expect this invitation, do nothing: without the link nobody can join.'),
    ],
  }
}

function passwordReset(mail: PasswordResetMail): Letter {
  return {
    subject: 'Set a new Clustergate password',
    title: 'Set a new password',
    parts: [
      paragraph(`Hello ${mail.name}, somebody asked for a new password for ${mail.to}.`),
      button('Set a new password', mail.link),
      paragraph(
        `The link works once, until ${utc(mail.expiresAt)}. A new password ends all sessions that are open elsewhere.`,
      ),
      ownAccount(mail),
      paragraph('If it was not you, do nothing: your password stays as it is.'),
    ],
  }
}

function passwordChanged(mail: PasswordChangedMail): Letter {
  return {
    subject: 'Your Clustergate password was changed',
    title: 'Your password was changed',
    parts: [
      paragraph(`Hello ${mail.name}, the password for ${mail.to} was changed on ${utc(mail.changedAt)}.`),
      ownAccount(mail),
      paragraph(
        'If it was not you, ask for a new password on the sign-in page at once, and tell an Admin of your account.',
      ),
    ],
  }
}

function groupsChanged(mail: GroupsChangedMail): Letter {
  return {
    subject: 'Your Clustergate groups were changed',
    title: 'Your groups were changed',
    parts: [
      paragraph(`Hello ${mail.name}, ${mail.changedBy} changed what you may do in the account ${mail.accountName}.`),
      facts([
        ...(mail.added.length > 0 ? [['Added to', list(mail.added)] as const] : []),
        ...(mail.removed.length > 0 ? [['Removed from', list(mail.removed)] as const] : []),
        ...(mail.changed?.length ? [['Still in', list(mail.changed)] as const] : []),
        ...(mail.until ? [['Until', utc(mail.until)] as const] : []),
      ]),
      ownAccount(mail),
    ],
  }
}

function confirmEmail(mail: ConfirmEmailMail): Letter {
  return {
    subject: 'Confirm your new e-mail address for Clustergate',
    title: 'Confirm your new address',
    parts: [
      paragraph(`Hello ${mail.name}, ${mail.to} is to replace ${mail.formerEmail} as your address.`),
      button('Confirm the address', mail.link),
      paragraph(
        `The link works once, until ${utc(mail.expiresAt)}. From then on you sign in with the new address, and the password stays as it is.`,
      ),
      ownAccount(mail),
      paragraph('If you do not expect this mail, do nothing: nothing changes without the link.'),
    ],
  }
}

function emailChangeRequested(mail: EmailChangeMail): Letter {
  return {
    subject: 'Your Clustergate e-mail address is about to change',
    title: 'Your address is about to change',
    parts: [
      paragraph(
        `Hello ${mail.name}, ${mail.changedBy} asked that ${mail.newEmail} replace ${mail.to} as your address. It does once the link in a mail to the new address is opened.`,
      ),
      ownAccount(mail),
      paragraph(
        'If this is not what you want, set a new password on the sign-in page at once, which withdraws the change, and tell an Admin of your account.',
      ),
    ],
  }
}

function emailChanged(mail: EmailChangeMail): Letter {
  return {
    subject: 'Your Clustergate e-mail address was changed',
    title: 'Your address was changed',
    parts: [
      paragraph(`Hello ${mail.name}, your address is ${mail.newEmail} now, no longer ${mail.to}.`),
      ownAccount(mail),
      paragraph('If this is not what you want, tell an Admin of your account at once, who can change it back.'),
    ],
  }
}

const ownAccount = (mail: Mail) =>
  facts([
    ['Account', mail.accountName],
    ['Account ID', mail.accountId],
    ['Sign in at', mail.loginUrl],
  ])

const list = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : 'none')

/** A time such as "Mon, 23 Nov 2026 10:00 UTC", cut to the minute, so that no link is promised longer than it lives. */
const utc = (at: number) => new Date(at).toUTCString().replace(/:\d{2} GMT$/, ' UTC')
