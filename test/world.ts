import { afterAll, beforeAll } from 'vitest'
import {
  type BuiltInKey,
  type Member,
  openGateway,
  type TestAccount,
  type TestGateway,
  type TestOptions,
} from './gateway.ts'

/** A gateway with the accounts and people that most tests speak of. */
export interface World {
  readonly gateway: TestGateway
  readonly account: TestAccount
  /** Ada, the first Admin of the account. */
  readonly admin: Member
  /** A Member of the account. */
  readonly mel: Member
  /** An Auditor of the account. */
  readonly audrey: Member
  /** Another account on the same gateway. */
  readonly stranger: TestAccount
  /** Somebody else in the account, made where this is called: at the top of a file or of a `describe`. */
  person(email: string, groups: readonly BuiltInKey[]): Member
}

export interface WorldOptions extends TestOptions {
  readonly accountName?: string
}

/**
 * Opens a world before the tests of a file or of a `describe`, and closes it after them. Its members are placeholders,
 * filled in before the first test in the order in which they were taken out of it: what a test file does not take is
 * not made. Options that are known only after earlier `beforeAll`s, such as the address of a server, come as a function.
 */
export function useWorld(options: WorldOptions | (() => WorldOptions) = {}): World {
  const given = () => (typeof options === 'function' ? options() : options)
  const gateway = placeholder(() => openGateway(given()))
  afterAll(() => gateway.close?.())
  const taken = new Map<string, object>()
  const once = <T extends object>(name: string, make: () => Promise<T>): T => {
    const found = (taken.get(name) as T | undefined) ?? placeholder(make)
    taken.set(name, found)
    return found
  }
  const world: World = {
    gateway,
    get account() {
      return once('account', () => gateway.account(given().accountName))
    },
    get admin() {
      const { account } = world
      return once('admin', async () => account.admin)
    },
    get mel() {
      return once('mel', joining('mel@example.com', ['member']))
    },
    get audrey() {
      return once('audrey', joining('audrey@example.com', ['auditor']))
    },
    get stranger() {
      return once('stranger', () => gateway.account('Strangers'))
    },
    person: (email, groups) => placeholder(joining(email, groups)),
  }
  const joining = (email: string, groups: readonly BuiltInKey[]) => {
    const { account } = world
    return () => account.join(email, groups)
  }
  return world
}

/** An object that gets its properties before the first test. */
function placeholder<T extends object>(make: () => Promise<T>): T {
  const made = {} as T
  beforeAll(async () => void Object.defineProperties(made, Object.getOwnPropertyDescriptors(await make())))
  return made
}
