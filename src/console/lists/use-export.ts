import { useEffect, useRef, useState } from 'react'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { downloadFile } from '../facts/download.ts'
import type { ExportFormat } from './export-format.ts'
import type { WalkedPage } from './walk.ts'

export type ExportState =
  | { readonly name: 'idle' }
  | { readonly name: 'done'; readonly done: number }
  | { readonly name: 'walking'; readonly done: number; readonly total: number }
  | { readonly name: 'cut'; readonly done: number; readonly total: number }
  | { readonly name: 'refused'; readonly refusal: Refusal }

interface Exported<Row> {
  readonly fileName: string
  readonly format: ExportFormat<Row>
  /** The file ends after as many rows, as a browser holds it in memory; never when absent. */
  readonly rowsMax?: number
  walk(signal: AbortSignal): AsyncIterable<WalkedPage<Row>>
}

/** Writes the rows of a list to a file while the page is open, and tells how far it is. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ name: 'idle' })
  const stopper = useRef<AbortController>(undefined)
  useEffect(() => () => stopper.current?.abort(), [])

  const run = async <Row>({ fileName, format, rowsMax = Number.POSITIVE_INFINITY, walk }: Exported<Row>) => {
    const { header, between, footer, line, ending, type } = format
    stopper.current = new AbortController()
    const { signal } = stopper.current
    const lines: string[] = []
    let total = 0
    setState({ name: 'walking', done: 0, total })
    try {
      for await (const page of walk(signal)) {
        total = page.total
        lines.push(...page.rows.slice(0, rowsMax - lines.length).map(line))
        setState({ name: 'walking', done: lines.length, total })
        if (lines.length >= rowsMax) break
      }
      if (signal.aborted) return
      downloadFile([header, lines.join(between), footer], `${fileName}.${ending}`, type)
      setState(
        lines.length < total && lines.length >= rowsMax
          ? { name: 'cut', done: rowsMax, total }
          : { name: 'done', done: lines.length },
      )
    } catch (error) {
      if (!signal.aborted) setState({ name: 'refused', refusal: asRefusal(error) })
    }
  }

  const stop = () => {
    stopper.current?.abort()
    setState({ name: 'idle' })
  }
  return { state, run, stop }
}
