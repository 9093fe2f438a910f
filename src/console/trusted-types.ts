interface TrustedTypes {
  createPolicy(name: string, rules: Record<'createHTML' | 'createScriptURL', (text: string) => string>): unknown
}
/**
 * The pages' policy lets nothing become HTML or a script unless it passes here: text that can hold no element, which
 * is what style sheets made while running are, and scripts of our own, which is what workers are.
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
