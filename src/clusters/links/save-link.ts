import { createHash } from 'node:crypto'
import type { Keys } from '../../auth/keys.ts'
import type { Change } from '../../changes/changes.ts'
import { differences } from '../../ledger/chain.ts'
import type { AuditAction } from '../../policy/audit-actions.ts'
import type { Json } from '../../values/canonical-json.ts'
import { probeTask } from './breaker.ts'
import { driftTask } from './drift-task.ts'
import { credentialPrefix, type GivenLink } from './given-link.ts'
import type { HealthNote, Link, SavedLink } from './link.store.ts'
import * as linkStore from './link.store.ts'
import { kindOf } from './linked-clusters.ts'
import { noteRecorded } from './recorded.store.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Stores the way to a cluster in place of an earlier one, with the credential sealed, and records it. */
export async function saveLink(
  change: Change,
  keys: Keys,
  cluster: Named,
  given: GivenLink,
  note: HealthNote,
  action: AuditAction,
): Promise<void> {
  const { db, accountId, at } = change
  const before = await linkStore.find(db, accountId, cluster.id)
  const { kind, enforcement, managementUrl, settings, credential } = given
  const link: SavedLink = {
    clusterId: cluster.id,
    kind,
    enforcement,
    managementUrl,
    settings,
    credential: keys.sealCredential({ accountId, id: cluster.id }, credential),
    credentialPrefix: credentialPrefix(credential),
    ...note,
  }
  await linkStore.save(db, accountId, link, at)
  if (!before) {
    const { tables } = kindOf(link).capabilities({ enforcement, verifiesJwt: false })
    await noteRecorded(db, accountId, cluster.id, { tables, tokens: enforcement === 'NATIVE' }, change)
  }
  await change.enqueue(probeTask, cluster.id)
  await change.enqueue(driftTask, cluster.id)
  change.record({
    id: cluster.id,
    label: cluster.name,
    action,
    changes: differences(before ? viewOf(before) : {}, viewOf(link)),
  })
}

/** What the audit log tells of a link: nothing of its health, which is no decision of anybody. */
export function viewOf(link: Omit<SavedLink, keyof HealthNote> | Link): Record<string, Json> {
  const { kind, enforcement, managementUrl, credentialPrefix, settings } = link
  const { ca, ...others } = settings
  return {
    kind,
    enforcement,
    managementUrl,
    credentialPrefix,
    ...others,
    ...(ca !== undefined && { caSha256: createHash('sha256').update(ca).digest('hex') }),
  }
}
