import type { Config } from '../../config.ts'

/** The Content-Security-Policy of data: a browser that shows an answer loads and runs nothing, in no frame. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function answerHeaders({ publicUrl }: Config): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    vary: 'Cookie, Authorization, Origin',
    'content-security-policy': dataPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

const nonceOfPage = /'nonce-([0-9a-f]+)'/
const apolloCdn = 'https://apollo-server-landing-page.cdn.apollographql.com'
/** One version of Apollo’s page, as far as they name versions: they publish no hash of it. */
const sandboxFiles = 'https://embeddable-sandbox.cdn.apollographql.com/v2/'

/**
 * The headers of Apollo's landing page, which allow what it needs and nothing else: a script of Apollo's servers, and
 * the Sandbox in a frame of theirs. Only the page itself sends operations. The nonce is the one in the page.
 */
export function landingPageHeaders(page: string): Readonly<Record<string, string>> {
  const nonce = nonceOfPage.exec(page)?.[1] ?? 'none'
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' ${sandboxFiles}`,
      `style-src 'nonce-${nonce}' ${sandboxFiles} https://fonts.googleapis.com`,
      'font-src https://fonts.gstatic.com',
      `img-src ${apolloCdn}`,
      `manifest-src ${apolloCdn}`,
      "connect-src 'self'",
      'frame-src https://sandbox.embed.apollographql.com',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    // The page opens a window to sign in to Apollo.
    'cross-origin-opener-policy': 'same-origin-allow-popups',
  }
}
