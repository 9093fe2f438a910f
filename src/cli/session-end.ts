import { type Address, openClient } from './connection.ts'

/** Ends a session on its gateway; false where that was not possible, unless it is to be thrown. */
export async function endSession(
  address: Pick<Address, 'url' | 'timeoutMs'>,
  accessToken: string,
  otherwise?: 'or throw',
): Promise<boolean> {
  try {
    const client = await openClient(address, accessToken)
    await client.signOut()
    return true
  } catch (error) {
    // It has ended before, by itself or by somebody else: that is what was wanted.
    if ((error as { code?: string }).code === 'UNAUTHENTICATED') return true
    if (otherwise === 'or throw') throw error
    return false
  }
}
