import type { Answer, Client } from './gateway.ts'

/** An answer as a client may compare it: everything but what names the request or the moment. */
export const comparable = ({ status, headers, text }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date'),
  text: text.replaceAll(/"requestId":"[^"]+"/g, ''),
})

/** The codes of the errors of an answer, with the argument at fault. */
export const faults = ({ errors }: Answer) =>
  errors.map(({ extensions: { code, field } }) => (field === undefined ? code : `${code} ${field}`))

/** What the audit log tells, oldest first. */
export async function eventsOf(client: Client, filter: object) {
  const { auditEvents } = await client.run(
    `query ($filter: AuditFilter) { auditEvents(first: 100, filter: $filter) { nodes {
      action outcome errorCode actor { email } actorLabel resourceId resourceLabel changes { field before after } } } }`,
    { filter },
  )
  return auditEvents.nodes.reverse()
}
