import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node'
import { kindOfFailure } from './tracing.ts'

export interface CollectorLog {
  info(text: string): void
  warn(data: object, text: string): void
}

type Done = Parameters<SpanExporter['export']>[1]
type Result = Parameters<Done>[0]

const succeeded = 0 satisfies Result['code']

/** Sends spans by another exporter, and tells when the collector stops taking them, and when it takes them again. */
export class WatchedExporter implements SpanExporter {
  #isFailing = false

  constructor(
    private readonly exporter: SpanExporter,
    private readonly log: CollectorLog,
  ) {}

  export(spans: ReadableSpan[], done: Done): void {
    this.exporter.export(spans, (result) => {
      this.#note(result)
      // What failed is told here, and to nobody else: its spans are dropped.
      done({ code: succeeded })
    })
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown()
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.()
  }

  #note({ code, error }: Result): void {
    const isFailing = code !== succeeded
    if (isFailing === this.#isFailing) return
    this.#isFailing = isFailing
    if (isFailing) this.log.warn({ failure: failureOf(error) }, 'the collector takes no traces; they are dropped')
    else this.log.info('the collector takes traces again')
  }
}

/** The collector's status, or the code of a fault of the network: its own text may quote what was sent. */
function failureOf(error: unknown): string | number {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'number' ? code : kindOfFailure(error)
}
