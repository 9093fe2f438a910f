import type { FastifyInstance, FastifyRequest } from 'fastify'
import { doctorHeader } from '../../auth/doctor-question.ts'
import type { ClientAddresses, SeenFrom } from './client-address.ts'

/** Which gateway answers. */
export interface Identity {
  /** By which the store knows the process. */
  readonly processId: string
  readonly version: string
}

/** What `clustergate doctor` is told at `/livez`: who answers, and whom the gateway takes the caller for. */
export type TellsDoctor = Identity & SeenFrom

/**
 * Tells a caller who has the master key what only the operator may know; undefined for everybody else. `identify`
 * answers for a genuine question.
 */
export const tellDoctor =
  (addresses: ClientAddresses, identify: (question: string) => Identity | undefined) =>
  ({ raw }: Pick<FastifyRequest, 'raw'>): TellsDoctor | undefined => {
    const question = raw.headers[doctorHeader]
    const identity = typeof question === 'string' ? identify(question) : undefined
    return identity && { ...identity, ...addresses.seenFrom(raw) }
  }

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
  tell: (request: FastifyRequest) => TellsDoctor | undefined,
): void {
  server.get('/livez', async (request) => {
    const gateway = tell(request)
    return { status: 'live', ...(gateway && { gateway }) }
  })
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
