import { serialize } from 'cookie'
import type { KnownDevices } from '../../auth/known-devices.ts'
import type { Config } from '../../config.ts'
import type { DeviceCookie } from '../../requests/request-context.ts'
import { cookieName, cookieOptions, type SetCookie } from './session-cookie.ts'

/** Browsers keep no cookie for much longer; each sign-in begins it anew. */
const lifeSeconds = 365 * 24 * 3_600

export const deviceCookieName = (config: Pick<Config, 'publicUrl'>, keyFingerprint: string): string =>
  cookieName('clustergate-device', config, keyFingerprint)

/** Reads the cookie of a request, and writes it into its answer. It outlives sessions, and is never cleared. */
export function deviceCookie(
  name: string,
  value: string | undefined,
  devices: KnownDevices,
  config: Config,
  send: SetCookie,
): DeviceCookie {
  return {
    get known() {
      return devices.read(value)
    },
    add: (userId) =>
      send(
        name,
        serialize(name, devices.add(devices.read(value), userId), { ...cookieOptions(config), maxAge: lifeSeconds }),
      ),
  }
}
