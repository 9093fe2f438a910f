import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import * as generated from '../../sdk/generated.ts'
import { type Example, exampleOf } from './example.ts'

const examples = Object.entries(generated)
  .filter(([name]) => name.endsWith('Document'))
  .map(([, document]) => exampleOf(document.toString()))
  .sort((one, other) => one.name.localeCompare(other.name))

const kinds = [
  { title: 'Queries', kind: 'query' },
  { title: 'Mutations', kind: 'mutation' },
] as const

/** A GraphiQL plugin that lists the operations of the SDK, to be opened by a click. */
export const examplesPlugin: GraphiQLPlugin = {
  title: 'Examples',
  icon: () => (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 5h16M4 12h10M4 19h7M16 15l4 3-4 3z" />
    </svg>
  ),
  content: Examples,
}

function Examples() {
  const { addTab, setOperationName } = useGraphiQLActions()
  const queryEditor = useGraphiQL(({ queryEditor }) => queryEditor)
  const variableEditor = useGraphiQL(({ variableEditor }) => variableEditor)
  const open = ({ name, query, variables }: Example) => {
    addTab()
    variableEditor?.setValue(variables)
    queryEditor?.setValue(query)
    // The editor detects the name with a delay; until then it would send the operation name of the tab before.
    setOperationName(name)
    queryEditor?.focus()
  }
  return (
    <section aria-label="Examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      {kinds.map(({ title, kind }) => (
        <div key={kind}>
          <h3>{title}</h3>
          <ul className="examples">
            {examples
              .filter((example) => example.kind === kind)
              .map((example) => (
                <li key={example.name}>
                  <button
                    type="button"
                    className="graphiql-un-styled"
                    disabled={!queryEditor || !variableEditor}
                    onClick={() => open(example)}
                  >
                    {example.name}
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
