import { Menu, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { CircleUser, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { Link } from 'wouter'
import { SignOutDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal } from '../api/refusal.ts'
import { gateway } from '../gateway.ts'
import { pages } from '../pages.ts'
import { toast } from '../states/toast.ts'
import { TimeStyleItem } from '../times/time-style-item.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import classes from './person-menu.module.css'

const profilePath = '/profile'
const iconSize = 16

/** The menu of the signed-in user. */
export function PersonMenu() {
  const { viewer } = useSignedIn()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const seen = useComputedColorScheme('light')
  const other = seen === 'dark' ? 'light' : 'dark'
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes['button']}>
          <span className={classes['initials']} aria-hidden>
            {initialsOf(viewer.user.name)}
          </span>
          <span className={classes['name']}>{viewer.user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {viewer.user.email}
          <br />
          {viewer.user.groups.map(({ name }) => name).join(', ')}
        </Menu.Label>
        {pages.some(({ path }) => path === profilePath) && (
          <Menu.Item component={Link} href={profilePath} leftSection={<CircleUser size={iconSize} aria-hidden />}>
            Profile
          </Menu.Item>
        )}
        <Menu.Item
          onClick={() => setColorScheme(other)}
          leftSection={other === 'dark' ? <Moon size={iconSize} aria-hidden /> : <Sun size={iconSize} aria-hidden />}
        >
          {other === 'dark' ? 'Dark' : 'Light'} colours
        </Menu.Item>
        {colorScheme !== 'auto' && (
          <Menu.Item onClick={() => setColorScheme('auto')} leftSection={<Monitor size={iconSize} aria-hidden />}>
            System colours
          </Menu.Item>
        )}
        <TimeStyleItem iconSize={iconSize} />
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()} leftSection={<LogOut size={iconSize} aria-hidden />}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The first letters of the first and the last word of a name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}

/** Signs out, and reloads the page, so that no data stays in memory. */
async function signOut(): Promise<void> {
  try {
    await ask(SignOutDocument, {})
  } catch (error) {
    const { code, message } = asRefusal(error)
    if (code !== 'UNAUTHENTICATED') return toast(message, 'red')
  }
  location.assign(`${gateway.basePath}/`)
}
