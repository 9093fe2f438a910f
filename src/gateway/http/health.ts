import type { FastifyInstance } from 'fastify'

/** What is asked every few seconds, and leaves no line in the log. */
export const probes: ReadonlySet<string> = new Set(['/livez', '/readyz'])

export interface Health {
  readonly isDraining: () => boolean
  /** Throws unless a request could be served now. */
  readonly ready: () => Promise<void>
}

/** Says to an orchestrator whether the process lives, and whether it takes requests. */
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
