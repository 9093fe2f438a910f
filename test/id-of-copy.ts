const lastGroupLength = 12

/**
 * The id of a row's nth copy: the row's own with another last group. A shorter number would now and then be how the
 * row's own random digits end.
 */
export const idOfCopy = (id: string, at: number): string =>
  id.slice(0, -lastGroupLength) + String(at).padStart(lastGroupLength, '0')
