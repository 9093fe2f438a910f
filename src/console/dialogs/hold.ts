import { createContext, type RefObject } from 'react'

/**
 * What closing a dialog does while something runs in it: it stops that, and the dialog stays, to tell how far it came.
 * Undefined while nothing runs. Null outside of a dialog.
 */
export const HoldContext = createContext<RefObject<(() => void) | undefined> | null>(null)
