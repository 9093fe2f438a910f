import { describe, expect, it } from 'vitest'
import { complaintsOf, projectOf, strictly } from '../docs/project.ts'
import { canRender, type Parsed, rendered, written } from './files.ts'

/** The interface of an object of Kubernetes, and the module of kubernetes-types that has it. */
function typeOf({ apiVersion, kind }: Parsed): { readonly module: string; readonly kind: string } {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]
  return { module: `kubernetes-types/${group.replace('.k8s.io', '')}/${version}`, kind }
}

/** What the types that are made from the schema of Kubernetes say against objects: a field that is wrong or unknown. */
function complaintsAbout(objects: readonly Parsed[]): Promise<string> {
  const lines = objects.map((object, at) => {
    const { module, kind } = typeOf(object)
    return `export const object${at}: import('${module}').${kind} = ${JSON.stringify(object, null, 2)}\n`
  })
  const files = {
    'manifests.ts': lines.join(''),
    'tsconfig.json': JSON.stringify({
      compilerOptions: { ...strictly, module: 'ESNext', moduleResolution: 'Bundler' },
      files: ['manifests.ts'],
    }),
  }
  const project = projectOf(files, { 'kubernetes-types': 'node_modules/kubernetes-types' })
  return complaintsOf(project, 'node_modules/.bin/tsc', '-p', project)
}

const find = (objects: readonly Parsed[], kind: string, name = 'clustergate'): Parsed =>
  objects.find((object) => object.kind === kind && object.metadata.name === name)

describe('the manifests for Kubernetes', () => {
  it('are what its schema allows, which refuses a slip', async () => {
    const objects = [...written('base'), ...(canRender ? [...rendered('base'), ...rendered('sqlite')] : [])]
    expect(await complaintsAbout(objects)).toBe('')
    const slip = structuredClone(find(objects, 'Deployment'))
    slip.spec.template.spec.terminationGracePeriod = 30
    expect(await complaintsAbout([slip])).toMatch(/'"?terminationGracePeriod"?' does not exist/)
  })
})

describe.runIf(canRender).each(['base', 'sqlite'] as const)('the manifests in %s, rendered', (folder) => {
  const objects = canRender ? rendered(folder) : []
  const workload = find(objects, folder === 'base' ? 'Deployment' : 'StatefulSet')
  const pod = workload?.spec.template.spec
  const containers: readonly Parsed[] = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])]
  const [gateway] = pod?.containers ?? []

  it('confine every container', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532,
      fsGroup: 65_532,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect([pod.automountServiceAccountToken, pod.enableServiceLinks]).toEqual([false, false])
    for (const { securityContext, resources } of containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect([resources.requests.memory, resources.requests.cpu, resources.limits.memory]).not.toContain(undefined)
    }
    expect(find(objects, 'Namespace').metadata.labels['pod-security.kubernetes.io/enforce']).toBe('restricted')
  })

  it('ask the right probes, and leave time to finish', () => {
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((name) => gateway[name].httpGet.path)
    expect(paths).toEqual(['/livez', '/livez', '/readyz'])
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(5 + 10)
  })

  it('keep the check and the metrics inside', () => {
    const { podSelector, policyTypes, ingress } = find(objects, 'NetworkPolicy').spec
    expect([podSelector.matchLabels, policyTypes]).toEqual([workload.spec.selector.matchLabels, ['Ingress']])
    expect(ingress.map(({ ports }: Parsed) => ports.map(({ port }: Parsed) => port))).toEqual([
      ['http'],
      ['metrics'],
      ['check'],
    ])
    for (const { from } of ingress) expect(from.length).toBeGreaterThan(0)
    const portsOf = (name: string) =>
      find(objects, 'Service', name).spec.ports.map(({ targetPort }: Parsed) => targetPort)
    expect([portsOf('clustergate'), portsOf('clustergate-inside')]).toEqual([['http'], ['check', 'metrics']])
    expect(gateway.ports.map(({ name }: Parsed) => name)).toEqual(['http', 'check', 'metrics'])
  })

  it('name one place for data, and show the owner of the tables to nobody but the migration', () => {
    const mounted = (name: string) =>
      containers.filter(({ volumeMounts }) => volumeMounts.some((mount: Parsed) => mount.name === name))
    expect(mounted('owner').map(({ name }) => name)).toEqual(folder === 'base' ? ['migrate'] : [])
    for (const { secret } of pod.volumes.filter(({ secret }: Parsed) => secret)) {
      expect([secret.secretName, secret.defaultMode.toString(8)]).toEqual(['clustergate', '440'])
    }
    const volumes = [
      ...pod.volumes,
      ...(workload.spec.volumeClaimTemplates ?? []).map(({ metadata }: Parsed) => metadata),
    ]
    const names = volumes.map(({ name }: Parsed) => name).sort()
    expect(names).toEqual(folder === 'base' ? ['data', 'owner', 'secrets'] : ['data', 'secrets'])
  })

  it.runIf(folder === 'base')('run several gateways, of which one at a time may go', () => {
    expect(workload.spec.replicas).toBeGreaterThanOrEqual(2)
    expect(workload.spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 })
    expect(find(objects, 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      selector: workload.spec.selector,
    })
    const spread = pod.topologySpreadConstraints.map(({ topologyKey }: Parsed) => topologyKey)
    expect(spread).toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone'])
  })

  it.runIf(folder === 'sqlite')('run one gateway on a volume of its own, which a drained node may take away', () => {
    expect([workload.spec.replicas, workload.spec.volumeClaimTemplates[0].spec.accessModes]).toEqual([
      1,
      ['ReadWriteOnce'],
    ])
    expect(find(objects, 'Deployment')).toBeUndefined()
    expect(find(objects, 'PodDisruptionBudget')).toBeUndefined()
    expect(gateway.env.map(({ name }: Parsed) => name)).not.toContain('DATABASE_URL_FILE')
  })
})
