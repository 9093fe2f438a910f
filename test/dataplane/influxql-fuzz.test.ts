import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databasesTouched, type Touched } from '../../src/dataplane/influxql.ts'
import { Refusal } from '../../src/dataplane/refusal.ts'
import { createUser, type Influxd, startInfluxd } from '../clusters/influxd.ts'
import { isHere } from '../programs.ts'
import { makeText, randomOf } from './influxql-texts.ts'

const seed = Number(process.env['FUZZ_SEED'] || 1)
const textCount = Number(process.env['FUZZ_TEXTS'] || 6000)

/** What each of two users may do on InfluxDB, and would be granted by a token. */
const users = [
  { user: 'reader', reads: ['mine'], writes: [] },
  { user: 'writer', reads: ['mine'], writes: ['mine', 'theirs'] },
] as const

/** Stands in every database but `mine`, as a tag, a field and a measurement, and in no text. */
const canary = 'canary'

/** Whether we would let a user ask; undefined as well where we refuse the text. */
function isAllowed(text: string, { reads, writes }: (typeof users)[number]): boolean {
  try {
    const touched = databasesTouched(text, 'mine')
    const within = (all: readonly Touched[], granted: readonly string[]) =>
      all.every(({ database }) => granted.includes(database))
    return within(touched.reads, reads) && within(touched.writes, writes)
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

describe.runIf(isHere('influxd'))('beside the authorization of InfluxDB 1.x itself', () => {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ hasAuth: true })
    for (const database of ['mine', 'theirs', 'o"dd', 'mine.x']) {
      await influxd.run(`CREATE DATABASE "${database.replaceAll('"', '\\"')}"`)
      await influxd.write(database, 'm,t=a v=1,u=2\nsecret,room=a v=1')
      if (database !== 'mine')
        await influxd.write(
          database,
          `m,${canary}=${canary} ${canary}=1\nsecret,room=${canary} ${canary}=1\n${canary} v=1`,
        )
    }
    for (const { user } of users) await influxd.run(createUser(user))
    await influxd.run('GRANT READ ON mine TO reader; GRANT ALL ON mine TO writer; GRANT WRITE ON theirs TO writer')
  })
  afterAll(() => influxd.stop())

  it(`${textCount} random texts of two users: what the server denies we never allow, and nothing leaks`, async () => {
    const random = randomOf(seed)
    const counts = { allowed: 0, denied: 0, invalid: 0, refused: 0 }
    const unsafe: string[] = []
    const leaking: string[] = []

    const compare = async (text: string, asking: (typeof users)[number]) => {
      const isOurs = isAllowed(text, asking)
      const { status, text: answer } = await influxd.ask(text, { user: asking.user, database: 'mine' })
      const isDenied = status === 403 || status === 401 || answer.includes('not authorized')
      if (isOurs && isDenied) unsafe.push(`${asking.user}: ${text}`)
      if (isOurs && answer.includes(canary)) leaking.push(`${asking.user}: ${text}`)
      counts[status === 400 ? 'invalid' : outcomeOf(isOurs, isDenied)]++
    }
    const texts = Array.from({ length: textCount }, () => makeText(random)).values()
    const worker = async () => {
      for (const text of texts) for (const asking of users) await compare(text, asking)
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    console.info(
      `Seed ${seed}: both allowed ${counts.allowed}, the server denied ${counts.denied} and we all of them, it`,
    )
    console.info(`answered ${counts.refused} that we refused, and ${counts.invalid} were invalid.`)

    expect(unsafe).toEqual([])
    expect(leaking).toEqual([])
    // The texts are of all kinds, and there was something to leak.
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(textCount / 20)
    for (const database of ['theirs', '"o\\"dd"', '"mine.x"'])
      expect(JSON.stringify(await influxd.run(`SHOW SERIES ON ${database}`))).toContain(canary)
  }, 300_000)
})

function outcomeOf(isOurs: boolean, isDenied: boolean): 'allowed' | 'denied' | 'refused' {
  if (isDenied) return 'denied'
  return isOurs ? 'allowed' : 'refused'
}
