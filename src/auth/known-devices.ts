import { randomBytes } from 'node:crypto'
import type { Device, Keys } from './keys.ts'

/**
 * How many devices a cookie holds, for people who share a browser or have several accounts; the least recent is
 * dropped.
 */
const devicesMax = 5
const idBytes = 16
const separator = '~'
const pattern = /^([0-9a-f]{32})\.([a-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/

/**
 * Reads and writes the cookie by which a browser is recognised. It is no credential: it only gives sign-in attempts
 * from that browser a counter of their own, for each person who has signed in there, so that guesses made elsewhere
 * cannot delay that person.
 */
export class KnownDevices {
  constructor(private readonly keys: Keys) {}

  /** The devices in the cookie that this gateway has signed; everything else in it is ignored. */
  read(cookie: string | undefined): readonly Device[] {
    return (cookie ?? '')
      .split(separator, devicesMax)
      .map((part) => pattern.exec(part))
      .filter((match) => match !== null)
      .map(([, id, userId, signature]) => ({
        id: id as string,
        userId: userId as string,
        signature: signature as string,
      }))
      .filter(({ signature, ...device }) => this.keys.vouchesForDevice(device, signature))
      .map(({ id, userId }) => ({ id, userId }))
  }

  /** The cookie after a person has signed in with this browser. */
  add(known: readonly Device[], userId: string): string {
    const device = known.find((one) => one.userId === userId) ?? { id: randomBytes(idBytes).toString('hex'), userId }
    return [device, ...known.filter((one) => one.userId !== userId)]
      .slice(0, devicesMax)
      .map((one) => `${one.id}.${one.userId}.${this.keys.signDevice(one)}`)
      .join(separator)
  }
}
