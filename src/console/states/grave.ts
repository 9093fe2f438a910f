/** How a control looks that opens what ends or destroys something: red words. The button that does it is filled. */
export const grave = { c: 'var(--tone-bad)' } as const
