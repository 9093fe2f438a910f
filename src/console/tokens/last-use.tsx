import { Moment } from '../times/moment.tsx'

interface Props {
  readonly at: string | null
  /** Whether the gateway learns of its use: not where the proxy of a cluster asks for no checks. */
  readonly isReported?: boolean
}

/** When a token was used last, in a sentence: what people ask before they end it. */
export function LastUse({ at, isReported = true }: Props) {
  if (at === null) return isReported ? 'It was never used.' : 'It is not reported when it is used.'
  return (
    <>
      It was last used <Moment at={at} />.
    </>
  )
}
