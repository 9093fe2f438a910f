import { type Address, openClient } from './connection.ts'

/** Ends a session on its gateway. When that fails, returns false, or throws where the caller asks for that. */
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
    // The session has ended already, which is what the caller wants.
    if ((error as { code?: string }).code === 'UNAUTHENTICATED') return true
    if (otherwise === 'or throw') throw error
    return false
  }
}
