import { serialize } from 'cookie'
import type { Device } from '../../auth/keys.ts'
import type { KnownDevices } from '../../auth/known-devices.ts'
import type { Config } from '../../config.ts'
import type { DeviceCookie } from '../../requests/request-context.ts'
import { cookieName, cookieOptions, type SetCookie } from './session-cookie.ts'

/** Browsers keep no cookie for much longer; each sign-in sets it anew. */
export const lifetimeSeconds = 365 * 24 * 3_600

export const deviceCookieName = (config: Pick<Config, 'publicUrl'>, keyFingerprint: string): string =>
  cookieName('clustergate-device', config, keyFingerprint)

/** The cookie that marks a browser in which people have signed in before. It outlives sessions, and is never cleared. */
export class RequestDeviceCookie implements DeviceCookie {
  constructor(
    private readonly name: string,
    private readonly value: string | undefined,
    private readonly devices: KnownDevices,
    private readonly config: Config,
    private readonly send: SetCookie,
  ) {}

  // A class, because V8 gives each object literal with a getter a hidden class, which holds the request for long.
  get known(): readonly Device[] {
    return this.devices.read(this.value)
  }

  add(userId: string): void {
    const { name, devices } = this
    const options = { ...cookieOptions(this.config), maxAge: lifetimeSeconds }
    this.send(name, serialize(name, devices.add(this.known, userId), options))
  }
}
