import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { SignedIn } from '../../../src/auth/caller.ts'
import { Passages } from '../../../src/gateway/admission/admission.ts'
import { Intake } from '../../../src/gateway/admission/slots.ts'

const full = () => {
  const intake = new Intake(() => 0)
  const entered = Array.from({ length: 101 }, () => intake.enter())
  expect(entered.indexOf(false)).toBe(100)
  return intake
}

describe('a process takes on', () => {
  it('100 requests, lets 200 more wait in turn, and refuses what comes then', async () => {
    const intake = full()
    const begun: number[] = []
    for (let at = 0; at < 200; at++) void intake.wait().then(() => begun.push(at))
    expect(() => intake.wait()).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }))

    await turn()
    expect(begun).toEqual([])
    for (let at = 0; at < 3; at++) intake.leave()
    while (begun.length < 3) await turn()
    await turn()

    expect(begun).toEqual([0, 1, 2])
    expect(intake.enter(), 'nobody overtakes those who wait').toBe(false)
  })

  it('8 of those that must work always, whatever else there is', () => {
    const intake = full()
    const entered = Array.from({ length: 9 }, () => intake.enterReserved())
    expect(entered).toEqual([...Array(8).fill(true), false])
    intake.leaveReserved()
    expect(intake.enterReserved()).toBe(true)
  })

  it('no more in a turn of the event loop that has lasted for 3 ms, and more in the next', async () => {
    let now = 0
    const intake = new Intake(() => now)
    expect(intake.enter()).toBe(true)
    now = 3
    expect(intake.enter()).toBe(true)
    now = 4
    expect(intake.enter()).toBe(false)
    await turn()
    expect(intake.enter()).toBe(true)
  })

  it('no more of those who wait than 3 ms of a turn have time for', async () => {
    let now = 0
    const intake = new Intake(() => now)
    for (let at = 0; at < 100; at++) intake.enter()
    let begun = 0
    const work = () => {
      begun++
      now += 2
    }
    for (let at = 0; at < 6; at++) void intake.wait().then(work)
    for (let at = 0; at < 6; at++) intake.leave()
    const begunAfter: number[] = []
    while (begun < 6) {
      await turn()
      begunAfter.push(begun)
    }
    expect(begunAfter).toEqual([2, 4, 6])
  })

  it('those who wait, however long a turn has lasted that was filled by refusals', async () => {
    let now = 0
    const intake = new Intake(() => now)
    for (let at = 0; at < 100; at++) intake.enter()
    const begun: number[] = []
    for (let at = 0; at < 3; at++) void intake.wait().then(() => begun.push(at))
    for (let at = 0; at < 3; at++) intake.leave()
    now = 10_000
    await turn()
    await turn()
    expect(begun).toEqual([0, 1, 2])
  })
})

it('of the places for what must work always a principal has two, and waits on none of the others', () => {
  const passages = new Passages({ principal: 1, network: 1 }, () => 0)
  const begin = () => {
    const passage = passages.open(() => {})
    const waits = passage.begin('mutation { signOut { ok } }', true) !== undefined
    return { passage, waits }
  }
  try {
    const mel = { kind: 'person', id: 'mel' } as SignedIn
    const share = passages.shares.of(mel)
    while (share.enter());
    while (passages.intake.enter());

    const begun = Array.from({ length: 8 }, begin)
    expect(begun.map(({ waits }) => waits)).toEqual(Array(8).fill(false))
    for (const { passage } of begun.slice(0, 2)) expect(passage.join(mel)).toBeUndefined()
    for (const { passage } of begun.slice(2)) {
      expect(() => passage.join(mel)).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }))
      passage.leave()
    }

    expect(begin().waits).toBe(false)
  } finally {
    passages.stop()
  }
})
