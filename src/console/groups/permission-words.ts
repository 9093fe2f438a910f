import type { Permission } from '../../sdk/generated.ts'

export interface Subject {
  /** The resource, as in `Database token`. */
  readonly title: string
  /** The actions on it: `Create` for DATABASE_TOKEN_CREATE. */
  readonly deeds: readonly { readonly permission: Permission; readonly title: string }[]
}

/** Permissions grouped by resource, in the given order. */
export function bySubject(permissions: readonly Permission[]): readonly Subject[] {
  const subjects = new Map<string, Permission[]>()
  for (const permission of permissions) {
    const title = inWords(permission.slice(0, permission.lastIndexOf('_')))
    subjects.set(title, [...(subjects.get(title) ?? []), permission])
  }
  return [...subjects].map(([title, ofSubject]) => ({
    title,
    deeds: ofSubject.map((permission) => ({
      permission,
      title: inWords(permission.slice(permission.lastIndexOf('_') + 1)),
    })),
  }))
}

const inWords = (text: string): string => `${text[0]}${text.slice(1).toLowerCase().replaceAll('_', ' ')}`
