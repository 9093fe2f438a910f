import { styleNonce } from '../gateway.ts'

// The editor makes style sheets while it runs, and knows of no nonce: each gets the one that the page was served with.
const createElement = document.createElement.bind(document)
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = createElement(name, options)
  if (element instanceof HTMLStyleElement) element.nonce = styleNonce
  return element
}) as typeof document.createElement
