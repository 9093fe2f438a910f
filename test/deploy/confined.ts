import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root as project } from '../docs/documents.ts'
import { eventually } from '../gateway.ts'

/** The user of the image, which no machine has. */
export const nobody = 65_532

/** Mount and process namespaces are made by root alone, and in many containers not even by root. */
export const canConfine =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--mount', '--pid', '--fork', 'true'], { stdio: 'ignore' }).status === 0
if (!canConfine) {
  console.warn('SKIPPED: no namespaces can be made here, so that neither a confined gateway nor an image is run.')
}

/**
 * Runs a command as container runtimes do: as process 1, without rights, on a root file system that it cannot write.
 * Arguments: the root, where it is mounted, the writable directory inside of it, its content, the command. The project is
 * found at /mnt, because it may lie in a folder that is closed to others.
 */
const confine = `
set -eu
root=$1 place=$2 inside=$3 data=$4
shift 4
mount --make-rprivate /
mount --bind "$root" "$place"
mount -o remount,bind,ro "$place"
mount --bind "$data" "$place$inside"
[ ! -d "$place/mnt" ] || mount --bind -o ro '${project}' "$place/mnt"
mount -t proc -o subset=pid,hidepid=invisible proc "$place/proc"
mount --rbind /dev "$place/dev"
exec setpriv --no-new-privs /usr/sbin/chroot --userspec=${nobody}:${nobody} --groups=${nobody} "$place" "$@"
`

/** The gateway of this project, as a confined process sees it. */
export const mainInside = '/mnt/dist/main.js'

export interface Confined {
  readonly url: string
  said(): string
  log(): string
  /** Tells process 1 to stop, and answers with how it ended. */
  stop(): Promise<number | null>
}

export interface Confinement {
  /** The root file system; that of this machine unless it is given. */
  readonly root?: string
  /** The writable directory, as the process sees it. */
  readonly inside: string
  /** What lies in it. */
  readonly data: string
  readonly environment: Readonly<Record<string, string>>
}

/** A directory of the confined user, which goes when the test ends. */
export function directoryForTest(owner = nobody): string {
  const path = mkdtempSync(join(tmpdir(), 'clustergate-deploy-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  chownSync(path, owner, owner)
  return path
}

/** Starts a gateway in confinement, and waits until it is ready. */
export async function serveConfined(
  command: readonly string[],
  { root = '/', inside, data, environment }: Confinement,
): Promise<Confined> {
  const place = mkdtempSync(join(tmpdir(), 'clustergate-root-'))
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child']
  const child = spawn('unshare', [...namespaces, 'sh', '-c', confine, 'sh', root, place, inside, data, ...command], {
    env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, log] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(place, { recursive: true, force: true })
  })
  const port = await eventually(() => {
    if (child.exitCode !== null) throw new Error(`The gateway ended with ${child.exitCode}: ${said}${log}`)
    return /^Clustergate listens on http:\/\/localhost:(\d+)\/graphql$/m.exec(said)?.[1]
  })
  const url = `http://127.0.0.1:${port}`
  await eventually(() => fetch(`${url}/readyz`).then(({ ok }) => ok))
  return {
    url,
    said: () => said,
    log: () => log,
    async stop() {
      const first = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
      process.kill(Number(first), 'SIGTERM')
      return ended
    },
  }
}
