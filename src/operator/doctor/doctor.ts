import type { Config } from '../../config.ts'
import { noSuchAccount, type Opened, withCore } from '../on-store.ts'
import { accounts } from './accounts.ts'
import { askGateway } from './ask-gateway.ts'
import { auditSink } from './audit-sink.ts'
import { certificate } from './certificate.ts'
import { type Check, type Row, runChecks, type Setup } from './check.ts'
import { clock } from './clock.ts'
import { clusters } from './clusters.ts'
import { configuration } from './configuration.ts'
import { disk } from './disk.ts'
import { lookAtStore } from './look-at-store.ts'
import { mail } from './mail.ts'
import { masterKey } from './master-key.ts'
import type { CheckName } from './names.ts'
import { publicUrl } from './public-url.ts'
import { store } from './store.ts'
import { trustedProxies } from './trusted-proxies.ts'

const checks: Readonly<Record<CheckName, Check>> = {
  configuration,
  store,
  'master-key': masterKey,
  disk,
  clock,
  'public-url': publicUrl,
  certificate,
  'trusted-proxies': trustedProxies,
  mail,
  'audit-sink': auditSink,
  clusters,
  accounts,
}

export interface Wanted {
  /** The checks to run. */
  readonly only: readonly CheckName[]
  readonly mailTo: string | undefined
  readonly accountId: string | undefined
}

/**
 * Looks at a set-up and changes nothing of it: tables that are not up to date are left so. Throws for an account that
 * does not exist.
 */
export async function examine(config: Config, { only, mailTo, accountId }: Wanted): Promise<readonly Row[]> {
  const chosen = Object.fromEntries(Object.entries(checks).filter(([name]) => only.some((one) => one === name)))
  const run = async (opened: Opened | undefined, rest: Pick<Setup, 'store' | 'fault'>) => {
    if (opened && accountId !== undefined && !(await opened.operator.accounts()).some(({ id }) => id === accountId))
      throw noSuchAccount(accountId)
    let asked: ReturnType<Setup['atPublicUrl']> | undefined
    const atPublicUrl = () => {
      asked ??= askGateway(config.publicUrl, opened?.keys)
      return asked
    }
    return runChecks(chosen, { ...rest, config, opened, mailTo, accountId, atPublicUrl })
  }
  const found = await lookAtStore(config)
  if (found.kind !== 'READY') return run(undefined, { store: found, fault: undefined })
  return withCore(
    config,
    (opened) => run(opened, { store: found, fault: undefined }),
    (fault) => run(undefined, { store: found, fault }),
  )
}
