import { useEffect } from 'react'

/** Sets the title of the tab and of the history entry. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Clustergate`
  }, [title])
}
