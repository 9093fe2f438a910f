import {
  Database,
  Gauge,
  KeyRound,
  type LucideIcon,
  MailPlus,
  ScrollText,
  Server,
  Shapes,
  SquareTerminal,
  Users,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { Permission } from '../sdk/generated.ts'

export interface Page {
  /** `/users/:id` gives the page `params.id`, by wouter’s `useParams`. */
  readonly path: string
  /** The entry in the menu; a page without one is reached from another page. */
  readonly menu?: string
  /** The heading of the menu that the entry is under; the overview is under none. */
  readonly section?: 'People' | 'Data' | 'Access' | 'Log'
  readonly icon?: LucideIcon
  /** The path of the entry that a page belongs to, where its own does not begin with it. */
  readonly under?: string
  /** The permission that the page requires. Without it, the menu has no entry, and the page shows an explanation. */
  readonly permission?: Permission
  /** Loads the code of the page when it is first opened. */
  load(): Promise<{ readonly default: ComponentType }>
}

/** The pages for signed-in users, in the order of the menu. */
export const pages: readonly Page[] = [
  { path: '/', menu: 'Overview', icon: Gauge, load: () => import('./overview/overview-page.tsx') },
  {
    path: '/users',
    menu: 'Users',
    section: 'People',
    icon: Users,
    permission: 'USER_READ',
    load: () => import('./users/users-page.tsx'),
  },
  { path: '/users/:id', permission: 'USER_READ', load: () => import('./users/user-page.tsx') },
  {
    path: '/invitations',
    menu: 'Invitations',
    section: 'People',
    icon: MailPlus,
    permission: 'INVITATION_READ',
    load: () => import('./invitations/invitations-page.tsx'),
  },
  { path: '/invitations/new', permission: 'INVITATION_CREATE', load: () => import('./invitations/invite-page.tsx') },
  {
    path: '/groups',
    menu: 'Groups',
    section: 'People',
    icon: Shapes,
    permission: 'GROUP_READ',
    load: () => import('./groups/groups-page.tsx'),
  },
  { path: '/groups/new', permission: 'GROUP_CREATE', load: () => import('./groups/new-group-page.tsx') },
  { path: '/groups/:id/edit', permission: 'GROUP_UPDATE', load: () => import('./groups/edit-group-page.tsx') },
  { path: '/groups/:id', permission: 'GROUP_READ', load: () => import('./groups/group-page.tsx') },
  {
    path: '/clusters',
    menu: 'Clusters',
    section: 'Data',
    icon: Server,
    permission: 'CLUSTER_READ',
    load: () => import('./clusters/clusters-page.tsx'),
  },
  { path: '/clusters/:id', permission: 'CLUSTER_READ', load: () => import('./clusters/cluster-page.tsx') },
  {
    path: '/databases',
    menu: 'Databases',
    section: 'Data',
    icon: Database,
    permission: 'DATABASE_READ',
    load: () => import('./databases/databases-page.tsx'),
  },
  { path: '/databases/:id', permission: 'DATABASE_READ', load: () => import('./databases/database-page.tsx') },
  {
    path: '/tables/:id',
    under: '/databases',
    permission: 'TABLE_READ',
    load: () => import('./tables/table-page.tsx'),
  },
  {
    path: '/database-tokens',
    menu: 'Database tokens',
    section: 'Access',
    icon: KeyRound,
    permission: 'DATABASE_TOKEN_READ',
    load: () => import('./database-tokens/database-tokens-page.tsx'),
  },
  {
    path: '/database-tokens/:id',
    permission: 'DATABASE_TOKEN_READ',
    load: () => import('./database-tokens/database-token-page.tsx'),
  },
  {
    path: '/management-tokens',
    menu: 'Management tokens',
    section: 'Access',
    icon: SquareTerminal,
    permission: 'MANAGEMENT_TOKEN_READ',
    load: () => import('./management-tokens/management-tokens-page.tsx'),
  },
  {
    path: '/management-tokens/:id',
    permission: 'MANAGEMENT_TOKEN_READ',
    load: () => import('./management-tokens/management-token-page.tsx'),
  },
  {
    path: '/audit',
    menu: 'Audit log',
    section: 'Log',
    icon: ScrollText,
    permission: 'AUDIT_READ',
    load: () => import('./audit/audit-page.tsx'),
  },
  { path: '/profile', load: () => import('./profile/profile-page.tsx') },
]
