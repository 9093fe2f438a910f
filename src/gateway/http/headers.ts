import type { Config } from '../../config.ts'

/** Answers are data: a browser that shows one by itself loads and runs nothing, and lets nobody frame it. */
const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What every answer carries, whatever it is. */
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
const sandboxCdn = 'https://embeddable-sandbox.cdn.apollographql.com'

/**
 * What Apollo's landing page needs, and nothing beyond: its script comes from Apollo's servers, the Sandbox runs in
 * a frame of theirs, and only this page itself sends operations. Its scripts carry the nonce that the page names.
 */
export function landingPageHeaders(page: string): Readonly<Record<string, string>> {
  const nonce = nonceOfPage.exec(page)?.[1] ?? 'none'
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' ${sandboxCdn}`,
      `style-src 'nonce-${nonce}' ${sandboxCdn} https://fonts.googleapis.com`,
      'font-src https://fonts.gstatic.com',
      `img-src ${apolloCdn}`,
      `manifest-src ${apolloCdn}`,
      "connect-src 'self'",
      'frame-src https://sandbox.embed.apollographql.com',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    // Signing in to Apollo happens in a window that the page opens.
    'cross-origin-opener-policy': 'same-origin-allow-popups',
  }
}
