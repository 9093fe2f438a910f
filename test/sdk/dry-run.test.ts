import { expectTypeOf, it } from 'vitest'
import type { Told } from '../../src/rehearsal.ts'
import type { DryRunOutcome } from '../../src/sdk/dry-run.ts'

it('the types by which the SDK tells of a rehearsal are those of the gateway', () => {
  expectTypeOf<DryRunOutcome>().toEqualTypeOf<Told>()
})
