import { sql } from 'kysely'
import { engineOf } from '../../store/engine.ts'
import { type Check, ok, skipped, type Verdict, warning } from './check.ts'

/** More than a Date header, which counts seconds, and a slow answer make. */
const skewMilliseconds = 5_000

/** Whether the clocks of this machine, of PostgreSQL and of the public URL agree. */
export const clock: Check = async (setup) => {
  const compared = [...(await withStore(setup)), ...(await withPublicUrl(setup))]
  return compared.length > 0 ? compared : [skipped('There is no other clock to compare with.')]
}

const withStore: Check = async ({ opened }) => {
  const serverTime = opened && engineOf(opened.store.db).serverTime
  if (!serverTime) return []
  const before = Date.now()
  const { rows } = await sql<{ now: number }>`select ${serverTime} as "now"`.execute(opened.store.db)
  return [compare('PostgreSQL', Number(rows[0]?.now), [before, Date.now()])]
}

const withPublicUrl: Check = async ({ atPublicUrl }) => {
  const answer = await atPublicUrl()
  if ('code' in answer || answer.date === undefined) return []
  return [compare('what answers at the public URL', answer.date, answer.during)]
}

function compare(whose: string, time: number, [before, after]: readonly [number, number]): Verdict {
  const off = time < before ? before - time : Math.max(0, time - after)
  if (off <= skewMilliseconds) return ok(`The clock of this machine agrees with that of ${whose}.`)
  return warning(
    `The clock of this machine and that of ${whose} differ by ${Math.round(off / 1_000)} s.`,
    'Have both set by NTP.',
  )
}
