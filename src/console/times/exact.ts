/** A time to the second, in the time zone of the viewer. */
export const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })
