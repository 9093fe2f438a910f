import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** An image that was built, unpacked. */
export interface Image {
  /** The folder with all that was made on the way. */
  readonly work: string
  /** The root file system. */
  readonly root: string
  /** How it is run, as Docker writes it down. */
  // biome-ignore lint/suspicious/noExplicitAny: tests name what they expect.
  readonly config: any
}

/**
 * Builds docs/deploy/Dockerfile of a copy of the project by buildah, on bases that are made from this machine's own Node.js: no registry of
 * images is asked. The one for the build has npm, a shell and a few programs besides, as node:24-slim has.
 */
export function buildImage(sources: string): Image {
  const work = mkdtempSync(join(tmpdir(), 'clustergate-image-'))
  try {
    return buildIn(work, sources)
  } catch (error) {
    rmSync(work, { recursive: true, force: true })
    throw error
  }
}

function buildIn(work: string, sources: string): Image {
  const store = ['--storage-driver', 'vfs', '--root', join(work, 'store'), '--runroot', join(work, 'runroot')]
  const buildah = (...args: readonly string[]) =>
    execFileSync('buildah', [...store, ...args], { cwd: sources, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const base = (name: string, folder: string, variables: string) => {
    writeFileSync(join(work, name), `FROM scratch\nCOPY . /\nENV PATH=/usr/bin:/bin HOME=/root ${variables}\n`)
    buildah('bud', '--quiet', '--isolation', 'chroot', '--file', join(work, name), '--tag', `localhost/${name}`, folder)
    return `localhost/${name}`
  }
  const runs = makeRunBase(join(work, 'run'))
  const builds = makeBuildBase(join(work, 'build'))
  const authorities = process.env['NODE_EXTRA_CA_CERTS'] ? 'NODE_EXTRA_CA_CERTS=/etc/authorities.pem' : ''
  const unpacked = join(work, 'image')
  const cache = join(homedir(), '.npm')
  mkdirSync(cache, { recursive: true })
  buildah(
    ...['bud', '--quiet', '--isolation', 'chroot', '--format', 'docker', '--file', 'docs/deploy/Dockerfile'],
    ...['--build-arg', `BUILD_BASE=${base('node-with-npm', builds, authorities)}`],
    ...['--build-arg', `RUN_BASE=${base('node-alone', runs, '')}`],
    ...['--volume', `${cache}:/root/.npm`, '--tag', 'localhost/clustergate', '--output', `type=local,dest=${unpacked}`],
    '.',
  )
  // The folder itself is buildah's; the root of a container can be entered by all.
  chmodSync(unpacked, 0o755)
  const { Docker } = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/clustergate'))
  return { work, root: unpacked, config: Docker.config }
}

/** What every glibc brings, and compiled packages are linked to. */
const libraries = (): readonly string[] =>
  execFileSync('ldconfig', ['-p'], { encoding: 'utf8' }).match(/\/\S*\/(?:librt\.so\.1|libdl\.so\.2)$/gm) ?? []

/** Copies programs and libraries with all that they are linked to. */
function put(folder: string, ...paths: readonly string[]): void {
  for (const path of paths) {
    const linked = execFileSync('ldd', [path], { encoding: 'utf8' }).match(/\/\S+/g) ?? []
    for (const one of [path, ...linked]) {
      const target = join(folder, one)
      mkdirSync(dirname(target), { recursive: true })
      if (!existsSync(target)) cpSync(realpathSync(one), target)
    }
  }
}

/** As distroless images have it: Node.js, and no shell. */
function makeRunBase(folder: string): string {
  put(folder, process.execPath, ...libraries())
  mkdirSync(join(folder, 'nodejs/bin'), { recursive: true })
  cpSync(process.execPath, join(folder, 'nodejs/bin/node'))
  return folder
}

function makeBuildBase(folder: string): string {
  const programs = ['sh', 'env', 'rm', 'mkdir', 'cp', 'chmod'].map((name) => join('/usr/bin', name))
  put(folder, process.execPath, ...programs, ...libraries())
  const bin = join(folder, 'usr/bin')
  mkdirSync(join(folder, 'bin'))
  symlinkSync('/usr/bin/sh', join(folder, 'bin/sh'))
  if (!existsSync(join(bin, 'node'))) symlinkSync(process.execPath, join(bin, 'node'))
  // npm is where its program leads to.
  const npm = dirname(dirname(realpathSync(execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim())))
  cpSync(npm, join(folder, 'usr/lib/node_modules/npm'), { recursive: true })
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(bin, 'npm'))
  for (const name of ['tmp', 'root', 'etc']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'root/.npmrc'), 'prefer-offline=true\n')
  const authorities = process.env['NODE_EXTRA_CA_CERTS']
  if (authorities) cpSync(authorities, join(folder, 'etc/authorities.pem'))
  return folder
}
