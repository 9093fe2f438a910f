/** What an input of type `datetime-local` says, as the gateway takes it; empty while it says nothing whole. */
export function fromLocal(text: string): string {
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

/** The reverse, to the minute; empty for what is no moment. */
export function toLocal(moment: string): string {
  const date = new Date(moment)
  if (Number.isNaN(date.getTime())) return ''
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
