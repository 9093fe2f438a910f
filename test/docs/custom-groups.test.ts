import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createGroup } from '../groups/custom-groups.ts'
import { useWorld } from '../world.ts'

const { admin } = useWorld()

it('the groups of docs/custom-groups.md can be created as they are printed', async () => {
  const blocks = [...readFileSync('docs/custom-groups.md', 'utf8').matchAll(/```json\n(.*?)```/gs)]
  expect(blocks.length).toBeGreaterThan(2)
  for (const [, text = ''] of blocks) {
    const input = JSON.parse(text)
    const { group } = (await admin.run(createGroup, { input })).createGroup
    expect(group).toMatchObject({ key: input.key, name: input.name })
  }
})
