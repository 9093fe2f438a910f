import { type Command, Option } from 'commander'
import type { AuditEventFieldsFragment, AuditFilter, AuditOutcome, Client } from '../sdk/index.ts'
import { type Export, exportEvents } from './audit-export.ts'
import { follow } from './audit-follow.ts'
import { choiceOption, repeated } from './choices.ts'
import { extra, fact, number, text, time, titled } from './columns.ts'
import { connect } from './connection.ts'
import { exitCodes, wrongUsage } from './exit-codes.ts'
import type { Output } from './format.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { showOne, withOutput } from './output.ts'
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
  readonly resource?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly requestId?: string
}

/**
 * Verifies the hash chains in the store itself, of all accounts or of one. The operator's part of the program provides
 * it.
 */
export type VerifyOffline = (account: string | undefined, isJson: boolean, head?: string) => Promise<void>

interface Verifying extends Output<Verification> {
  readonly offline?: boolean
  readonly account?: string
  readonly head?: string
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
    .action(async (options: Verifying, command: Command) => {
      if (options.offline) {
        if (options.columns || options.format === 'csv' || options.format === 'plain')
          throw wrongUsage('--offline answers in lines of text, or with --format json; leave --columns out.')
        if (options.head !== undefined && options.account === undefined)
          throw wrongUsage('--head belongs to one log: name its --account too.')
        return verifyOffline(options.account, options.format === 'json', options.head)
      }
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

  withSearch(audit.command('export'))
    .description('export all events, oldest first, with all fields needed to verify them')
    .addOption(
      new Option('--format <format>', 'jsonl writes a JSON document per line')
        .choices(['jsonl', 'csv'])
        .default('jsonl'),
    )
    .option('--output <file>', 'write to this file, which appears once complete (default: standard output)')
    .option('--force', 'replace an existing file')
    .action(async (options: Search & Export, command: Command) => {
      const { client } = await connect(command)
      await exportEvents(client, await filterOf(client, options), options, columns)
    })
}

const withSearch = (command: Command): Command =>
  command
    .option('--action <action>', 'only this action, as in database.create or invitation.*; repeatable', repeated)
    .addOption(
      choiceOption<AuditOutcome>('--outcome <outcome>', ['SUCCEEDED', 'DENIED', 'FAILED'], 'only this outcome'),
    )
    .option('--actor <user>', 'only actions of this user: e-mail address, name or id; repeatable', repeated)
    .option('--resource <id>', 'only actions on this resource; repeatable', repeated)
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
    resourceIds: search.resource,
    from: search.from,
    to: search.to,
    requestId: search.requestId,
  }
}
