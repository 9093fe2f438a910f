import { useState } from 'react'

interface Identified {
  readonly id: string
}

/** The rows of a list that a person has chosen, also while other pages of it are shown. */
export interface Selection<Row extends Identified> {
  readonly rows: readonly Row[]
  has(row: Row): boolean
  choose(rows: readonly Row[], isChosen: boolean): void
  clear(): void
}

/** Begins with no row. `shown` are the rows of the present page, whose values are newer than when they were chosen. */
export function useSelection<Row extends Identified>(shown: readonly Row[] | undefined): Selection<Row> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map())
  const newer = new Map(shown?.map((row) => [row.id, row]))
  return {
    rows: [...chosen.values()].map((row) => newer.get(row.id) ?? row),
    has: ({ id }) => chosen.has(id),
    choose: (rows, isChosen) =>
      setChosen((before) => {
        const ids = new Set(rows.map(({ id }) => id))
        const others = [...before.values()].filter(({ id }) => !ids.has(id))
        return new Map([...others, ...(isChosen ? rows : [])].map((row) => [row.id, row]))
      }),
    clear: () => setChosen(new Map()),
  }
}
