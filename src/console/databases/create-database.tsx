import { Button, Stack, TextInput } from '@mantine/core'
import { useLocation } from 'wouter'
import { CreateDatabaseDocument } from '../../sdk/generated.ts'
import { useChange } from '../api/use-change.ts'
import { Cannot, can } from '../clusters/cannot.tsx'
import { ClusterField, requireCluster } from '../clusters/cluster-field.tsx'
import type { Cluster } from '../clusters/use-cluster.ts'
import { useLastCluster } from '../clusters/use-last-cluster.ts'
import { FormEnd } from '../forms/form-end.tsx'
import { useForm } from '../forms/use-form.ts'
import { readPairs } from '../pairs/pairs.ts'
import { labelsField, PairsField } from '../pairs/pairs-field.tsx'
import { tellOutcome } from '../sync/tell-outcome.ts'
import { LimitFields, usualLimits } from './limit-fields.tsx'
import { RetentionField } from './retention-field.tsx'
import { type Template, TemplateField } from './template-field.tsx'

interface Props {
  readonly clusters: readonly Cluster[]
  /** The cluster that the page behind is about; empty for none. */
  readonly clusterId: string
  onClose(): void
}

/** The form that creates a database, with what the chosen cluster can do, and then opens its page. */
export function CreateDatabase({ clusters, clusterId, onClose }: Props) {
  const [, navigate] = useLocation()
  const create = useChange(CreateDatabaseDocument, ['Database'])
  const [lastCluster, rememberCluster] = useLastCluster(clusters)
  const form = useForm(
    {
      clusterId: clusterId || lastCluster,
      name: '',
      retentionPeriod: '',
      maxTables: usualLimits.maxTables as number | string,
      maxColumnsPerTable: usualLimits.maxColumnsPerTable as number | string,
      partitionTemplate: undefined as Template,
      labels: '',
    },
    async ({ clusterId, name, retentionPeriod, maxTables, maxColumnsPerTable, partitionTemplate, labels }) => {
      requireCluster(clusterId)
      const hasLimits = can(cluster, 'tableLimits')
      const input = {
        clusterId,
        name,
        retentionPeriod: retentionPeriod || null,
        labels: readPairs(labels),
        ...(hasLimits && maxTables !== '' && { maxTables: Number(maxTables) }),
        ...(hasLimits && maxColumnsPerTable !== '' && { maxColumnsPerTable: Number(maxColumnsPerTable) }),
        ...(can(cluster, 'partitionTemplates') && partitionTemplate && { partitionTemplate }),
      }
      const { createDatabase } = await create({ input })
      rememberCluster(clusterId)
      tellOutcome('Created.', createDatabase?.database.sync, cluster?.name)
      // Replaces the entry of the form in the history, so that back leads to the list.
      if (createDatabase) navigate(`/databases/${createDatabase.database.id}`, { replace: true })
    },
  )
  const cluster = clusters.find(({ id }) => id === form.values.clusterId)
  return (
    <form {...form.props}>
      <Stack>
        <TextInput label="Name" required autoComplete="off" data-autofocus {...form.field('name')} />
        <ClusterField
          clusters={clusters}
          field={form.field('clusterId')}
          onChoose={(clusterId) => form.set({ clusterId })}
        />
        <RetentionField form={form} />
        {can(cluster, 'partitionTemplates') && <TemplateField form={form} />}
        {can(cluster, 'tableLimits') && <LimitFields form={form} />}
        <PairsField {...labelsField} {...form.field('labels')} />
        <Cannot
          cluster={cluster}
          limits={['slashInDatabaseNames', 'changeRetention', 'partitionTemplates', 'tableLimits', 'renameDatabase']}
        />
        <FormEnd form={form} label="Create database">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </FormEnd>
      </Stack>
    </form>
  )
}
