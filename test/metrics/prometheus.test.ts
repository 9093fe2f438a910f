import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { catalogue } from '../../src/metrics/catalogue.ts'
import { root } from '../docs/documents.ts'
import { isHere, onFreePort, startProgram } from '../programs.ts'
import { useWorld } from '../world.ts'
import { scrape } from './scrape.ts'

const { gateway, account } = useWorld({ environment: { CLUSTERGATE_METRICS_PORT: '0' } })

const folder = `${root}docs/deploy/prometheus/`
const rules = readFileSync(`${folder}rules.yml`, 'utf8')

interface Dashboard {
  readonly panels: readonly {
    readonly title: string
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number }
    readonly targets: readonly { readonly expr: string }[]
  }[]
}

/** What promtool says, and how it ends. */
async function promtool(args: readonly string[], input = ''): Promise<{ code: number | null; said: string }> {
  const child = spawn('promtool', args, { cwd: folder, stdio: 'pipe' })
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, said: `${out}${errors}` }
}

describe.skipIf(!isHere('promtool'))('promtool finds nothing wrong', () => {
  it('with the metrics', async () => {
    await account.admin.run('{ viewer { user { name } } }')
    expect(await promtool(['check', 'metrics'], (await scrape(gateway)).text)).toEqual({ code: 0, said: '' })
  })

  it('with the queries of the dashboard', async () => {
    const { panels } = JSON.parse(readFileSync(`${root}docs/deploy/grafana/clustergate.json`, 'utf8')) as Dashboard
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    const recorded = queries.map((expr, at) => ({
      record: `dashboard:query_${at}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', 'clustergate').replaceAll('$instance', 'a|b'),
    }))
    const directory = mkdtempSync(join(tmpdir(), 'clustergate-dashboard-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const path = join(directory, 'queries.yml')
    // JSON is YAML, too.
    writeFileSync(path, JSON.stringify({ groups: [{ name: 'dashboard', rules: recorded }] }))
    const { code, said } = await promtool(['check', 'rules', path])
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining(`${queries.length} rules found`) })
  })

  it('with the configuration and the alerts, each of which fires when it should, and not otherwise', async () => {
    expect(await promtool(['check', 'config', 'prometheus.yml'])).toMatchObject({ code: 0 })
    expect(await promtool(['check', 'rules', 'rules.yml'])).toMatchObject({ code: 0 })
    expect(await promtool(['test', 'rules', 'rules.test.yml'])).toMatchObject({ code: 0 })
  })
})

describe.skipIf(!isHere('prometheus'))('a real Prometheus', () => {
  it('scrapes the gateway, and loads the alerts', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'clustergate-prometheus-'))
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
    const configuration = readFileSync(`${folder}prometheus.yml`, 'utf8')
      .replace('127.0.0.1:9464', `127.0.0.1:${gateway.app.metricsPort}`)
      .replaceAll('15s', '1s')
      .replace('- rules.yml', `- ${folder}rules.yml`)
    writeFileSync(join(directory, 'prometheus.yml'), configuration)
    const api = await onFreePort(async (port) => {
      const url = `http://127.0.0.1:${port}/api/v1/`
      const prometheus = await startProgram(
        [
          'prometheus',
          `--config.file=${directory}/prometheus.yml`,
          `--storage.tsdb.path=${directory}/data`,
          `--web.listen-address=127.0.0.1:${port}`,
          '--log.level=warn',
        ],
        async () => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok,
      )
      onTestFinished(() => prometheus.stop())
      return url
    })
    const read = async (path: string) => (await (await fetch(`${api}${path}`)).json()) as { data: never }

    await expect
      .poll(async () => (await read('targets')).data['activeTargets'])
      .toMatchObject([{ labels: { job: 'clustergate' }, health: 'up', lastError: '' }])
    await expect
      .poll(async () => (await read('query?query=clustergate_build_info')).data['result'])
      .toMatchObject([
        { metric: { job: 'clustergate', store: gateway.app.core.store.engine }, value: [expect.anything(), '1'] },
      ])
    const [group] = (await read('rules')).data['groups'] as { rules: { name: string; health: string }[] }[]
    expect(group?.rules.length).toBe(rules.match(/^ +- alert:/gm)?.length)
  })
})

describe('the files for operators', () => {
  const files = readdirSync(`${root}docs/deploy`, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(grafana|prometheus)\/.*\.(json|yml)$/.test(path),
  )
  const read = (path: string) => readFileSync(`${root}docs/deploy/${path}`, 'utf8')

  it.each(files)('%s speaks of metrics that there are, with labels that they have', (path) => {
    const named = [...read(path).matchAll(/\b((?:clustergate|nodejs|process)_[a-z0-9_]+)(?:\{([^}]*)\})?/g)]
    const unknown = named.flatMap(([, name = '', selector = '']) => {
      const metric = (catalogue as Readonly<Record<string, { readonly labels: readonly string[] }>>)[
        name.replace(/_(bucket|sum|count)$/, '')
      ]
      if (!metric) return name
      const labels = [...selector.matchAll(/(\w+) ?(?:=~|!=|=)/g)].map(([, label = '']) => label)
      const known = [...metric.labels, 'job', 'instance', 'le']
      return labels.filter((label) => !known.includes(label)).map((label) => `${name}{${label}}`)
    })
    expect(unknown).toEqual([])
    if (!path.endsWith('prometheus.yml')) expect(named.length).toBeGreaterThan(15)
  })

  it('has a case for each alert, and names all of them in the documentation', () => {
    const names = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
    const tried = [...read('prometheus/rules.test.yml').matchAll(/alertname: (\w+)/g)].map(([, name]) => name)
    const told = readFileSync(`${root}docs/observability.md`, 'utf8')
    expect(names.length).toBeGreaterThan(12)
    expect(tried).toEqual(names)
    expect(names.filter((name) => !told.includes(`\`${name}\``))).toEqual([])
  })

  it('shows a dashboard whose panels have places and queries of their own', () => {
    const { panels } = JSON.parse(read('grafana/clustergate.json')) as Dashboard
    expect(panels.length).toBeGreaterThanOrEqual(12)
    const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`)
    expect(new Set(places).size).toBe(panels.length)
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([])
    const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    expect(queries.filter((expr) => !expr.includes('job="$job"'))).toEqual([])
  })
})
