import { Alert, Button, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'

/**
 * Catches errors of the console itself, as when the gateway no longer serves the code of this version: a reload helps.
 */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { readonly hasFault: boolean }> {
  override readonly state = { hasFault: false }

  static getDerivedStateFromError() {
    return { hasFault: true }
  }

  override render(): ReactNode {
    if (!this.state.hasFault) return this.props.children
    return (
      <Alert color="red" title="This page does not work" m="md" role="alert">
        <Text size="sm">Something went wrong in the console. Nothing was changed by it.</Text>
        <Button mt="sm" size="xs" variant="default" onClick={() => location.reload()}>
          Reload the page
        </Button>
      </Alert>
    )
  }
}
