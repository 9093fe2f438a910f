import type { Answer, Client } from './gateway.ts'

/** An answer as a client may compare it: everything but what names the request or the moment. */
export const comparable = (answer: Answer | undefined) => ({
  status: given(answer).status,
  headers: [...given(answer).headers].filter(([name]) => name !== 'x-request-id' && name !== 'date'),
  text: given(answer).text.replaceAll(/"requestId":"[^"]+"/g, ''),
})

/** The codes of the errors of an answer, with the argument at fault. */
export const faults = (answer: Answer | undefined) =>
  given(answer).errors.map(({ extensions: { code, field } }) => (field === undefined ? code : `${code} ${field}`))

/** Tests take answers out of lists. */
function given(answer: Answer | undefined): Answer {
  if (!answer) throw new Error('There is no such answer.')
  return answer
}

/** What the audit log tells, oldest first. */
export async function eventsOf(client: Client, filter: object) {
  const { auditEvents } = await client.run(
    `query ($filter: AuditFilter) { auditEvents(first: 100, filter: $filter) { nodes {
      action outcome errorCode actor { email } actorLabel resourceId resourceLabel changes { field before after } } } }`,
    { filter },
  )
  return auditEvents.nodes.reverse()
}
