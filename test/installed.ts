import { existsSync } from 'node:fs'
import { join } from 'node:path'

const places = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']

/** Whether a program is where those of the system are. */
export const isInstalled = (program: string): boolean => places.some((place) => existsSync(join(place, program)))
