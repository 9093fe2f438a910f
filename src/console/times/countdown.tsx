import { lengthWords } from './duration-words.ts'
import { ExactOnHover } from './exact-on-hover.tsx'
import { useNow } from './use-now.ts'

/** How long it is until a time: `ends in 3 h 12 min`. */
export function Countdown({ to }: { readonly to: string }) {
  const left = new Date(to).getTime() - useNow()
  return <ExactOnHover at={to}>{left > 0 ? `ends in ${lengthWords(left)}` : 'has ended'}</ExactOnHover>
}
