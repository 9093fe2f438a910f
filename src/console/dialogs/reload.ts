import { createContext } from 'react'

/**
 * Leaves the dialog of a form that shows what somebody else has changed meanwhile, and reads the page behind again.
 * Null outside of a dialog.
 */
export const ReloadContext = createContext<(() => void) | null>(null)
