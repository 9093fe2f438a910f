import { Database, KeyRound, type LucideIcon, Plus, SquareTerminal, User } from 'lucide-react'
import type { Permission, SearchQuery } from '../../sdk/generated.ts'
import { pages } from '../pages.ts'
import type { SignedIn } from '../viewer/viewer.ts'

/** Something that the palette opens. */
export interface Entry {
  readonly label: string
  /** What tells it from others of the same name. */
  readonly hint?: string
  readonly icon: LucideIcon | undefined
  readonly href: string
}

export interface EntryGroup {
  readonly title: string
  readonly entries: readonly Entry[]
}

interface Action {
  readonly label: string
  /** Other words for it. */
  readonly also: string
  readonly permission: Permission
  readonly href: string
}

const actions: readonly Action[] = [
  { label: 'Invite people', also: 'add users', permission: 'INVITATION_CREATE', href: '/invitations/new' },
  { label: 'Create a database', also: 'new', permission: 'DATABASE_CREATE', href: '/databases?dialog=create' },
  {
    label: 'Create a database token',
    also: 'new access credential',
    permission: 'DATABASE_TOKEN_CREATE',
    href: '/database-tokens?dialog=create',
  },
  {
    label: 'Create a management token',
    also: 'new api credential',
    permission: 'MANAGEMENT_TOKEN_CREATE',
    href: '/management-tokens?dialog=create',
  },
  { label: 'Create a group', also: 'new role', permission: 'GROUP_CREATE', href: '/groups/new' },
]

/** The pages and actions that the viewer may open and whose words hold every word of a text; all of them for none. */
export function knownEntries(text: string, may: SignedIn['may']): readonly EntryGroup[] {
  const words = text.toLowerCase().split(/\s+/)
  const fits = (of: string) => words.every((word) => of.toLowerCase().includes(word))
  return [
    {
      title: 'Pages',
      entries: [
        ...pages.flatMap(({ path, menu, section = '', icon, permission }) =>
          menu && (!permission || may(permission)) && fits(`${menu} ${section}`)
            ? [{ label: menu, icon, href: path }]
            : [],
        ),
        ...(fits('Profile password e-mail sessions') ? [{ label: 'Profile', icon: User, href: '/profile' }] : []),
      ],
    },
    {
      title: 'Actions',
      entries: actions
        .filter(({ label, also, permission }) => may(permission) && fits(`${label} ${also}`))
        .map(({ label, href }) => ({ label, icon: Plus, href })),
    },
  ]
}

/** What the gateway found. */
export function foundEntries(found: SearchQuery): readonly EntryGroup[] {
  return [
    {
      title: 'People',
      entries: (found.users?.nodes ?? []).map(({ id, name, email }) => ({
        label: name,
        hint: email,
        icon: User,
        href: `/users/${id}`,
      })),
    },
    {
      title: 'Databases',
      entries: (found.databases?.nodes ?? []).map(({ id, name, cluster }) => ({
        label: name,
        hint: cluster.name,
        icon: Database,
        href: `/databases/${id}`,
      })),
    },
    {
      title: 'Database tokens',
      entries: (found.databaseTokens?.nodes ?? []).map(({ id, description, prefix }) => ({
        label: description,
        hint: `${prefix}…`,
        icon: KeyRound,
        href: `/database-tokens/${id}`,
      })),
    },
    {
      title: 'Management tokens',
      entries: (found.managementTokens?.nodes ?? []).map(({ id, description, prefix }) => ({
        label: description,
        hint: `${prefix}…`,
        icon: SquareTerminal,
        href: `/management-tokens/${id}`,
      })),
    },
  ]
}
