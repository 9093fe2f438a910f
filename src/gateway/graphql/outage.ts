import type { ErrorCode } from '../../errors.ts'

/**
 * Whether the store's failure is all that an answer would say. It is sent with HTTP status 503 then, by which any client
 * knows that it may try again.
 */
export const isOutage = (data: object | null | undefined, errorCodes: readonly ErrorCode[]): boolean =>
  errorCodes.length > 0 &&
  errorCodes.every((code) => code === 'UNAVAILABLE') &&
  Object.values(data ?? {}).every((value) => value === null)
