import { badInput } from '../errors.ts'

const form = /^\P{Cc}{16,512}$/u

/** Throws BAD_INPUT for a text that cannot be the secret with which a cluster verifies JWTs. */
export function checkJwtSecret(secret: string, field: string): void {
  if (form.test(secret)) return
  throw badInput(field, 'A JWT secret has 16 to 512 characters, on one line; take 32 random ones or more.')
}
