/**
 * Takes the secret of a mailed link out of the URL. It is the fragment, which browsers do not send; here it is removed
 * from the history too. Another link opened in the same tab changes only the fragment, so the page is reloaded. On
 * other pages a fragment is an anchor.
 */
function takeLinkSecret(): string {
  if (!/\/(accept|confirm-email|reset)\/?$/.test(location.pathname)) return ''
  const secret = location.hash.slice(1)
  if (secret) history.replaceState(null, '', location.pathname)
  addEventListener('hashchange', () => location.reload())
  return secret
}

/** The secret of the link; read once, before the router reads the URL. */
export const linkSecret = takeLinkSecret()
