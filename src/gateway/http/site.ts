import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import { type Asset, readSite } from './site-files.ts'

/** The Content-Security-Policy of console and explorer: no other server, no frame, no inline script. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

/** In the console, Trusted Types keep any text from becoming HTML, too. */
const consolePolicy = [...policy, "require-trusted-types-for 'script'", 'trusted-types default']

/** The explorer's editor needs style attributes and inline images, and shows descriptions as HTML. */
const explorerPolicy = [...policy, "style-src-attr 'unsafe-inline'", "img-src 'self' data:"]

/** The paths of the console, whose own router serves everything below them. */
const consolePaths = [
  'accept',
  'reset',
  'confirm-email',
  'forgot',
  'profile',
  'users',
  'invitations',
  'groups',
  'clusters',
  'databases',
  'tables',
  'database-tokens',
  'management-tokens',
  'audit',
]

const nonceBytes = 16
const immutable = 'public, max-age=31536000, immutable'

type PageRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

export interface Site {
  /** The address that a browser which opens the API itself is sent to; undefined for all other requests. */
  explorerFor(request: PageRequest): string | undefined
  /** Answers a browser at an address of no page with the console, which says so. False for programs: nothing is sent. */
  sendNotFound(request: PageRequest, reply: FastifyReply): boolean
}

/**
 * Serves the console, which links in mails lead to, and GraphiQL. All files are read at the start, so that no path of a
 * request ever reaches the file system. Pages are the same for everybody: opening a link changes nothing.
 */
export function serveSite(server: Pick<FastifyInstance, 'get'>, config: Config): Site {
  const { consolePage, explorerPage, assets } = readSite()
  const basePath = new URL(config.publicUrl).pathname.replace(/\/$/, '')
  const explorer = { graphiql: '/explorer', sandbox: '/graphql', off: null }[config.explorer]
  const gateway = JSON.stringify({ basePath, explorer })
  const complete = (page: string): string =>
    page.replace('"GATEWAY"', `"${escapeAttribute(gateway)}"`).replaceAll('"./', `"${escapeAttribute(basePath)}/`)
  const sender = (page: string, rules: readonly string[]) => {
    const [before = '', after = ''] = complete(page).split('STYLE_NONCE')
    return (reply: FastifyReply) => {
      const nonce = randomBytes(nonceBytes).toString('base64url')
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', [...rules, `style-src 'self' 'nonce-${nonce}'`].join('; '))
        .send(before + nonce + after)
    }
  }
  const sendConsole = sender(consolePage, consolePolicy)
  const sendExplorer = sender(explorerPage, explorerPolicy)

  for (const path of ['/', ...consolePaths.flatMap((path) => [`/${path}`, `/${path}/*`])]) {
    server.get(path, async (_request, reply) => sendConsole(reply))
  }
  // Beside Apollo Sandbox, too: it is there without the internet.
  if (explorer) server.get('/explorer', async (_request, reply) => sendExplorer(reply))
  for (const [name, asset] of assets) {
    const send = assetSender(asset)
    server.get(`/assets/${name}`, async (request, reply) => send(request, reply))
  }

  return {
    explorerFor: (request) =>
      explorer === '/explorer' && request.url === '/graphql' && asksForPage(request) ? 'explorer' : undefined,
    sendNotFound(request, reply) {
      if (!asksForPage(request)) return false
      sendConsole(reply.code(404))
      return true
    },
  }
}

function assetSender({ type, body, isCompressed }: Asset) {
  // Unpacked once for all clients without compression, so that they cannot fill the memory.
  let unpacked: Buffer | undefined
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.type(type).header('cache-control', immutable)
    if (!isCompressed) return reply.send(body)
    reply.header('vary', 'Accept-Encoding')
    if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      return reply.header('content-encoding', 'gzip').send(body)
    }
    unpacked ??= gunzipSync(body)
    return reply.send(unpacked)
  }
}

/** Whether a browser opens a page; programs accept no HTML. */
const asksForPage = ({ method, headers }: PageRequest): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html')

const escapeAttribute = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`)
