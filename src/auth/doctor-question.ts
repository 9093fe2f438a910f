import { randomBytes } from 'node:crypto'
import type { Keys } from './keys.ts'

/** The header by which `clustergate doctor` asks a gateway, at `/livez`, who it is and whom it takes the caller for. */
export const doctorHeader = 'x-clustergate-doctor'

/** How far apart two clocks may be. */
const freshMilliseconds = 600_000

/** A question that only somebody with a master key can ask; it says nothing of the key. */
export function askAsDoctor(keys: Keys, now: number): string {
  const text = `${now}.${randomBytes(16).toString('base64url')}`
  return `${text}.${keys.signDoctor(text)}`
}

/** Whether a question was asked with one of these keys, a short time ago. */
export function isOfDoctor(keys: Keys, question: string, now: number): boolean {
  const [at = '', nonce = '', signature = ''] = question.split('.')
  if (!/^\d{1,15}$/.test(at) || Math.abs(Number(at) - now) > freshMilliseconds) return false
  return keys.vouchesForDoctor(`${at}.${nonce}`, signature)
}
