import type { ReactNode } from 'react'
import classes from './main-and-aside.module.css'

interface Props {
  readonly children: ReactNode
  /** What is looked up, beside what the page is for; below it on a narrow screen. */
  readonly aside: ReactNode
}

/** The sections of a page in two columns: what it is for, and what is looked up. */
export function MainAndAside({ children, aside }: Props) {
  return (
    <div className={classes['whole']}>
      <div>{children}</div>
      <div>{aside}</div>
    </div>
  )
}
