import { useDialogInUrl } from './dialog-in-url.ts'

/** The state of a dialog, kept in the URL of the page: back closes the dialog, and a link opens it. */
export function useOpened(name: string) {
  const dialog = useDialogInUrl()
  return { isOpen: dialog.name === name, open: () => dialog.open(name), onClose: dialog.close }
}
