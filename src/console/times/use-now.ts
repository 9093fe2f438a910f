import { useEffect, useState } from 'react'

const lookAgainMilliseconds = 30_000

/** The time on the clock, which moves on while something that depends on it is shown. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), lookAgainMilliseconds)
    return () => clearInterval(timer)
  }, [])
  return now
}
