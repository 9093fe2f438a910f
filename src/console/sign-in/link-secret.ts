/**
 * Takes the secret of a mailed link out of the address: it follows the #, so no server sees it, and from here on
 * neither does the history. Another link opened in the same tab changes only the fragment, and starts over. Elsewhere
 * a fragment is a place on the page.
 */
function takeLinkSecret(): string {
  if (!/\/(accept|confirm-email|reset)\/?$/.test(location.pathname)) return ''
  const secret = location.hash.slice(1)
  if (secret) history.replaceState(null, '', location.pathname)
  addEventListener('hashchange', () => location.reload())
  return secret
}

/** Read once, before anything else looks at the address. */
export const linkSecret = takeLinkSecret()
