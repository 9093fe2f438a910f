import type { Core } from '../core.ts'
import type { ImportedUser } from '../operator/operator.service.ts'
import { operatorOf } from '../operator/operator.ts'
import type { BuiltInKey } from '../policy/groups.ts'
import { Company } from './company.ts'
import { workStories } from './databases.ts'
import { demoPassword, join, joinersMax, type People, peopleStories } from './people.ts'
import { Random } from './random.ts'
import { type DemoClock, hour, Scenario } from './scenario.ts'
import { reportUse } from './use.ts'
import * as words from './words.ts'

const domain = words.company.domain
const seed = 20_261_123

/** The people to sign in as, all with one password. */
export const cast = {
  admin: { email: `marta.holm@${domain}`, name: 'Marta Holm', groups: ['admin'], attributes: [] },
  member: { email: `theo.brandt@${domain}`, name: 'Theo Brandt', groups: ['member'], attributes: [] },
  auditor: { email: `ines.faria@${domain}`, name: 'Inês Faria', groups: ['auditor'], attributes: [] },
} as const satisfies Record<string, ImportedUser>

/**
 * Fills an empty store with a company's last ninety days, through the real services. The content is the same in every
 * run, but for ids and secrets. The core must use the given clock. `onDay` is called on each new day.
 */
export async function makeContent(
  core: Core,
  clock: DemoClock,
  scale: number,
  onDay: (day: number) => void = () => {},
): Promise<void> {
  const { groups, users } = core.services
  const operator = operatorOf(core)
  const { accountId, clusterIds } = await operator.createAccountWithAdmin(words.company.name, words.clusters, {
    email: cast.admin.email,
    password: demoPassword,
  })
  const random = new Random(seed)
  const scenario = new Scenario(core, clock, random, accountId)
  const company = new Company(
    random,
    Object.values(cast).map(({ email }) => email),
  )

  const admin = await scenario.find(cast.admin.email)
  const caller = await scenario.as(admin)
  await users.update(caller, { id: admin.id, name: cast.admin.name })
  const groupIds = new Map((await groups.page(caller, {})).nodes.map(({ key, id }) => [key, id]))

  clock.now += hour
  // One person in forty-one will be removed, so that forty stay for each factor of the scale, those who join included.
  const imported = Array.from({ length: 41 * scale - Math.min(12 * scale, joinersMax) }, () => company.hire())
  await operator.importUsers(accountId, imported)

  const groupId = (key: BuiltInKey) => groupIds.get(key) as string
  const people: People = { scenario, company, admin, member: admin, auditor: admin, imported, scale, groupId }
  await scenario.play([join(people, cast.member, 1), join(people, cast.auditor, 1)])
  const member = await scenario.find(cast.member.email)
  const auditor = await scenario.find(cast.auditor.email)
  const workplace = { scenario, admin, member, auditor, clusterIds, scale, databases: [] }
  await scenario.play([...workStories(workplace), ...peopleStories({ ...people, member, auditor })], onDay)
  // A random of its own, so that the rest of the content stays the same.
  await reportUse(core, accountId, clusterIds[0] as string, new Random(seed + 1), clock.end)
}
