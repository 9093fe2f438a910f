import type { ImportedUser } from '../operator/operator.service.ts'
import type { GroupKey } from '../policy/groups.ts'
import { seconds } from '../values/duration.ts'
import type { Company } from './company.ts'
import { type Actor, daysOfHistory, hour, minute, type Stage, type Story } from './scenario.ts'

/** Whose password it is does not matter: all of the demo share one. */
export const demoPassword = 'early tide at the harbour'

export interface People {
  readonly stage: Stage
  readonly company: Company
  readonly admin: Actor
  readonly member: Actor
  readonly auditor: Actor
  /** Who was there from the first day. */
  readonly imported: readonly ImportedUser[]
  readonly scale: number
  groupId(key: GroupKey): string
}

/** More would be password hashes and nothing else. */
export const joinersMax = 60

const lastDay = daysOfHistory

/** Everything that happens to people, in no order. */
export function peopleStories(people: People): Story[] {
  const { scale, imported } = people
  const many = (count: number, story: (at: number) => Story): Story[] =>
    Array.from({ length: count }, (_, at) => story(at))
  const colleague = (place: number) => imported[place % imported.length] as ImportedUser
  // The first are left in peace: they act in the stories of databases.
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

async function invite({ stage, admin, groupId }: People, person: ImportedUser, days?: number): Promise<string> {
  const { email, groups, attributes } = person
  const row = { email, groupIds: groups.map(groupId), attributes: [...attributes] }
  const input = { invitations: [row], ...(days !== undefined && { expiresIn: days * seconds.day }) }
  const [result] = await stage.core.services.invitations.invite(await stage.as(admin), input)
  if (!result?.invitation) throw new Error(`The demo could not invite ${email}: ${result?.error?.message}`)
  return result.invitation.id
}

/** Invites, and accepts in the person's name a while later. */
export async function* join(people: People, person: ImportedUser, firstDay: number): Story {
  const { stage } = people
  yield stage.workday(firstDay)
  await invite(people, person)
  yield stage.clock.now + stage.dice.whole(20, 30 * 60) * minute
  const secret = await stage.secretFor(person.email)
  const input = { secret, name: person.name, password: demoPassword }
  await stage.core.services.acceptance.accept(stage.origin(person.email), input)
}

async function* joins(people: People, at: number): Story {
  yield* join(people, people.company.hire(), 4 + ((at * 7) % (lastDay - 8)))
}

/** And back again, in the evening, when nobody is at work whose session would end with it. */
async function* changesPassword({ stage, member }: People): Story {
  yield stage.evening(40)
  const input = { currentPassword: demoPassword, newPassword: `${demoPassword} again` }
  const { passwords } = stage.core.services
  await passwords.change(await stage.as(member), input)
  await passwords.change(await stage.as(member), { currentPassword: input.newPassword, newPassword: demoPassword })
}

async function* staysPending(people: People, at: number): Story {
  const { stage, company } = people
  yield stage.workday(lastDay - (at % 5))
  await invite(people, company.hire(), at % 3 === 0 ? 30 : undefined)
}

async function* expires(people: People, at: number): Story {
  const { stage, company } = people
  yield stage.workday(3, lastDay - 12)
  await invite(people, company.hire(), at % 2 === 0 ? 1 : undefined)
}

async function* isRevoked(people: People): Story {
  const { stage, company, admin } = people
  yield stage.workday(3, lastDay - 8)
  const id = await invite(people, company.hire())
  yield stage.clock.now + stage.dice.whole(1, 60) * hour
  await stage.core.services.invitations.revoke(await stage.as(admin), id)
}

async function* isSentAgain(people: People): Story {
  const { stage, company, admin } = people
  yield stage.workday(lastDay - 16, lastDay - 12)
  const id = await invite(people, company.hire())
  yield stage.workday(lastDay - 3)
  await stage.core.services.invitations.resend(await stage.as(admin), id)
}

/** The mail server will not have it. */
async function* bounces(people: People, at: number): Story {
  const { stage, company } = people
  yield stage.workday(lastDay - 4)
  await invite(people, { ...company.hire(), email: `refused.${at}@partner.example` })
}

async function* leaves(people: People, person: ImportedUser, how: 'deactivated' | 'removed'): Story {
  const { stage, admin } = people
  yield stage.workday(10, lastDay - 2)
  const { id } = await stage.find(person.email)
  const caller = await stage.as(admin)
  const { users } = stage.core.services
  if (how === 'deactivated') await users.update(caller, { id, status: 'DEACTIVATED' })
  else await users.remove(caller, id)
}

async function* changesGroups(people: People, person: ImportedUser): Story {
  const { stage, admin, groupId } = people
  yield stage.workday(5, lastDay - 2)
  const { id } = await stage.find(person.email)
  const groups: GroupKey[] = person.groups.includes('auditor') ? ['member'] : ['auditor', 'member']
  await stage.core.services.users.setGroups(await stage.as(admin), { userId: id, groupIds: groups.map(groupId) })
}

async function* isDescribedAnew(people: People, person: ImportedUser): Story {
  const { stage, admin, company } = people
  yield stage.workday(5, lastDay - 1)
  const { id } = await stage.find(person.email)
  const attributes = [...company.attributes()]
  await stage.core.services.users.update(await stage.as(admin), { id, attributes })
}

async function* signsIn({ stage, member, auditor }: People, person: ImportedUser): Story {
  yield stage.workday(2, lastDay)
  const actor = stage.dice.pick([member, auditor, await stage.find(person.email)])
  const opened = await stage.signIn(actor)
  if (stage.dice.next() < 0.5) return
  yield stage.clock.now + stage.dice.whole(5, 40) * minute
  stage.forget(actor)
  await stage.core.services.sessions.signOut(opened)
}

async function* forgetsPassword({ stage }: People, { email }: ImportedUser): Story {
  const { passwords } = stage.core.services
  yield stage.evening(stage.dice.whole(6, lastDay - 10))
  await passwords.requestReset(stage.origin(email), { email })
  const secret = await stage.secretFor(email)
  yield stage.clock.now + 3 * minute
  await passwords.reset(stage.origin(email), { secret, password: demoPassword })
}

async function* mistypesPassword({ stage, member }: People): Story {
  const { email } = member
  const input = { email, password: 'early tide at the habrour' }
  for (const at of [20, 52, lastDay - 1]) {
    yield stage.workday(at)
    await stage.core.services.entrance.signIn(stage.origin(email), input).catch(() => {})
    yield stage.clock.now + minute
    await stage.signIn(member)
  }
}

async function* acceptsTooLate(people: People): Story {
  const { stage, company } = people
  const person = company.hire()
  yield stage.workday(30)
  await invite(people, person, 1)
  const secret = await stage.secretFor(person.email)
  yield stage.workday(34)
  const input = { secret, name: person.name, password: demoPassword }
  await stage.core.services.acceptance.accept(stage.origin(person.email), input).catch(() => {})
}
