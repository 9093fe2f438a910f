import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import type { ComponentProps } from 'react'
import { ViewerDocument } from '../../sdk/generated.ts'
import { gateway } from '../gateway.ts'
import { exampleOf } from './example.ts'
import { examplesPlugin } from './examples.tsx'
import { SignInBox } from './sign-in-box.tsx'

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher']

/** Sends a request, without the cookie when the header editor holds a credential: the gateway refuses two at once. */
const send: Fetcher = async (asked, { headers = {} } = {}) => {
  const hasCredential = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')
  const response = await fetch(gateway.apiPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    credentials: hasCredential ? 'omit' : 'same-origin',
    body: JSON.stringify(asked),
    signal: AbortSignal.timeout(60_000),
  })
  return response.json()
}

const first = exampleOf(ViewerDocument.toString())

/**
 * GraphiQL, with the operations of the SDK as examples. Its content is kept for this tab only, as it may hold secrets.
 */
export function Explorer() {
  return (
    <div className="explorer">
      <h1 className="title">API explorer</h1>
      <SignInBox />
      <GraphiQL
        fetcher={send}
        plugins={[HISTORY_PLUGIN, examplesPlugin]}
        storage={sessionStorage}
        defaultQuery={first.query}
        defaultTabs={[{ query: first.query, variables: first.variables }]}
        defaultEditorToolsVisibility="variables"
        isHeadersEditorEnabled
        showPersistHeadersSettings={false}
      >
        <GraphiQL.Logo>
          <span>Clustergate</span>
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  )
}
