import { createHmac } from 'node:crypto'

export const lifetimeSeconds = 60
const header = encode({ alg: 'HS256', typ: 'JWT' })

/** A JWT as InfluxDB 1.x takes it: HS256, for the user of a name, valid for a minute. */
export function signJwt(secret: string, username: string, now: number): string {
  const text = `${header}.${encode({ username, exp: Math.floor(now / 1_000) + lifetimeSeconds })}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
