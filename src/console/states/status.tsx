import classes from './status.module.css'

/** What a status means for the person who looks: nothing to do, wait, look, act, or no longer in use. */
export type Tone = 'good' | 'waiting' | 'warning' | 'bad' | 'off'

interface Props {
  readonly tone: Tone
  /** The status in a word or few. */
  readonly children: string
}

/** A status as a dot and a word. The word tells all: the dot is only found faster. */
export function Status({ tone, children }: Props) {
  return (
    <span className={classes['status']} data-tone={tone}>
      {children}
    </span>
  )
}
