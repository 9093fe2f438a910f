import { askAsDoctor, doctorHeader } from '../../auth/doctor-question.ts'
import type { Keys } from '../../auth/keys.ts'
import type { TellsDoctor } from '../../gateway/http/health.ts'

/** What came back from the public URL. */
export type AnswerAtPublicUrl =
  | { readonly code: string }
  | {
      readonly status: number
      /** Whether it is an answer of a gateway. */
      readonly isGateway: boolean
      /** What a gateway with the same master key tells; undefined where it tells nothing. */
      readonly told: TellsDoctor | undefined
      /** By its Date header, in epoch milliseconds; undefined where it has none. */
      readonly date: number | undefined
      /** When it was asked and when it answered, by the clock of this machine. */
      readonly during: readonly [from: number, until: number]
    }

interface Body {
  readonly status?: string
  readonly gateway?: TellsDoctor
}

export const answerMilliseconds = 10_000

/** Asks what listens at the public URL; `forwardedFor` is what a client claims to be. */
export async function askGateway(
  publicUrl: string,
  keys: Keys | undefined,
  forwardedFor?: string,
): Promise<AnswerAtPublicUrl> {
  const askedAt = Date.now()
  try {
    const response = await fetch(`${publicUrl}/livez`, {
      headers: {
        ...(keys && { [doctorHeader]: askAsDoctor(keys, Date.now()) }),
        ...(forwardedFor !== undefined && { 'x-forwarded-for': forwardedFor }),
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMilliseconds),
    })
    const body = (await response.json().catch(() => undefined)) as Body | undefined
    const isGateway = response.status === 200 && body?.status === 'live'
    const date = Date.parse(response.headers.get('date') ?? '')
    return {
      status: response.status,
      isGateway,
      told: isGateway ? body?.gateway : undefined,
      date: Number.isNaN(date) ? undefined : date,
      during: [askedAt, Date.now()],
    }
  } catch (error) {
    return { code: codeOf(error) }
  }
}

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  return name === 'TimeoutError' ? 'ETIMEDOUT' : (cause?.code ?? 'UNKNOWN')
}
