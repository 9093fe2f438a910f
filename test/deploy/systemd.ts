import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from '../docs/documents.ts'
import { eventually } from '../gateway.ts'

/**
 * Boots a systemd with no unit of the machine, as process 1 of namespaces of its own. It sees the machine’s files, and
 * what it writes is forgotten: they lie below a layer in memory. The project is at /project, and installed in /opt.
 * Arguments: a folder to mount in, the project.
 */
const boot = `
set -eu
work=$1 project=$2
mount --make-rprivate /
mount -t tmpfs tmpfs "$work"
mkdir "$work/upper" "$work/scratch" "$work/root"
root=$work/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/scratch" "$root"
rm -rf "$root"/etc/systemd/system/*.wants "$root"/lib/systemd/system/*.wants
mount -t proc proc "$root/proc"
mount --bind -o ro "$root/proc/sys" "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for place in run tmp dev; do mount -t tmpfs -o mode=1777 tmpfs "$root/$place"; done
mkdir "$root/dev/shm" "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
device() { mknod -m 666 "$root/dev/$1" c "$2" "$3"; }
device null 1 3; device zero 1 5; device full 1 7; device random 1 8; device urandom 1 9; device tty 5 0
mkdir -p "$root/opt/clustergate/node_modules/clustergate" "$root/project" "$root/.machine"
mount --bind "$project" "$root/opt/clustergate/node_modules/clustergate"
mount --bind "$project" "$root/project"
cd "$root"
pivot_root . .machine
umount -l /.machine
mount --make-rshared /
printf '[Unit]\\nDescription=Nothing\\n' >/etc/systemd/system/nothing.target
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=other /lib/systemd/systemd \\
  --system --unit=nothing.target --log-target=null --show-status=0
`

export interface Systemd {
  /** Runs a script on the booted machine; throws with what it said when it fails. */
  run(script: string): string
}

/** Boots it, until the test ends; undefined where this machine allows it to nobody. */
export async function systemdForTest(): Promise<Systemd | undefined> {
  const groups = placeOfGroups()
  const parts = ['/lib/systemd/systemd', '/lib/systemd/system/dbus.service']
  if (!groups || !parts.every((path) => existsSync(path))) {
    console.warn('SKIPPED: systemd and dbus are not here, or not for us to boot, so that they do not run the unit.')
    return undefined
  }
  const work = mkdtempSync(join(tmpdir(), 'clustergate-systemd-'))
  // Its groups of processes are made below one of their own, and go with it.
  const group = join(groups, `clustergate-${process.pid}`)
  mkdirSync(group, { recursive: true })
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--cgroup', '--uts', '--ipc']
  const enter = `echo $$ >'${group}/cgroup.procs'; exec unshare ${namespaces.join(' ')} sh -c "$0" sh "$@"`
  const child = spawn('sh', ['-c', enter, boot, work, root], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    await eventually(() => isRemoved(group))
    rmSync(work, { recursive: true, force: true })
  })
  const inside = () => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim()
  const enterAs = (script: string) => ['-t', inside(), '-m', '-p', '-C', '-r', '-w', 'bash', '-ec', script]
  const isUp = await eventually(() => {
    if (child.exitCode !== null) return 'no'
    const { stdout } = spawnSync('nsenter', enterAs('systemctl is-system-running'), { encoding: 'utf8' })
    return stdout.trim() === 'running' && 'yes'
  }).catch(() => 'no')
  if (isUp === 'no') {
    console.warn(`SKIPPED: no systemd can be booted here, so that it does not run the unit: ${said}`)
    return undefined
  }
  return { run: (script) => execFileSync('nsenter', enterAs(script), { encoding: 'utf8', timeout: 60_000 }) }
}

/** Where the groups of processes are, of the second kind; undefined where there are none, or not for us. */
function placeOfGroups(): string | undefined {
  if (process.getuid?.() !== 0) return undefined
  const mounts = readFileSync('/proc/mounts', 'utf8')
  return /^\S+ (\S+) cgroup2 rw/m.exec(mounts)?.[1]
}

/** Removes a group without processes, and those below it. */
function isRemoved(group: string): boolean {
  if (!existsSync(group)) return true
  const below = execFileSync('find', [group, '-depth', '-type', 'd'], { encoding: 'utf8' }).trim().split('\n')
  try {
    for (const path of below) rmdirSync(path)
    return true
  } catch {
    // Its processes are still ending.
    return false
  }
}
