import { UnstyledButton } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import classes from './search-button.module.css'

const load = () => import('./palette.tsx')
const Palette = lazy(load)

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Opens the palette, as does ⌘K or Ctrl K; the code of the palette is loaded when it is needed. */
export function SearchButton() {
  const [isOpen, setOpen] = useState(false)
  const [isWanted, setWanted] = useState(false)
  const open = () => {
    setWanted(true)
    setOpen(true)
  }
  // Not over another dialog: what it shows may be shown once only.
  const openAlone = () => !document.querySelector('[role="dialog"]') && open()
  // Also while a field has the focus.
  useHotkeys([['mod+K', openAlone]], [], true)
  return (
    <>
      <UnstyledButton
        className={classes['button']}
        aria-haspopup="dialog"
        aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
        onClick={open}
        onPointerEnter={() => void load()}
      >
        <Search size={17} aria-hidden />
        <span className={classes['name']}>Search</span>
        <kbd className={classes['keys']} aria-hidden>
          {isApple ? '⌘K' : 'Ctrl K'}
        </kbd>
      </UnstyledButton>
      {isWanted && (
        <Suspense fallback={null}>
          <Palette isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
