import { Button, Group, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { numberWords } from '../counts/count-words.ts'
import classes from './list.module.css'
import type { Selection } from './use-selection.ts'

interface Props<Row extends { readonly id: string }> {
  readonly label: string
  readonly selection: Selection<Row>
  /** The rows of the present page. */
  readonly shown: readonly Row[]
  /** The buttons for what can be done with all of them. */
  readonly children: ReactNode
}

/** How many rows are chosen, and what can be done with all of them; it stays in sight while the list is scrolled. */
export function SelectionBar<Row extends { readonly id: string }>({ label, selection, shown, children }: Props<Row>) {
  const count = selection.rows.length
  const elsewhere = count - shown.filter(selection.has).length
  return (
    <>
      <div role="status" className={classes['said']}>
        {count > 0 && `${numberWords(count)} selected`}
      </div>
      {count > 0 && (
        <Paper className={classes['selection']} withBorder shadow="md" role="group" aria-label={`Selected: ${label}`}>
          <Text size="sm" fw={600}>
            {numberWords(count)} selected
            {elsewhere > 0 && `, ${numberWords(elsewhere)} of them on other pages`}
          </Text>
          <Group gap="xs">
            {children}
            <Button variant="subtle" size="xs" onClick={selection.clear}>
              Clear
            </Button>
          </Group>
        </Paper>
      )}
    </>
  )
}
