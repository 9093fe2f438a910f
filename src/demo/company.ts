import type { ImportedUser } from '../operator/operator.service.ts'
import { adminGroup, type BuiltInKey } from '../policy/groups.ts'
import { parseAttributes } from '../users/attributes.ts'
import type { Attribute } from '../users/user.type.ts'
import type { Random } from './random.ts'
import * as words from './words.ts'

/** Makes up people with distinct addresses. */
export class Company {
  readonly #addresses = new Set<string>()
  #hired = 0

  constructor(
    private readonly random: Random,
    taken: readonly string[],
  ) {
    for (const email of taken) this.#addresses.add(email)
  }

  hire(): ImportedUser {
    const { random } = this
    const first = random.pick(words.firstNames)
    const last = random.pick(words.lastNames)
    return {
      email: this.#address(`${asciiOf(first)}.${asciiOf(last)}`),
      name: `${first} ${last}`,
      groups: this.#groups(),
      attributes: this.attributes(),
    }
  }

  /** Attributes such as an Admin would enter. */
  attributes(): readonly Attribute[] {
    const { random } = this
    const given = {
      department: random.pick(words.departments),
      office: random.pick(words.offices),
      title: random.pick(words.titles),
      ...(random.next() < 0.5 && { employee: `NG-${random.whole(1_000, 9_999)}` }),
    }
    return parseAttributes(
      Object.entries(given).map(([key, value]) => ({ key, value })),
      'attributes',
    )
  }

  #address(name: string): string {
    for (let count = 1; ; count++) {
      const email = `${name}${count === 1 ? '' : count}@${words.company.domain}`
      if (this.#addresses.has(email)) continue
      this.#addresses.add(email)
      return email
    }
  }

  /** The groups of the next person: of twelve people, nine are Members only. */
  #groups(): readonly BuiltInKey[] {
    const place = this.#hired++ % 12
    if (place === 2) return [adminGroup]
    if (place === 5) return ['auditor']
    return place === 8 ? ['auditor', 'member'] : ['member']
  }
}

const letters: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', ı: 'i', ß: 'ss', æ: 'ae' }

/** A name in the form that addresses take. */
const asciiOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[øłıßæ]/g, (letter) => letters[letter] ?? '')
    .replace(/[^a-z]/g, '')
