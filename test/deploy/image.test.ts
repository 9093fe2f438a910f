import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../docs/documents.ts'
import { isInstalled } from '../installed.ts'
import { freePort } from '../programs.ts'
import { canConfine, directoryForTest, nobody, serveConfined } from './confined.ts'
import { buildImage, type Image } from './image.ts'

/** By `npm run test:image`: a build takes as long as many files of tests. */
const isAsked = process.env['TEST_IMAGE'] === 'on'
if (isAsked && !(canConfine && isInstalled('buildah')))
  throw new Error('npm run test:image needs root that can make namespaces, and buildah: apt-get install buildah')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** What must never get into an image, laid where a careless operator or editor leaves it. */
const canaries = ['data/master.key', '.env', 'docs/deploy/compose/secrets/canary', 'src/.env.local', 'src/canary.key']
const canary = 'canary-of-the-image'

describe.runIf(isAsked)('the image, built by the Dockerfile', () => {
  let image: Image
  const filesIn = (folder: string) => readdirSync(join(image.root, folder)).sort()

  beforeAll(() => {
    const sources = mkdtempSync(join(tmpdir(), 'clustergate-sources-'))
    const isCopied = (path: string) => !['node_modules', 'dist', '.git'].includes(basename(path))
    cpSync(root, sources, { recursive: true, filter: isCopied })
    for (const path of canaries.map((name) => join(sources, name))) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, canary)
    }
    try {
      image = buildImage(sources)
    } finally {
      rmSync(sources, { recursive: true })
    }
  }, 600_000)
  afterAll(() => image && rmSync(image.work, { recursive: true, force: true }), 120_000)

  it('holds the gateway and what it needs, and nothing of its making', () => {
    expect(filesIn('app')).toEqual(['LICENSE', 'dist', 'node_modules', 'package.json', 'schema'])
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
    const isThere = (path: string) => existsSync(join(image.root, 'app', path))
    const locked = Object.entries<{ dev?: boolean; optional?: boolean }>(packages).filter(([path]) => path !== '')
    expect(locked.filter(([path, { dev }]) => dev && isThere(path))).toEqual([])
    expect(locked.filter(([path, { dev, optional }]) => !dev && !optional && !isThere(path))).toEqual([])
    for (const scope of ['@libsql', '@node-rs'])
      expect(filesIn(`app/node_modules/${scope}`).join()).not.toContain('musl')
    const dotFiles = execFileSync('find', [join(image.root, 'app/dist'), '-name', '.*'], { encoding: 'utf8' })
    expect(dotFiles).toBe('')
  })

  it('holds no secret and nothing that was left beside the sources', () => {
    const { stdout } = grep(canary, image.root)
    expect(stdout).toBe('')
    expect(JSON.stringify(image.config)).not.toMatch(/SECRET|PASSWORD|TOKEN|MASTER_KEY/i)
  })

  it('says what runs it: a user without rights, a volume, a health check', () => {
    expect(image.config).toMatchObject({
      User: `${nobody}:${nobody}`,
      Volumes: { '/data': {} },
      ExposedPorts: { '4000/tcp': {} },
      Cmd: ['serve'],
      Labels: { 'org.opencontainers.image.version': manifest.version, 'org.opencontainers.image.licenses': 'MIT' },
    })
    expect(image.config.Healthcheck.Test[0]).toBe('CMD')
    const rightsOf = (path: string) => {
      const { uid, mode } = statSync(join(image.root, path))
      return [path, uid, (mode & 0o777).toString(8)]
    }
    expect(['app', 'app/dist/main.js', 'data'].map(rightsOf)).toEqual([
      ['app', 0, '755'],
      ['app/dist/main.js', 0, '755'],
      ['data', nobody, '700'],
    ])
  })

  it('runs as that user on a read-only root, is healthy and ready, and ends with 0 at SIGTERM', async () => {
    for (const name of ['proc', 'dev']) mkdirSync(join(image.root, name), { recursive: true })
    const { Entrypoint, Cmd, Env, Healthcheck } = image.config
    const metricsPort = String(await freePort())
    const environment = {
      ...Object.fromEntries(Env.map((line: string) => line.split('='))),
      CLUSTERGATE_METRICS_PORT: metricsPort,
    }
    const data = directoryForTest()
    const gateway = await serveConfined([...Entrypoint, ...Cmd], {
      root: image.root,
      inside: '/data',
      data,
      environment,
    })
    const [, , ...check] = Healthcheck.Test as string[]
    const healthy = (port: string) =>
      execFileSync(process.execPath, check, { env: { PORT: port }, stdio: 'ignore', timeout: 20_000 })
    expect(() => healthy(new URL(gateway.url).port)).not.toThrow()
    await fetch(new URL('/graphql', gateway.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'query Viewer { viewer { permissions } }' }),
    })
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    expect(metrics).toContain('clustergate_requests_total{operation="Viewer"')
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['clustergate.db', 'master.key']))
    expect(await gateway.stop()).toBe(0)
    expect(() => healthy(new URL(gateway.url).port)).toThrow()
    expect(gateway.log()).not.toMatch(/EROFS|EACCES|"level":(?:50|60)/)
  })

  it('is as large as the documentation says', () => {
    const told = Number(/The image takes (\d+) MB/.exec(readFileSync(join(root, 'docs/deploy/README.md'), 'utf8'))?.[1])
    const megabytes = Number(execFileSync('du', ['-sm', join(image.root, 'app')], { encoding: 'utf8' }).split('\t')[0])
    expect(Math.abs(megabytes - told)).toBeLessThan(told / 10)
  })
})

function grep(text: string, folder: string): { readonly stdout: string } {
  try {
    return { stdout: execFileSync('grep', ['-rl', text, folder], { encoding: 'utf8' }) }
  } catch (error) {
    // It ends with 1 when it has found nothing.
    if ((error as { status?: number }).status === 1) return { stdout: '' }
    throw error
  }
}
