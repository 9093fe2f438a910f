import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { SignedIn } from '../../../src/auth/caller.ts'
import { ClustergateError } from '../../../src/errors.ts'
import { AdmissionControl } from '../../../src/gateway/admission/admission.ts'
import { IncomingDocument } from '../../../src/gateway/admission/incoming-document.ts'
import { type Slot, Slots, TurnPace } from '../../../src/gateway/admission/slots.ts'

const refusal = () => new ClustergateError('RATE_LIMITED', 'There is no room.')
const limits = { normal: 100, reserved: 8, waiting: 200, refusal }
const open = (clock: () => number) => new Slots(limits, new TurnPace(clock))

/** Slots of a process that are all taken, and what leaves them. */
const full = () => {
  const slots = open(() => 0)
  const taken = Array.from({ length: 101 }, () => slots.take())
  expect(taken.indexOf(undefined)).toBe(100)
  return { slots, taken: taken.slice(0, 100) as Slot[] }
}

describe('a process takes on', () => {
  it('100 requests, lets 200 more wait in turn, and refuses what comes then', async () => {
    const { slots, taken } = full()
    const begun: number[] = []
    for (let at = 0; at < 200; at++) void slots.wait().then(() => begun.push(at))
    expect(() => slots.wait()).toThrow(expect.objectContaining({ code: 'RATE_LIMITED' }))

    await turn()
    expect(begun).toEqual([])
    for (const slot of taken.slice(0, 3)) slot.leave()
    while (begun.length < 3) await turn()
    await turn()

    expect(begun).toEqual([0, 1, 2])
    expect(slots.take(), 'nobody overtakes those who wait').toBeUndefined()
  })

  it('8 of those that must work always, whatever else there is', () => {
    const { slots } = full()
    const taken = Array.from({ length: 9 }, () => slots.takeReserved())
    expect(taken.map((slot) => slot?.isReserved)).toEqual([...Array(8).fill(true), undefined])
    taken[0]?.leave()
    expect(slots.takeReserved()).toBeDefined()
  })

  it('no more in a turn of the event loop that has lasted for 3 ms, and more in the next', async () => {
    let now = 0
    const slots = open(() => now)
    expect(slots.take()).toBeDefined()
    now = 3
    expect(slots.take()).toBeDefined()
    now = 4
    expect(slots.take()).toBeUndefined()
    await turn()
    expect(slots.take()).toBeDefined()
  })

  it('no more of those who wait than 3 ms of a turn have time for', async () => {
    let now = 0
    const slots = open(() => now)
    const taken = Array.from({ length: 100 }, () => slots.take())
    let begun = 0
    const work = () => {
      begun++
      now += 2
    }
    for (let at = 0; at < 6; at++) void slots.wait().then(work)
    for (const slot of taken.slice(0, 6)) slot?.leave()
    const begunAfter: number[] = []
    while (begun < 6) {
      await turn()
      begunAfter.push(begun)
    }
    expect(begunAfter).toEqual([2, 4, 6])
  })

  it('those who wait, however long a turn has lasted that was filled by refusals', async () => {
    let now = 0
    const slots = open(() => now)
    const taken = Array.from({ length: 100 }, () => slots.take())
    const begun: number[] = []
    for (let at = 0; at < 3; at++) void slots.wait().then(() => begun.push(at))
    for (const slot of taken.slice(0, 3)) slot?.leave()
    now = 10_000
    await turn()
    await turn()
    expect(begun).toEqual([0, 1, 2])
  })
})

describe('a principal', () => {
  const signOut = new IncomingDocument('mutation { signOut { ok } }', undefined, undefined)
  const mel = { kind: 'person', id: 'mel' } as SignedIn

  it('has two of the places for what must work always, and waits on none of the others', async () => {
    const control = new AdmissionControl({ principal: 1, network: 1 }, () => 0)
    try {
      const { slots } = control.rateLimits.of(mel)
      while (slots.take());
      while (control.slots.take());

      const admissions = Array.from({ length: 8 }, () => control.open(() => {}))
      await Promise.all(admissions.map((admission) => admission.begin(signOut, true)))
      for (const admission of admissions.slice(0, 2)) await admission.join(mel, signOut)
      for (const admission of admissions.slice(2)) {
        await expect(async () => admission.join(mel, signOut)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
        admission.leave()
      }

      await control.open(() => {}).begin(signOut, true)
    } finally {
      control.stop()
    }
  })

  it('who waits for operations of their own keeps no slot of the process, and has one again afterwards', async () => {
    const control = new AdmissionControl({ principal: 1, network: 1 }, () => 0)
    const viewer = new IncomingDocument('{ viewer { permissions } }', undefined, undefined)
    try {
      const own = Array.from({ length: 8 }, () => control.rateLimits.of(mel).slots.take())
      const admission = control.open(() => {})
      await admission.begin(viewer, true)
      const joining = admission.join(mel, viewer)
      const others = Array.from({ length: 101 }, () => control.slots.take())
      expect(others.indexOf(undefined)).toBe(100)

      own[0]?.leave()
      await joining
      for (const slot of others) slot?.leave()
      admission.leave()
      admission.leave()
      const afterwards = Array.from({ length: 101 }, () => control.slots.take())
      expect(afterwards.indexOf(undefined)).toBe(100)
    } finally {
      control.stop()
    }
  })
})
