import type { FastifyInstance } from 'fastify'

/** Paths that orchestrators ask every few seconds, and that leave no line in the log. */
export const probes: ReadonlySet<string> = new Set(['/livez', '/readyz'])

export interface Health {
  readonly isDraining: () => boolean
  /** Throws where no request could be served now. */
  readonly ready: () => Promise<void>
}

/** Serves the probes of orchestrators: whether the process is live, and whether it takes requests. */
export function serveHealth(server: Pick<FastifyInstance, 'get'>, { isDraining, ready }: Health): void {
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
