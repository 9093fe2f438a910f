import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A project of somebody who installs a package, in a directory of its own. */
export function makeProject() {
  const directory = mkdtempSync(join(tmpdir(), 'clustergate-project-'))
  const project = join(directory, 'project')
  mkdirSync(project)
  /** Runs a program to its end, within a minute; throws with what it said when it fails. */
  const run = (program: string, args: readonly string[], cwd = project) =>
    promisify(execFile)(program, args, { cwd, timeout: 60_000 })
  const write = (name: string, text: string) => writeFileSync(join(project, name), text)
  write('package.json', JSON.stringify({ type: 'module' }))
  return {
    project,
    run,
    write,
    /** Packs a folder; answers with the path of the package. */
    async pack(folder: string): Promise<string> {
      const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory, folder]
      return join(directory, JSON.parse((await run('npm', args, '.')).stdout)[0].filename)
    },
    /** What a program makes of the package's client, asked about a gateway. */
    async ask(name: string, url: string): Promise<unknown> {
      write(
        'index.js',
        `
        import { createClient } from '${name}'
        const client = createClient({ url: process.argv[2] })
        const { code } = await client.users().catch((error) => error)
        console.log(JSON.stringify([await client.viewer(), code]))
      `,
      )
      return JSON.parse((await run('node', ['index.js', url])).stdout)
    },
    remove: () => rmSync(directory, { recursive: true }),
  }
}
