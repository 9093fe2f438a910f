import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { linkIn, mailsTo } from '../invitations/mailbox.ts'
import { minute } from '../times.ts'
import { openBrowser, signIn, visit } from './browser.ts'
import { cast, type Demo, demoPassword, openDemo } from './demo.ts'

const origin = 'http://localhost'
const email = 'nia.okoro@nordgrid.example'

let demo: Demo
let browser: Browser

beforeAll(async () => {
  demo = await openDemo(origin)
  browser = await openBrowser(demo.port)
})
afterAll(async () => {
  await browser?.close()
  await demo?.close()
})

it('an Admin invites somebody, who joins by the link in the mail, sees what a Member may, and notices when made an Auditor', async () => {
  const admin = await visit(browser, { url: origin })
  await admin.goto('/')
  await signIn(admin.page, cast.admin.email, demoPassword)
  await admin.page.getByRole('link', { name: 'Invitations', exact: true }).click()
  await admin.page.getByRole('link', { name: 'Invite people' }).click()
  await admin.page.getByLabel('Addresses').fill(email)
  await admin.page.getByRole('checkbox', { name: 'Member' }).check()
  await admin.page.getByRole('button', { name: 'Invite', exact: true }).click()
  await admin.page.getByText('1 of 1 invited').waitFor()

  const [mail] = await mailsTo(demo, email)
  const person = await visit(browser, { url: origin })
  await person.page.clock.install()
  await person.page.goto(linkIn(mail as NonNullable<typeof mail>))
  await person.page.getByText(cast.admin.name).waitFor()
  await person.page.getByLabel('Your name').fill('Nia Okoro')
  await person.page.getByRole('textbox', { name: 'Password' }).fill('a Long pass-phrase 7')
  await person.page.getByRole('button', { name: 'Join' }).click()
  await person.page.getByRole('link', { name: 'Go to the overview' }).click()

  const menu = () =>
    person.page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link').allTextContents()
  const open = person.page.getByRole('heading', { level: 1, name: 'Database tokens' })
  const create = person.page.getByRole('button', { name: 'Create token', exact: true })
  await person.page.getByRole('link', { name: 'Database tokens', exact: true }).click()
  await open.waitFor()
  await create.waitFor()
  expect(await menu()).toEqual(['Overview', 'Groups', 'Clusters', 'Databases', 'Database tokens', 'API explorer'])
  await person.page.evaluate('globalThis.sameDocument = true')

  await admin.page.getByRole('link', { name: 'Users', exact: true }).click()
  await admin.page.getByLabel('Search by name or e-mail').fill('okoro')
  await admin.page.getByRole('link', { name: 'Nia Okoro' }).click()
  await admin.page.getByRole('button', { name: 'Change groups' }).click()
  const dialog = admin.page.getByRole('dialog', { name: 'Change the groups' })
  await dialog.getByRole('checkbox', { name: 'Member' }).uncheck()
  await dialog.getByRole('checkbox', { name: 'Auditor' }).check()
  await dialog.getByRole('button', { name: 'Change the groups' }).click()
  await dialog.waitFor({ state: 'detached' })

  // An Auditor may read more than a Member: the session ends, and a new sign-in takes place over the page.
  await person.page.clock.fastForward(minute)
  const ended = person.page.getByRole('dialog', { name: 'Your session has ended' })
  await ended.getByText('your groups now grant more').waitFor()
  await ended.getByRole('textbox', { name: 'Password' }).fill('a Long pass-phrase 7')
  await ended.getByRole('button', { name: 'Sign in' }).click()
  await person.page.getByRole('link', { name: 'Audit log' }).waitFor()
  await create.waitFor({ state: 'detached' })
  await open.waitFor()
  expect(await menu()).toEqual([
    'Overview',
    'Users',
    'Invitations',
    'Groups',
    'Clusters',
    'Databases',
    'Database tokens',
    'Management tokens',
    'Audit log',
    'API explorer',
  ])
  await person.page.getByRole('link', { name: 'Audit log' }).click()
  await person.page.getByRole('row', { name: /changed the groups of Nia Okoro/ }).waitFor()
  expect(await person.page.evaluate('globalThis.sameDocument')).toBe(true)

  expect(admin.complaints).toEqual([])
  // Of the request that was the first to hear that the session has ended.
  expect(person.complaints).toEqual([expect.stringContaining('401')])
  expect([...admin.foreignRequests, ...person.foreignRequests]).toEqual([])
})
