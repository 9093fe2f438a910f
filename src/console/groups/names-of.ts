/** Groups in a sentence; somebody may be in none. */
export const namesOf = (groups: readonly { readonly name: string }[]): string =>
  groups.map(({ name }) => name).join(', ') || 'None'
