import { Button, Menu } from '@mantine/core'
import { Columns3 } from 'lucide-react'
import type { Column } from './column.ts'

interface Props<Row> {
  readonly columns: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  /** Whether the person has chosen the columns. */
  readonly isChosen: boolean
  /** Shows the columns with these keys; null for the usual ones. */
  choose(keys: readonly string[] | null): void
}

/** The menu in which a person chooses the columns of a list. */
export function ColumnMenu<Row>({ columns, shown, isChosen, choose }: Props<Row>) {
  const keys = shown.map(({ key }) => key)
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
        <Menu.Item disabled={!isChosen} onClick={() => choose(null)}>
          Usual columns
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
