import { describe, expect, it } from 'vitest'
import type { GroupsChangedMail, InvitationMail, Mail } from '../../src/mail/messages.ts'
import { render } from '../../src/mail/render.ts'
import { groupsChanged, invitation, passwordChanged, passwordReset } from './mails.ts'

const every: Mail[] = [invitation, passwordReset, passwordChanged, groupsChanged]

/** What a reader sees of HTML: its text, with entities resolved. */
const visible = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

describe('an invitation mail', () => {
  const { text, html } = render(invitation)

  it.each([
    ['the account', 'Analytical Engines'],
    ['the account id', 'account_2b0f'],
    ['who invited', 'Ada Lovelace'],
    ['the groups', 'Member, Auditor'],
    ['the invited address', 'grace@example.com'],
    ['every cluster’s name', 'west', 'east'],
    ['every cluster’s id', 'cluster_1', 'cluster_2'],
    ['every cluster’s URL', 'https://west.example.com:8181', 'https://east.example.com'],
    ['where to sign in', 'https://gateway.example.com/sign-in'],
    ['when the link expires, in UTC', 'Mon, 30 Nov 2026 10:00 UTC'],
    ['the link, with its secret in the fragment', 'https://gateway.example.com/invitation#secret=cgi_s3cret'],
  ])('names %s', (_what, ...words) => {
    for (const word of words) {
      expect(text).toContain(word)
      expect(visible(html)).toContain(word)
    }
  })

  it('says that the operator invites when no Admin did', () => {
    const { text, html } = render({ ...invitation, invitedBy: null })
    expect(text).toContain('The operator of this gateway invites you')
    expect(html).toContain('The operator of this gateway invites you')
  })

  it('says so when there is no group', () => {
    expect(render({ ...invitation, groupNames: [] }).text).toContain('Groups: none')
  })

  it('has its link as something to press', () => {
    expect(html).toContain('<a href="https://gateway.example.com/invitation#secret=cgi_s3cret"')
  })
})

describe('the other mails', () => {
  it('bring a password reset’s link and how long it lives', () => {
    const { text, html } = render(passwordReset)
    for (const part of [text, visible(html)]) {
      expect(part).toContain('https://gateway.example.com/reset#secret=cgr_s3cret')
      expect(part).toContain('Mon, 23 Nov 2026 10:10 UTC')
      expect(part).toContain('Hello Grace Hopper')
    }
  })

  it('say when a password was changed, and carry no link that changes it', () => {
    const { text } = render(passwordChanged)
    expect(text).toContain('Mon, 23 Nov 2026 10:00 UTC')
    expect(text).not.toContain('#')
  })

  it('name the groups one was added to and removed from, and who did it', () => {
    const { text, html } = render(groupsChanged)
    for (const part of [text, visible(html)]) {
      expect(part).toMatch(/Added to:?\s+Admin/)
      expect(part).toMatch(/Removed from:?\s+Member, Auditor/)
      expect(part).toContain('Ada Lovelace')
      expect(part).toContain('Analytical Engines')
    }
  })

  it('say when a membership ends, and which one has other terms', () => {
    const { text } = render({
      ...groupsChanged,
      added: [],
      removed: [],
      changed: ['On-call'],
      until: Date.UTC(2026, 10, 23, 18),
    })
    expect(text).toMatch(/Still in:?\s+On-call/)
    expect(text).toMatch(/Until:?\s+Mon, 23 Nov 2026 \d\d:\d\d UTC/)
  })

  it('leave out what did not happen', () => {
    const onlyAdded: GroupsChangedMail = { ...groupsChanged, removed: [] }
    expect(render(onlyAdded).text).not.toContain('Removed from')
  })
})

const hostile = `"><script>alert('x')</script><img src=http://evil.example/a.png>&amp;`

const hostileMails: Mail[] = [
  {
    ...invitation,
    accountName: hostile,
    invitedBy: hostile,
    groupNames: [hostile],
    clusters: [{ id: hostile, name: hostile, url: hostile }],
  } satisfies InvitationMail,
  { ...passwordReset, accountName: hostile, name: hostile },
  { ...passwordChanged, accountName: hostile, name: hostile },
  { ...groupsChanged, accountName: hostile, name: hostile, added: [hostile], removed: [hostile], changedBy: hostile },
]

describe('every mail', () => {
  it.each(hostileMails)('shows a hostile name as it is written, and makes no markup of it: $kind', (mail) => {
    const { html } = render(mail)
    expect(html).not.toMatch(/<script|<img/i)
    expect(visible(html)).toContain(hostile)
  })

  it.each(hostileMails)('has a subject of fixed words: $kind', (mail) => {
    expect(every.map((plain) => render(plain).subject)).toContain(render(mail).subject)
    expect(render(mail).subject).toMatch(/^[A-Za-z ]+$/)
  })

  it.each(every)('loads nothing from anywhere: $kind', (mail) => {
    const { html } = render(mail)
    expect(html).not.toMatch(/\ssrc=|<link|<style|@import|url\(|<script/i)
  })

  it('keeps a name to one line and in its reading direction', () => {
    const { text } = render({ ...passwordReset, name: 'Eve\r\n\r\nYour code: 1\u2028\u202e' })
    expect(text).toContain('Hello Eve Your code: 1 , somebody')
  })

  it('refuses a link that is no web page', () => {
    expect(() => render({ ...invitation, link: 'javascript:alert(1)' })).toThrow('web pages only')
  })
})
