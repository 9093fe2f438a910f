import { Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from '../frame/mark.tsx'
import { useTitle } from '../frame/use-title.ts'
import classes from './entrance.module.css'

/** The layout of the pages for visitors who are not signed in: a card below the mark. */
export function Entrance({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useTitle(title)
  return (
    <main className={classes['page']}>
      <div className={classes['brand']}>
        <Mark size={34} />
        <span>Clustergate</span>
      </div>
      <Paper withBorder className={classes['card']}>
        <Title order={1} size="h2" mb="lg">
          {title}
        </Title>
        {children}
      </Paper>
    </main>
  )
}
