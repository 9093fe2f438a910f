import type { FastifyInstance } from 'fastify'

/** Paths that orchestrators ask every few seconds, and that leave no line in the log. */
export const probes: ReadonlySet<string> = new Set(['/livez', '/readyz'])

/**
 * Serves the probes of orchestrators: whether the process is live, and whether it takes requests. `ready` throws where
 * it could serve none now.
 */
export function serveHealth(
  server: Pick<FastifyInstance, 'get'>,
  isDraining: () => boolean,
  ready: () => Promise<void>,
): void {
  server.get('/livez', async () => ({ status: 'live' }))
  server.get('/readyz', async (_request, reply) => {
    try {
      if (isDraining()) throw new Error('draining')
      await ready()
      return { status: 'ready' }
    } catch {
      return reply.code(503).send({ status: isDraining() ? 'draining' : 'not ready' })
    }
  })
}
