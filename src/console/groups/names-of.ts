/** The names of groups, separated by commas; `None` without any. */
export const namesOf = (groups: readonly { readonly name: string }[]): string =>
  groups.map(({ name }) => name).join(', ') || 'None'
