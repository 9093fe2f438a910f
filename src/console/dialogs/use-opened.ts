import { useSearchParams } from 'wouter'

const parameter = 'dialog'

/** A dialog of a page whose address says that it is open: back closes it, and a link opens it. */
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
      // Opened from the page, it took a step, which is taken back: otherwise back would do nothing, once.
      if ((history.state as { isDialog?: true } | null)?.isDialog) history.back()
      else setSearch(changed(null), { replace: true })
    },
  }
}
