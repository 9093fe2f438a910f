import type { Permission } from '../../sdk/generated.ts'
import { listed } from '../counts/count-words.ts'

/** The columns of a matrix; what fits into none of the first four stands in the last. */
export const slots = ['read', 'create', 'change', 'delete', 'more'] as const

export type Slot = (typeof slots)[number]

/** What is done, and its column. */
const verbs = {
  read: 'read',
  create: 'create',
  change: 'change',
  delete: 'delete',
  remove: 'delete',
  revoke: 'delete',
  end: 'delete',
  assign: 'more',
  'import from': 'more',
  undelete: 'more',
  purge: 'more',
} as const satisfies Readonly<Record<string, Slot>>

export type Verb = keyof typeof verbs

// biome-ignore format: a grid
const places: Readonly<Record<Permission, readonly [subject: string, verb: Verb]>> = {
  ACCOUNT_READ:            ['Account',           'read'],
  USER_READ:               ['Users',             'read'],
  USER_UPDATE:             ['Users',             'change'],
  USER_REMOVE:             ['Users',             'remove'],
  SESSION_READ:            ['Sessions',          'read'],
  SESSION_REVOKE:          ['Sessions',          'end'],
  INVITATION_READ:         ['Invitations',       'read'],
  INVITATION_CREATE:       ['Invitations',       'create'],
  INVITATION_REVOKE:       ['Invitations',       'revoke'],
  GROUP_READ:              ['Groups',            'read'],
  GROUP_CREATE:            ['Groups',            'create'],
  GROUP_UPDATE:            ['Groups',            'change'],
  GROUP_DELETE:            ['Groups',            'delete'],
  GROUP_ASSIGN:            ['Groups',            'assign'],
  CLUSTER_READ:            ['Clusters',          'read'],
  CLUSTER_IMPORT:          ['Clusters',          'import from'],
  DATABASE_READ:           ['Databases',         'read'],
  DATABASE_CREATE:         ['Databases',         'create'],
  DATABASE_UPDATE:         ['Databases',         'change'],
  DATABASE_DELETE:         ['Databases',         'delete'],
  DATABASE_UNDELETE:       ['Databases',         'undelete'],
  DATABASE_PURGE:          ['Databases',         'purge'],
  TABLE_READ:              ['Tables',            'read'],
  TABLE_CREATE:            ['Tables',            'create'],
  TABLE_UPDATE:            ['Tables',            'change'],
  TABLE_DELETE:            ['Tables',            'delete'],
  TABLE_UNDELETE:          ['Tables',            'undelete'],
  DATABASE_TOKEN_READ:     ['Database tokens',   'read'],
  DATABASE_TOKEN_CREATE:   ['Database tokens',   'create'],
  DATABASE_TOKEN_UPDATE:   ['Database tokens',   'change'],
  DATABASE_TOKEN_REVOKE:   ['Database tokens',   'revoke'],
  MANAGEMENT_TOKEN_READ:   ['Management tokens', 'read'],
  MANAGEMENT_TOKEN_CREATE: ['Management tokens', 'create'],
  MANAGEMENT_TOKEN_REVOKE: ['Management tokens', 'revoke'],
  AUDIT_READ:              ['Audit log',         'read'],
}

/** All that can be granted, in the order of the menu: people, data, access, log. */
export const allPermissions = Object.keys(places) as readonly Permission[]

/** A permission with its verb and its column. */
export interface PlacedPermission {
  readonly permission: Permission
  readonly word: Verb
  readonly slot: Slot
}

export interface Subject {
  /** The resource, as in `Database tokens`. */
  readonly title: string
  readonly permissions: readonly PlacedPermission[]
}

/** Permissions grouped by resource, in the order of the menu. */
export function bySubject(permissions: readonly Permission[]): readonly Subject[] {
  const subjects = new Map<string, PlacedPermission[]>()
  for (const permission of allPermissions.filter((one) => permissions.includes(one))) {
    const [title, word] = places[permission]
    subjects.set(title, [...(subjects.get(title) ?? []), { permission, word, slot: verbs[word] }])
  }
  return [...subjects].map(([title, ofSubject]) => ({ title, permissions: ofSubject }))
}

/** The resources within a sentence that are not called like their rows. */
const nouns: Readonly<Record<string, string>> = {
  Account: 'the account',
  Sessions: 'sessions of others',
  'Audit log': 'the audit log',
}

/** Permissions in a line: `read and change databases; read tables and database tokens`. */
export function permissionWords(permissions: readonly Permission[]): string {
  const reads = allPermissions.filter((permission) => permission.endsWith('_READ'))
  const readsAll = reads.every((permission) => permissions.includes(permission))
  const others = readsAll ? permissions.filter((permission) => !reads.includes(permission)) : permissions
  const subjectsOf = new Map<string, string[]>()
  for (const { title, permissions: ofSubject } of bySubject(others)) {
    const words = listed(ofSubject.map(({ word }) => word))
    subjectsOf.set(words, [...(subjectsOf.get(words) ?? []), nouns[title] ?? title.toLowerCase()])
  }
  const parts = [...subjectsOf].map(([words, subjects]) => `${words} ${listed(subjects)}`)
  return [...(readsAll ? ['read everything'] : []), ...parts].join('; ')
}

/** A verb at the beginning of a label. */
export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
