import { buildSchemaOf } from './api-schema.ts'
import { Authenticator } from './auth/authenticate.ts'
import { KnownDevices } from './auth/known-devices.ts'
import { Carrier } from './carrier/carrier.ts'
import { ClusterDrift } from './carrier/drift.ts'
import { PatientRunner } from './carrier/patient-runner.ts'
import { auditRefusals } from './changes/audit-refusals.ts'
import { rehearseDryRuns } from './changes/dry-run.ts'
import { FailedAttempts } from './changes/failed-attempts.ts'
import { identifyRequests } from './changes/identify-requests.ts'
import { KeySweep } from './changes/sweep-keys.ts'
import { ClusterProbe } from './clusters/links/cluster-probe.ts'
import { makeDue } from './clusters/work/work.store.ts'
import { type Config, mailDirectory, raisedLimits } from './config.ts'
import { type Core, type CoreOptions, openCore } from './core.ts'
import { openDataPlane } from './dataplane/dataplane.ts'
import * as departures from './departures/lock-out.ts'
import { checkDeadlines } from './gateway/graphql/deadline-checks.ts'
import { openServer } from './gateway/http/server.ts'
import { faultOf, type Log, openLog } from './gateway/log.ts'
import type { Report } from './gateway/request-log.ts'
import { MailDelivery } from './mail/deliver.ts'
import { startImportingLegacyMail } from './mail/legacy-outbox.ts'
import { openTransport } from './mail/transport.ts'
import { KeyWatch } from './master-keys/key-watch.ts'
import type { Metrics } from './metrics/metrics.ts'
import { guard } from './policy/shield.ts'
import { lockServer } from './store/sqlite/server-lock.ts'
import { Worker } from './tasks/worker.ts'
import type { Traces } from './traces/open-traces.ts'
import { MembershipExpiry } from './users/membership-expiry.ts'

export interface AppOptions extends Omit<CoreOptions, 'runner' | 'onOutage' | 'onFault' | 'isOnlyServer'> {
  /** A monotonic clock, in milliseconds. */
  readonly timer?: () => number
  readonly log?: Log
  /** Called for every request, beside the log. */
  readonly report?: Report
  /** Runs once the gateway listens: the gateway is ready when it is done, and closed when it fails. */
  readonly begin?: (app: App) => Promise<void>
  /** How long open connections are still served after the gateway has reported itself not ready. */
  readonly graceMilliseconds?: number
}

export interface App {
  readonly core: Core
  readonly port: number
  /** The port of the check of the data plane; undefined when it is off. */
  readonly checkPort: number | undefined
  /** The port of the metrics; undefined when they are off. */
  readonly metricsPort: number | undefined
  /** Reads the master keys anew every few seconds. */
  readonly keyWatch: KeyWatch
  /** Lets running requests finish, then closes everything. */
  close(): Promise<void>
}

