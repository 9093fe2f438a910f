import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { gateway } from '../gateway.ts'
import { pages } from '../pages.ts'
import { SessionEnding } from '../sign-in/session-ending.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import classes from './frame.module.css'
import { PersonMenu } from './person-menu.tsx'

/** The frame of every page: the menu, with the pages that the viewer may see, and the menu of the viewer. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure()
  const { viewer } = useSignedIn()
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
      transitionDuration={0}
    >
      <a href="#content" className={classes['skip']}>
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Menu"
              aria-expanded={isOpen}
            />
            <Text fw={700}>Clustergate</Text>
            <Text c="dimmed" size="sm" truncate visibleFrom="sm">
              {viewer.account?.name}
            </Text>
          </Group>
          <PersonMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages">
        <Menu onChosen={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <SessionEnding />
        {children}
      </AppShell.Main>
    </AppShell>
  )
}

function Menu({ onChosen }: { onChosen(): void }) {
  const { may } = useSignedIn()
  const [path] = useLocation()
  return (
    <>
      {pages
        .filter(({ menu, permission }) => menu && (!permission || may(permission)))
        .map((page) => {
          const isHere = page.path === '/' ? path === '/' : path === page.path || path.startsWith(`${page.path}/`)
          return (
            <NavLink
              key={page.path}
              component={Link}
              href={page.path}
              label={page.menu}
              active={isHere}
              aria-current={isHere ? 'page' : undefined}
              onClick={onChosen}
            />
          )
        })}
      {gateway.explorerPath && <NavLink href={gateway.explorerPath} label="API explorer" />}
    </>
  )
}
