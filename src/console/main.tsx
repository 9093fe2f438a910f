import './trusted-types.ts'
import './sign-in/link-secret.ts'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './theme.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { gateway, styleNonce } from './gateway.ts'
import { Routes } from './routes.tsx'
import { FaultBoundary } from './states/fault-boundary.tsx'
import { theme } from './theme.ts'

// Where the style sheet that keeps the page still behind a dialog looks for it.
Object.assign(globalThis, { __webpack_nonce__: styleNonce })

createRoot(document.getElementById('root') as HTMLElement).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
    <Notifications position="bottom-right" />
    <FaultBoundary>
      <Router base={gateway.basePath}>
        <Routes />
      </Router>
    </FaultBoundary>
  </MantineProvider>,
)
