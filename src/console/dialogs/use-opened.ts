import { useSearchParams } from 'wouter'

const parameter = 'dialog'

/** The state of a dialog, kept in the URL of the page: back closes the dialog, and a link opens it. */
export function useOpened(name: string) {
  const [search, setSearch] = useSearchParams()
  const changed = (value: string | null): URLSearchParams => {
    const next = new URLSearchParams(search)
    if (value === null) next.delete(parameter)
    else next.set(parameter, value)
    return next
  }
  return {
    isOpen: search.get(parameter) === name,
    open: () => setSearch(changed(name), { state: { isDialog: true } }),
    onClose() {
      // A dialog opened from the page added a history entry, which going back removes: it would make “back” do nothing.
      if ((history.state as { isDialog?: true } | null)?.isDialog) history.back()
      else setSearch(changed(null), { replace: true })
    },
  }
}
