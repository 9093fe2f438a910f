import { AppShell, Burger } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { SearchButton } from '../palette/search-button.tsx'
import { SessionEnding } from '../sign-in/session-ending.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import classes from './frame.module.css'
import { Mark } from './mark.tsx'
import { Menu } from './menu.tsx'
import { PersonMenu } from './person-menu.tsx'

/** The frame of every page: the menu, with the pages that the viewer may see, and the menu of the viewer. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure()
  const { viewer } = useSignedIn()
  const [path] = useLocation()
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'lg' }}
      transitionDuration={0}
    >
      <a href="#content" className={classes['skip']}>
        Skip to the content
      </a>
      <AppShell.Header className={classes['header']}>
        <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" aria-expanded={isOpen} />
        <Link href="/" className={classes['home']}>
          <Mark />
          <span>Clustergate</span>
        </Link>
        <span className={classes['account']}>{viewer.account?.name}</span>
        <div className={classes['end']}>
          <SearchButton />
          <PersonMenu />
        </div>
      </AppShell.Header>
      <AppShell.Navbar className={classes['menu']} aria-label="Pages" data-open={isOpen || undefined}>
        <Menu onChosen={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <div className={classes['page']}>
          <SessionEnding />
          <div key={path} className={classes['content']}>
            {children}
          </div>
        </div>
      </AppShell.Main>
    </AppShell>
  )
}
