import { ActionIcon, Button, Menu } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { Link } from 'wouter'
import { grave } from '../states/grave.ts'

/** What can be done with a row: an action, or a page to go to. */
export type RowAction = {
  readonly label: string
  /** Whether it stands beside the menu, one press away. */
  readonly isQuick?: boolean
  /** Whether it ends something. */
  readonly isGrave?: boolean
} & ({ run(): void } | { readonly href: string })

interface Props {
  /** What the row is called. */
  readonly called: string
  readonly actions: readonly RowAction[]
}

/** The actions of a row: the quick ones as buttons, the others in a menu. */
export function RowActions({ called, actions }: Props) {
  const inMenu = actions.filter(({ isQuick }) => !isQuick)
  return (
    <>
      {actions
        .filter(({ isQuick }) => isQuick)
        .map((action) => (
          <Button
            key={action.label}
            {...('href' in action ? { component: Link, href: action.href } : { onClick: action.run })}
            variant="subtle"
            size="compact-sm"
            aria-label={`${action.label} ${called}`}
          >
            {action.label}
          </Button>
        ))}
      {inMenu.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${called}`}>
              <Ellipsis size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {inMenu.map((action) => (
              <Menu.Item
                key={action.label}
                {...('href' in action ? { component: Link, href: action.href } : { onClick: action.run })}
                {...(action.isGrave && grave)}
              >
                {action.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}
