import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { grave } from '../states/grave.ts'
import type { RowAction } from './row-actions.tsx'

interface Props {
  /** What the actions are about. */
  readonly called: string
  readonly actions: readonly RowAction[]
}

/** The actions of a row as buttons, for a page about it. */
export function ActionButtons({ called, actions }: Props) {
  return actions.map((action) => (
    <Button
      key={action.label}
      {...('href' in action ? { component: Link, href: action.href } : { onClick: action.run })}
      variant="default"
      {...(action.isGrave && grave)}
      aria-label={`${action.label} ${called}`}
    >
      {action.label}
    </Button>
  ))
}
