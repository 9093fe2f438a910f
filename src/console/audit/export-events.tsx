import { Button, Group, Menu } from '@mantine/core'
import { ChevronDown, Download } from 'lucide-react'
import type { AuditFilter } from '../../sdk/generated.ts'
import { useKept } from '../kept/use-kept.ts'
import { ExportProgress } from '../lists/export-progress.tsx'
import { useExport } from '../lists/use-export.ts'
import { exportFormats } from './export-lines.ts'
import { walkEvents } from './walk.ts'

const asTitle = (kept: unknown): string | undefined => exportFormats.find(({ title }) => title === kept)?.title

/** Exports the events of the filter to a file, oldest first: in the format of the last export at one press. */
export function ExportEvents({ filter }: { readonly filter: AuditFilter }) {
  const { state, run, stop } = useExport()
  const [kept, keep] = useKept('audit-export', asTitle)
  const usual = exportFormats.find(({ title }) => title === kept) ?? exportFormats[0]
  const start = (format: (typeof exportFormats)[number]) => {
    keep(format.title)
    void run({ fileName: 'audit-log', format, walk: (signal) => walkEvents(filter, signal) })
  }
  return (
    <Group gap="xs" role="group" aria-label="Export">
      {state.name !== 'walking' && usual && (
        <Button.Group>
          <Button variant="default" leftSection={<Download size={16} aria-hidden />} onClick={() => start(usual)}>
            Export {usual.title}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" px="xs" aria-label="Export in another format">
                <ChevronDown size={16} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {exportFormats.map((format) => (
                <Menu.Item key={format.title} onClick={() => start(format)}>
                  {format.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
      )}
      <ExportProgress state={state} thing="event" hasFilters stop={stop} />
    </Group>
  )
}
