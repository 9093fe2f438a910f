interface TrustedTypes {
  createPolicy(name: string, rules: Record<'createHTML' | 'createScriptURL', (text: string) => string>): unknown
}
/**
 * The Trusted Types policy of the pages, which browsers ask before text becomes HTML or a script URL. It admits text
 * without elements, for style sheets created at run time, and scripts of our own origin, for workers.
 */
;(globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('default', {
  createHTML(text) {
    if (text.includes('<')) throw new TypeError('HTML is not made from text here.')
    return text
  },
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError('No script comes from elsewhere.')
    return url
  },
})
