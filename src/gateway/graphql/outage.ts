import type { ErrorCode } from '../../errors.ts'

/**
 * Whether a whole operation came to nothing because the store was not available: then a status says so, too, which
 * tells every client that it may come again.
 */
export const isOutage = (data: object | null | undefined, errorCodes: readonly ErrorCode[]): boolean =>
  errorCodes.length > 0 &&
  errorCodes.every((code) => code === 'UNAVAILABLE') &&
  Object.values(data ?? {}).every((value) => value === null)