/** Opens the whole gateway, listening. */
export async function openApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? openLog(config.logLevel)
  const unlock = config.databaseUrl === undefined ? lockServer(config.dataDirectory) : () => {}
  let isBegun = false
  let traces: Traces | undefined
  let isClosing = false
  let skewMilliseconds: number | undefined
  let closeAll = async () => unlock()
  try {
    const metrics = await openMetrics(config, log)
    const core = await openCore(config, {
      ...options,
      isOnlyServer: config.databaseUrl === undefined,
      runner: {
        wake: () => runner.wake(),
        claimMilliseconds: (kind) => runner.claimMilliseconds(kind),
        run: (tasks) => runner.run(tasks),
      },
      onOutage: (outage, cause) => {
        if (outage === undefined) log.info('the store takes changes again')
        else log.error({ outage, fault: faultOf(cause) }, 'the store takes no changes')
      },
      onSkew: (skew) => {
        skewMilliseconds = skew
        if (skew === undefined) log.info('the clock of this machine is right again')
        else
          log.warn(
            { skewMilliseconds: skew },
            'the clock of this machine differs from that of PostgreSQL, which counts; set it',
          )
      },
      onFault: (fault) => log.error({ fault: faultOf(fault) }, 'fault'),
      onChange: metrics?.changed,
      onBegun: metrics?.begun,
      onVerified: metrics?.verified,
      onSignIn: metrics?.signedIn,
    })
    closeAll = async () => {
      await core.close()
      unlock()
    }
    const storeRisks = await core.store.risks()
    const transport = openTransport({
      smtpUrl: config.smtpUrl,
      from: config.mailFrom,
      directory: mailDirectory(config),
    })
    const mail = new MailDelivery(core.store.db, core.keys, transport, core.clock, log)
    const { store, linkedClusters, keys, clock, services } = core
    const carrier = new Carrier(store, linkedClusters, services.changes, keys, clock, log)
    const probe = new ClusterProbe(store, linkedClusters, makeDue, clock, log)
    const drift = new ClusterDrift(store, linkedClusters, services.changes, clock, log)
    const expiry = new MembershipExpiry(store.db, services.changes, departures, clock)
    const kinds = [mail, carrier, probe, drift, expiry, new KeySweep(store.db, clock)]
    const worker = new Worker(store, clock, kinds, log, { onSettled: metrics?.settled })
    const runner: PatientRunner = new PatientRunner(worker, store.db, clock, config.clusterWaitMilliseconds)
    const plannedSchema = buildSchemaOf(core)
    const failedAttempts = new FailedAttempts(core.services.changes, ({ caller, operation, error }, count, fault) =>
      log.warn(
        {
          accountId: caller.accountId,
          callerId: caller.id,
          operation,
          code: error.code,
          gathered: count,
          ...(fault !== undefined && { fault: faultOf(fault) }),
        },
        fault === undefined
          ? 'attempts that failed alike share one audit event'
          : 'refused attempts could not be recorded',
      ),
    )
    const audited = auditRefusals(rehearseDryRuns(guard(plannedSchema)), failedAttempts.record, (fault, requestId) =>
      log.error({ requestId, fault: faultOf(fault) }, 'a refused attempt could not be recorded'),
    )
    const schema = checkDeadlines(identifyRequests(audited, keys))
    traces = await openTracesOf(config, log)
    const timer = options.timer ?? (() => performance.now())
    const server = await openServer({
      config,
      schema,
      plannedSchema,
      authenticator: new Authenticator(core.store.db, core.keys, core.clock, config.sessionLifetime),
      keyFingerprint: core.keys.storeFingerprint,
      devices: new KnownDevices(core.keys),
      log,
      ready: async () => {
        if (!isBegun) throw new Error('The start is not over yet.')
        await core.store.checkWritable()
      },
      identify: (question) => core.ring.identify(question),
      report: (entry) => {
        metrics?.report(entry)
        options.report?.(entry)
      },
      timer,
      graceMilliseconds: options.graceMilliseconds,
    })
    const keyWatch = new KeyWatch(core.ring, log)
    const dataPlane =
      config.check &&
      (await openDataPlane(
        {
          ...{ store, keys, clock, changes: services.changes, issuer: config.publicUrl, log, timer },
          ...{ onChecked: metrics?.checked, onIntrospected: metrics?.introspected },
        },
        config.check,
      ))
    closeAll = async () => {
      await Promise.all([dataPlane?.close(), metrics?.close()])
      await core.close()
      unlock()
    }
    const metricsPort = await metrics?.listen(config, {
      ...{ core, keyWatch, skew: () => skewMilliseconds, places: server.places, timer },
      ...{ taskKinds: kinds.map(({ name }) => name), isBegun: () => isBegun, isClosing: () => isClosing },
    })
    const port = await server.listen()
    for (const risk of core.risks) log.warn({ risk }, 'others can get at the data')
    for (const risk of core.store.roleRisks) log.warn({ risk }, 'the role of the store may do more than it needs')
    for (const risk of storeRisks) log.warn({ risk }, 'what is acknowledged may be lost at a power cut')
    for (const warning of config.warnings) log.warn({ warning }, 'the environment should be looked at')
    for (const warning of core.masterKey.warnings) log.warn({ warning }, 'a line of the master keys is of no use')
    for (const limit of raisedLimits(config)) log.warn({ limit }, 'a limit is above its default')
    if (core.boundPasswords > 0) {
      log.warn({ passwords: core.boundPasswords }, 'password hashes of an earlier version were bound to the master key')
    }
    await keyWatch.start()
    worker.start()
    const legacyImport = startImportingLegacyMail(
      core.store,
      core.clock,
      () => worker.wake(),
      (fault) => log.error({ fault: faultOf(fault) }, 'mail of an earlier version cannot be looked for; trying again'),
    )
    const app: App = {
      core,
      port,
      checkPort: dataPlane?.port,
      metricsPort,
      keyWatch,
      async close() {
        isClosing = true
        await keyWatch.stop()
        await Promise.all([server.drain(), dataPlane?.close()])
        await legacyImport.stop()
        await worker.stop()
        transport.close()
        await failedAttempts.flush()
        await metrics?.close()
        await core.close()
        await traces?.close()
        unlock()
      },
    }
    closeAll = app.close
    await options.begin?.(app)
    isBegun = true
    return app
  } catch (error) {
    await closeAll()
    await traces?.close()
    throw error
  }
}

/** Turns traces on; undefined where they are not configured. Their libraries are loaded only then. */
async function openTracesOf({ traces }: Config, log: Log): Promise<Traces | undefined> {
  if (!traces) return undefined
  const { openTraces } = await import('./traces/open-traces.ts')
  return openTraces(traces, log)
}

/** Begins to measure; undefined where that is not configured: then its library is not loaded. */
async function openMetrics({ metrics }: Config, log: Log): Promise<Metrics | undefined> {
  if (!metrics) return undefined
  const { Metrics } = await import('./metrics/metrics.ts')
  return Metrics.open(log)
}
