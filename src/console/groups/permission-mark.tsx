import { Eye, FileDown, Flame, type LucideIcon, Pencil, Plus, Trash2, Undo2, UserRoundPlus } from 'lucide-react'
import classes from './permission-mark.module.css'
import type { PlacedPermission, Verb } from './permission-words.ts'

const icons: Readonly<Record<Verb, LucideIcon>> = {
  read: Eye,
  create: Plus,
  change: Pencil,
  delete: Trash2,
  remove: Trash2,
  revoke: Trash2,
  end: Trash2,
  assign: UserRoundPlus,
  'import from': FileDown,
  undelete: Undo2,
  purge: Flame,
}

/** Held on everything, on some resources only, or not at all. */
export type Extent = 'all' | 'some' | 'none'

interface Props {
  readonly of: Pick<PlacedPermission, 'word'> & Partial<Pick<PlacedPermission, 'slot'>>
  readonly extent: Extent
  /** What the pointer is told. */
  readonly title?: string
}

/** The sign of a permission: full where it is held, an outline where it is held in part, a dot where it is not. */
export function PermissionMark({ of: { word, slot }, extent, title }: Props) {
  const Icon = icons[word]
  return (
    <span className={classes['mark']} data-extent={extent} data-slot={slot} title={title} aria-hidden="true">
      {extent !== 'none' && <Icon size={14} strokeWidth={2.25} />}
    </span>
  )
}
