import './editor-policy.ts'
import 'graphiql/setup-workers/vite'
import '@graphiql/react/style.css'
import '@graphiql/plugin-doc-explorer/style.css'
import '@graphiql/plugin-history/style.css'
import 'graphiql/graphiql.css'
import './explorer.css'
import { createRoot } from 'react-dom/client'
import { Explorer } from './explorer.tsx'

createRoot(document.getElementById('root') as HTMLElement).render(<Explorer />)
