/** The value of a `datetime-local` input as an RFC 3339 time; empty while it is incomplete. */
export function fromLocal(text: string): string {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

/** An RFC 3339 time as the value of a `datetime-local` input, to the minute; empty when it is invalid. */
export function toLocal(moment: string): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
