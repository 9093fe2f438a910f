import { styleNonce } from '../gateway.ts'

// The editor creates style sheets at run time without a nonce, so each gets the nonce of the page.
const createElement = document.createElement.bind(document)
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = createElement(name, options)
  if (element instanceof HTMLStyleElement) element.nonce = styleNonce
  return element
}) as typeof document.createElement
