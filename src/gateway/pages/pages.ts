import type { FastifyInstance } from 'fastify'
import { acceptPage, resetPage, signInPage } from './documents.ts'
import { script } from './script.ts'
import { style } from './style.ts'

/** A page runs and shows only what the gateway serves, and talks to nobody else; its forms are sent by its script. */
const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
}

/**
 * The places that links in mails lead to, until there is a console. All of it is constant, so that a program that
 * opens a link to see what is behind it changes nothing; what the person decides is sent to the API by the script.
 */
export function servePages(server: Pick<FastifyInstance, 'get'>): void {
  for (const [url, page] of [
    ['/', signInPage],
    ['/accept', acceptPage],
    ['/reset', resetPage],
  ] as const) {
    server.get(url, async (_request, reply) => reply.headers(pageHeaders).send(page))
  }
  server.get('/pages/script.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script))
  server.get('/pages/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style))
}
