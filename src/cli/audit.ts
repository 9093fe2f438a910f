import { type Command, Option } from 'commander'
import type { ActorKind, AuditEventFieldsFragment, AuditFilter, AuditOutcome, Client } from '../sdk/index.ts'
import { type Export, exportEvents } from './audit-export.ts'
import { follow } from './audit-follow.ts'
import { choiceOption, repeated } from './choices.ts'
import { extra, fact, number, text, time, titled } from './columns.ts'
import { connect } from './connection.ts'
import { exitCodes, wrongUsage } from './exit-codes.ts'
import type { Output } from './format.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { showOne, showRows, withOutput } from './output.ts'
import { existing } from './references.ts'
import { timePast } from './times.ts'
import { findUserId } from './users.ts'

export type AuditRow = AuditEventFieldsFragment

const columns = [
  titled(
    'TIME',
    time<AuditRow>('occurredAt', ({ occurredAt }) => occurredAt),
  ),
  fact<AuditRow>('outcome', ({ outcome }) => outcome),
  fact<AuditRow>('action', ({ action }) => action),
  titled(
    'ACTOR',
    text<AuditRow>('actorLabel', ({ actorLabel }) => actorLabel),
  ),
  titled(
    'RESOURCE',
    text<AuditRow>('resourceLabel', ({ resourceLabel }) => resourceLabel),
  ),
  fact<AuditRow>('ip', ({ ip }) => ip),
  fact<AuditRow>('errorCode', ({ errorCode }) => errorCode),
  number<AuditRow>('sequence', ({ sequence }) => sequence),
  extra(fact<AuditRow>('actorId', ({ actorId }) => actorId)),
  extra(fact<AuditRow>('resourceId', ({ resourceId }) => resourceId)),
  extra(text<AuditRow>('changes', ({ changes }) => (changes.length > 0 ? JSON.stringify(changes) : undefined))),
  extra(fact<AuditRow>('requestId', ({ requestId }) => requestId)),
  extra(fact<AuditRow>('id', ({ id }) => id)),
  extra(fact<AuditRow>('previousHash', ({ previousHash }) => previousHash)),
  extra(fact<AuditRow>('hash', ({ hash }) => hash)),
  extra(text<AuditRow>('decidedBy', ({ decidedBy }) => decidedBy.map(({ key }) => key).join(', ') || undefined)),
  extra(number<AuditRow>('v', ({ v }) => v)),
]

interface Verification {
  readonly intact: boolean
  readonly checked: string
  readonly firstBrokenSequence: string | null
  readonly headHash: string
  readonly containsHead?: boolean | null
}

const verificationColumns = [
  fact<Verification>('intact', ({ intact }) => intact),
  fact<Verification>('checked', ({ checked }) => checked),
  fact<Verification>('firstBrokenSequence', ({ firstBrokenSequence }) => firstBrokenSequence),
  fact<Verification>('headHash', ({ headHash }) => headHash),
  extra(fact<Verification>('containsHead', ({ containsHead }) => containsHead)),
]

interface Search {
  readonly action?: readonly string[]
  readonly outcome?: readonly AuditOutcome[]
  readonly actor?: readonly string[]
  readonly actorKind?: readonly ActorKind[]
  readonly resource?: readonly string[]
  readonly search?: string
  readonly from?: string
  readonly to?: string
  readonly requestId?: string
}

/** What verifies audit logs without a gateway; the operator's part of the program provides it. */
export interface VerifyOffline {
  /** Verifies the hash chains in the store itself, of all accounts or of one. */
  store(account: string | undefined, isJson: boolean, head?: string): Promise<void>
  /** Verifies a file that `audit export` has written, with the signed head beside it. */
  export(path: string, isJson: boolean): Promise<void>
}

type KeyRow = NonNullable<Awaited<ReturnType<Client['auditKeys']>>['auditKeys']>[number]

const keyColumns = [
  fact<KeyRow>('fingerprint', ({ fingerprint }) => fingerprint),
  fact<KeyRow>('algorithm', ({ algorithm }) => algorithm),
  time<KeyRow>('validFrom', ({ validFrom }) => validFrom),
  time<KeyRow>('retiredAt', ({ retiredAt }) => retiredAt),
  extra(text<KeyRow>('publicKey', ({ publicKey }) => publicKey)),
]

interface Verifying extends Output<Verification> {
  readonly offline?: boolean
  readonly account?: string
  readonly head?: string
  readonly export?: string
}

