import type { ImportedUser } from '../operator/operator.service.ts'
import type { BuiltInKey } from '../policy/groups.ts'
import { seconds } from '../values/duration.ts'
import type { Company } from './company.ts'
import { type Actor, daysOfHistory, hour, minute, type Scenario, type Story } from './scenario.ts'

/** The password of all people in the demo. */
export const demoPassword = 'early tide at the harbour'

export interface People {
  readonly scenario: Scenario
  readonly company: Company
  readonly admin: Actor
  readonly member: Actor
  readonly auditor: Actor
  /** The people who were imported on the first day. */
  readonly imported: readonly ImportedUser[]
  readonly scale: number
  groupId(key: BuiltInKey): string
}

/** Bounds the time that password hashes take. */
export const joinersMax = 60

const lastDay = daysOfHistory

/** All stories of people, in no order. */
export function peopleStories(people: People): Story[] {
  const { scale, imported } = people
  const many = (count: number, story: (at: number) => Story): Story[] =>
    Array.from({ length: count }, (_, at) => story(at))
  const colleague = (place: number) => imported[place % imported.length] as ImportedUser
  // The first people keep their rights, because they act in the stories of databases.
  const calm = Math.min(6, imported.length)
  const changes = Math.min(scale, 20)
  return [
    ...many(Math.min(12 * scale, joinersMax), (at) => joins(people, at)),
    ...many(5 * scale, (at) => staysPending(people, at)),
    ...many(4 * scale, (at) => expires(people, at)),
    ...many(3 * scale, () => isRevoked(people)),
    ...many(2 * scale, () => isSentAgain(people)),
    ...many(scale, (at) => bounces(people, at)),
    ...many(3 * scale, (at) => leaves(people, colleague(calm + at), 'deactivated')),
    ...many(scale, (at) => leaves(people, colleague(calm + 3 * scale + at), 'removed')),
    ...many(3 * changes, (at) => changesGroups(people, colleague(calm + 4 * scale + at))),
    ...many(4 * changes, (at) => isDescribedAnew(people, colleague(calm + 4 * scale + 3 * changes + at))),
    ...many(30 * changes, (at) => signsIn(people, colleague(at % calm))),
    ...many(2, (at) => forgetsPassword(people, colleague(at))),
    changesPassword(people),
    mistypesPassword(people),
    acceptsTooLate(people),
  ]
}

async function invite({ scenario, admin, groupId }: People, person: ImportedUser, days?: number): Promise<string> {
  const { email, groups, attributes } = person
  const row = { email, groupIds: groups.map(groupId), attributes: [...attributes] }
  const input = { invitations: [row], ...(days !== undefined && { expiresIn: days * seconds.day }) }
  const [result] = await scenario.core.services.invites.invite(await scenario.as(admin), input)
  if (!result?.invitation) throw new Error(`The demo could not invite ${email}: ${result?.error?.message}`)
  return result.invitation.id
}

/** Invites a person, and accepts in their name a while later. */
export async function* join(people: People, person: ImportedUser, firstDay: number): Story {
  const { scenario } = people
  yield scenario.workday(firstDay)
  await invite(people, person)
  yield scenario.clock.now + scenario.random.whole(20, 30 * 60) * minute
  const secret = await scenario.secretFor(person.email)
  const input = { secret, name: person.name, password: demoPassword }
  await scenario.core.services.acceptance.accept(scenario.origin(person.email), input)
}

async function* joins(people: People, at: number): Story {
  yield* join(people, people.company.hire(), 4 + ((at * 7) % (lastDay - 8)))
}

/** Changes the password and back again, in the evening, because that ends the person's other sessions. */
async function* changesPassword({ scenario, member }: People): Story {
  yield scenario.evening(40)
  const input = { currentPassword: demoPassword, newPassword: `${demoPassword} again` }
  const { passwords } = scenario.core.services
  await passwords.change(await scenario.as(member), input)
  await passwords.change(await scenario.as(member), { currentPassword: input.newPassword, newPassword: demoPassword })
}

async function* staysPending(people: People, at: number): Story {
  const { scenario, company } = people
  yield scenario.workday(lastDay - (at % 5))
  await invite(people, company.hire(), at % 3 === 0 ? 30 : undefined)
}

