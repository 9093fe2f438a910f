import { randomBytes } from 'node:crypto'
import type { Device, Keys } from './keys.ts'

/** People who share a browser, or one person in several accounts; whoever signed in longest ago is forgotten. */
const devicesMax = 5
const idBytes = 16
const separator = '~'
const pattern = /^([0-9a-f]{32})\.([a-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/

/**
 * Reads and writes the cookie by which a browser is known. It lets nobody in: it only gives the guesses of its holder,
 * for the one person whom each part names, a counter of their own, so that strangers cannot delay that person.
 */
export class KnownDevices {
  constructor(private readonly keys: Keys) {}

  /** Those that this gateway has signed; whatever else the cookie holds is nothing. */
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

  /** The cookie of a browser in which somebody has signed in just now. */
  add(known: readonly Device[], userId: string): string {
    const device = known.find((one) => one.userId === userId) ?? { id: randomBytes(idBytes).toString('hex'), userId }
    return [device, ...known.filter((one) => one.userId !== userId)]
      .slice(0, devicesMax)
      .map((one) => `${one.id}.${one.userId}.${this.keys.signDevice(one)}`)
      .join(separator)
  }
}
