import { Button, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { Link } from 'wouter'
import { SignOutDocument } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal } from '../api/refusal.ts'
import { gateway } from '../gateway.ts'
import { pages } from '../pages.ts'
import { toast } from '../states/toast.ts'
import { useSignedIn } from '../viewer/viewer.ts'

const profilePath = '/profile'

/** The menu of the signed-in user. */
export function PersonMenu() {
  const { viewer } = useSignedIn()
  const { setColorScheme, colorScheme } = useMantineColorScheme()
  const seen = useComputedColorScheme('light')
  const other = seen === 'dark' ? 'light' : 'dark'
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="subtle" size="compact-md" maw={200}>
          {viewer.user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {viewer.user.email}
          <br />
          {viewer.user.groups.map(({ name }) => name).join(', ')}
        </Menu.Label>
        {pages.some(({ path }) => path === profilePath) && (
          <Menu.Item component={Link} href={profilePath}>
            Profile
          </Menu.Item>
        )}
        <Menu.Item onClick={() => setColorScheme(other)}>{other === 'dark' ? 'Dark' : 'Light'} colours</Menu.Item>
        {colorScheme !== 'auto' && <Menu.Item onClick={() => setColorScheme('auto')}>System colours</Menu.Item>}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
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