async function* expires(people: People, at: number): Story {
  const { scenario, company } = people
  yield scenario.workday(3, lastDay - 12)
  await invite(people, company.hire(), at % 2 === 0 ? 1 : undefined)
}

async function* isRevoked(people: People): Story {
  const { scenario, company, admin } = people
  yield scenario.workday(3, lastDay - 8)
  const id = await invite(people, company.hire())
  yield scenario.clock.now + scenario.random.whole(1, 60) * hour
  await scenario.core.services.invitations.revoke(await scenario.as(admin), id)
}

async function* isSentAgain(people: People): Story {
  const { scenario, company, admin } = people
  yield scenario.workday(lastDay - 16, lastDay - 12)
  const id = await invite(people, company.hire())
  yield scenario.workday(lastDay - 3)
  await scenario.core.services.invites.resend(await scenario.as(admin), id)
}

/** The mail server refuses the address. */
async function* bounces(people: People, at: number): Story {
  const { scenario, company } = people
  yield scenario.workday(lastDay - 4)
  await invite(people, { ...company.hire(), email: `refused.${at}@partner.example` })
}

async function* leaves(people: People, person: ImportedUser, how: 'deactivated' | 'removed'): Story {
  const { scenario, admin } = people
  yield scenario.workday(10, lastDay - 2)
  const { id } = await scenario.find(person.email)
  const caller = await scenario.as(admin)
  const { users } = scenario.core.services
  if (how === 'deactivated') await users.update(caller, { id, status: 'DEACTIVATED' })
  else await users.remove(caller, { id })
}

async function* changesGroups(people: People, person: ImportedUser): Story {
  const { scenario, admin, groupId } = people
  yield scenario.workday(5, lastDay - 2)
  const { id } = await scenario.find(person.email)
  const groups: BuiltInKey[] = person.groups.includes('auditor') ? ['member'] : ['auditor', 'member']
  await scenario.core.services.memberships.setGroups(await scenario.as(admin), {
    userId: id,
    groupIds: groups.map(groupId),
  })
}

async function* isDescribedAnew(people: People, person: ImportedUser): Story {
  const { scenario, admin, company } = people
  yield scenario.workday(5, lastDay - 1)
  const { id } = await scenario.find(person.email)
  const attributes = [...company.attributes()]
  await scenario.core.services.users.update(await scenario.as(admin), { id, attributes })
}

async function* signsIn({ scenario, member, auditor }: People, person: ImportedUser): Story {
  yield scenario.workday(2, lastDay)
  const actor = scenario.random.pick([member, auditor, await scenario.find(person.email)])
  const opened = await scenario.signIn(actor)
  if (scenario.random.next() < 0.5) return
  yield scenario.clock.now + scenario.random.whole(5, 40) * minute
  scenario.forget(actor)
  await scenario.core.services.sessions.signOut(opened)
}

async function* forgetsPassword({ scenario }: People, { email }: ImportedUser): Story {
  const { passwords } = scenario.core.services
  yield scenario.evening(scenario.random.whole(6, lastDay - 10))
  await passwords.requestReset(scenario.origin(email), { email })
  const secret = await scenario.secretFor(email)
  yield scenario.clock.now + 3 * minute
  await passwords.reset(scenario.origin(email), { secret, password: demoPassword })
}

async function* mistypesPassword({ scenario, member }: People): Story {
  const { email } = member
  const input = { email, password: 'early tide at the habrour' }
  for (const at of [20, 52, lastDay - 1]) {
    yield scenario.workday(at)
    await scenario.core.services.signIns.signIn(scenario.origin(email), input).catch(() => {})
    yield scenario.clock.now + minute
    await scenario.signIn(member)
  }
}

async function* acceptsTooLate(people: People): Story {
  const { scenario, company } = people
  const person = company.hire()
  yield scenario.workday(30)
  await invite(people, person, 1)
  const secret = await scenario.secretFor(person.email)
  yield scenario.workday(34)
  const input = { secret, name: person.name, password: demoPassword }
  await scenario.core.services.acceptance.accept(scenario.origin(person.email), input).catch(() => {})
}
