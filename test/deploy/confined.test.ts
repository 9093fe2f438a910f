import { describe, expect, it } from 'vitest'
import { built } from '../built.ts'
import { canConfine, directoryForTest, mainInside, serveConfined } from './confined.ts'
import { imageCommand, imageEnvironment } from './dockerfile.ts'

await built()

describe.runIf(canConfine)('the gateway as the image runs it', () => {
  it('works as uid 65532 on a read-only root file system, writes its data directory alone, and ends with 0', async () => {
    const data = directoryForTest()
    const [, ...args] = imageCommand.map((word) => (word === '/app/dist/main.js' ? mainInside : word))
    const gateway = await serveConfined([process.execPath, ...args], {
      inside: data,
      data,
      environment: { ...imageEnvironment, CLUSTERGATE_DATA_DIR: data, SQLITE_TMPDIR: data },
    })
    expect(gateway.said()).toContain('Become the first Admin')
    expect((await fetch(`${gateway.url}/`, { headers: { accept: 'text/html' } })).status).toBe(200)
    expect(await gateway.stop()).toBe(0)
    expect(gateway.log()).not.toMatch(/EROFS|EACCES|"level":(?:50|60)/)
  })
})
