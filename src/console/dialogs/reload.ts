import { createContext } from 'react'

/**
 * Leaves the dialog of a form that shows what has been changed meanwhile; the page behind has read it again. Null
 * outside of a dialog, where the page itself shows what is there now.
 */
export const ReloadContext = createContext<(() => void) | null>(null)
