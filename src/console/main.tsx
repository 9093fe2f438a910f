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

// Mantine’s dialogs read the nonce of the style sheet that locks scrolling from this global variable.
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