export function addAuditCommands(audit: Command, verifyOffline: VerifyOffline): void {
  withSearch(withSort(withList(audit.command('list'), columns)))
    .description('list audit events, newest first unless --order says otherwise')
    .addOption(
      new Option('--follow', 'show new events as they come, oldest first, until interrupted').conflicts([
        'all',
        'order',
      ]),
    )
    .action(
      async (
        options: ListOptions<AuditRow> & SortOptions<'SEQUENCE'> & Search & { follow?: boolean },
        command: Command,
      ) => {
        const { client } = await connect(command)
        const filter = await filterOf(client, options)
        if (options.follow) return follow(client, filter, options, columns)
        const orderBy = orderOf(options, 'SEQUENCE')
        await showList((page) => client.auditEvents.all({ filter, orderBy }, page), columns, options)
      },
    )

  withOutput(audit.command('verify'), verificationColumns)
    .description('verify the hash chain of the account; exits with 1 when it is broken')
    .option('--offline', 'verify those of all accounts in the store of this machine, without a gateway')
    .option('--account <id>', 'with --offline: only this account')
    .option('--head <hash>', 'head hash of an earlier verification, which the log must contain')
    .option('--export <file>', 'with --offline: this export of a whole log, with the signed head beside it')
    .action(async (options: Verifying, command: Command) => {
      if (options.offline) return verifyWithoutGateway(options, verifyOffline)
      if (options.export !== undefined) throw wrongUsage('--export goes with --offline.')
      if (options.account !== undefined)
        throw wrongUsage('--account goes with --offline; a gateway verifies your own account.')
      const { client } = await connect(command)
      const verification = existing(
        'audit log',
        'yours',
        (await client.verifyAuditLog({ head: options.head })).verifyAuditLog,
      )
      await showOne(verification, verificationColumns, options)
      if (!verification.intact) process.exitCode = exitCodes.failed
    })

  withOutput(audit.command('keys'), keyColumns)
    .description('list the public keys that verify the signed heads of audit logs, oldest first')
    .action(async (options: Output<KeyRow>, command: Command) => {
      const { client } = await connect(command)
      await showRows(existing('audit log', 'yours', (await client.auditKeys({})).auditKeys), keyColumns, options)
    })

  withSearch(audit.command('export'))
    .description('export all events, oldest first, with all fields needed to verify them')
    .addOption(
      new Option('--format <format>', 'jsonl writes a JSON document per line')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .option(
      '--output <file>',
      'write to this file, and the signed head to <file>.head.json, once complete (default: standard output)',
    )
    .option('--force', 'replace an existing file')
    .action(async (options: Search & Export, command: Command) => {
      const { client } = await connect(command)
      await exportEvents(client, await filterOf(client, options), options, columns)
    })
}

function verifyWithoutGateway(options: Verifying, verifyOffline: VerifyOffline): Promise<void> {
  const { account, head, format } = options
  if (options.columns || format === 'csv' || format === 'plain')
    throw wrongUsage('--offline answers in lines of text, or with --format json; leave --columns out.')
  const isJson = format === 'json'
  if (options.export === undefined) {
    if (head !== undefined && account === undefined)
      throw wrongUsage('--head belongs to one log: name its --account too.')
    return verifyOffline.store(account, isJson, head)
  }
  if (account !== undefined || head !== undefined)
    throw wrongUsage('--export names its log itself; leave --account and --head out.')
  return verifyOffline.export(options.export, isJson)
}

const withSearch = (command: Command): Command =>
  command
    .option('--action <action>', 'only this action, as in database.create or invitation.*; repeatable', repeated)
    .addOption(
      choiceOption<AuditOutcome>('--outcome <outcome>', ['SUCCEEDED', 'DENIED', 'FAILED'], 'only this outcome'),
    )
    .option('--actor <user>', 'only actions of this user: e-mail address, name or id; repeatable', repeated)
    .addOption(
      choiceOption<ActorKind>(
        '--actor-kind <kind>',
        ['PERSON', 'MANAGEMENT_TOKEN', 'DATABASE_TOKEN', 'OPERATOR', 'GATEWAY', 'NOBODY'],
        'only actions of such actors',
      ),
    )
    .option('--resource <id>', 'only actions on this resource; repeatable', repeated)
    .option('--search <text>', 'only events whose resource or actor was called like this, in part')
    .option('--from <time>', 'from this time on: 2026-11-23T00:00:00Z, or 24h for 24 hours ago', timePast)
    .option('--to <time>', 'before this time, in the same form', timePast)
    .option('--request-id <id>', 'only events of this request')

async function filterOf(client: Client, search: Search): Promise<AuditFilter> {
  const actorIds: string[] = []
  // An id is taken as it is: tokens and removed users cannot be looked up among the users.
  for (const actor of search.actor ?? [])
    actorIds.push(/^[a-z_]+_[0-9a-f-]{36}$/.test(actor) ? actor : await findUserId(client, actor))
  return {
    actions: search.action,
    outcomes: search.outcome,
    actorIds: search.actor && actorIds,
    actorKinds: search.actorKind,
    resourceIds: search.resource,
    search: search.search,
    from: search.from,
    to: search.to,
    requestId: search.requestId,
  }
}
