import type { Permission } from '../../sdk/generated.ts'
import { IfMay } from '../viewer/if-may.tsx'
import { Differences } from './differences.tsx'
import { SettleDrift } from './settle-drift.tsx'
import { SyncFacts } from './sync-facts.tsx'
import type { SyncCluster, Synced } from './sync-words.ts'
import { TakenAway } from './taken-away.tsx'
import { TryNow } from './try-now.tsx'

interface Props {
  readonly of: Synced
  readonly cluster: SyncCluster
  /** What changing it requires. */
  readonly permission: Permission
  /** Called once something was done about it. */
  onDone?(): void
}

/** Where something stands that the cluster does not have as it is here, and what to do about it; nothing where it has. */
export function SyncDetails({ of, cluster, permission, onDone = () => {} }: Props) {
  const { state } = of.sync
  if (state === 'APPLIED') return null
  return (
    <>
      <TakenAway of={of} cluster={cluster} />
      <SyncFacts state={state} sync={of.sync} cluster={cluster.name} />
      {state === 'DRIFTED' ? (
        <SettleDrift of={of} cluster={cluster.name} permission={permission} onDone={onDone} />
      ) : (
        <>
          {of.sync.differences.length > 0 && <Differences differences={of.sync.differences} cluster={cluster.name} />}
          <IfMay permission={permission}>
            <TryNow of={of} cluster={cluster.name} onDone={onDone} />
          </IfMay>
        </>
      )}
    </>
  )
}
