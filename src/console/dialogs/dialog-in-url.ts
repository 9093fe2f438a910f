import { useSearchParams } from 'wouter'

const parameter = 'dialog'

/** The dialog of a page that is open, by its name in the URL: back closes it, and a link opens it. */
export function useDialogInUrl() {
  const [search, setSearch] = useSearchParams()
  const changed = (value: string | null): URLSearchParams => {
    const next = new URLSearchParams(search)
    if (value === null) next.delete(parameter)
    else next.set(parameter, value)
    return next
  }
  return {
    name: search.get(parameter),
    open: (name: string) => setSearch(changed(name), { state: { isDialog: true } }),
    close() {
      // A dialog opened from the page added a history entry, which going back removes: it would make “back” do nothing.
      if ((history.state as { isDialog?: true } | null)?.isDialog) history.back()
      else setSearch(changed(null), { replace: true })
    },
  }
}
