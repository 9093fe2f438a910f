import { Button, Menu } from '@mantine/core'
import { Columns3 } from 'lucide-react'
import type { Column } from './column.ts'
import { useWrapping } from './use-wrapping.ts'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  /** Whether the person has chosen the columns. */
  readonly isChosen: boolean
  /** Shows the columns with these keys; null for the usual ones. */
  choose(keys: readonly string[] | null): void
}

/** The menu in which a person chooses the columns of a list, and whether its texts are cut to one line. */
export function ColumnMenu<Row>({ columns, shown, isChosen, choose }: Props<Row>) {
  const keys = shown.map(({ key }) => key)
  const [isWrapped, wrap] = useWrapping()
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" leftSection={<Columns3 size={16} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.CheckboxGroup value={[...keys]} onChange={choose}>
          {columns
            .filter(({ isFixed }) => !isFixed)
            .map(({ key, title }) => (
              <Menu.CheckboxItem key={key} value={key}>
                {title}
              </Menu.CheckboxItem>
            ))}
        </Menu.CheckboxGroup>
        <Menu.Divider />
        <Menu.CheckboxItem checked={isWrapped} onChange={wrap}>
          Wrap long texts
        </Menu.CheckboxItem>
        <Menu.Item disabled={!isChosen} onClick={() => choose(null)}>
          Usual columns
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
