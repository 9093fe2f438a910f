import type { Command } from 'commander'
import type {
  Client,
  GroupNameFragment,
  InvitationFieldsFragment,
  InvitationOrderField,
  InvitationStatus,
  InviteUsersMutation,
} from '../sdk/index.ts'
import { asKept } from './address.ts'
import { choiceOption, repeated } from './choices.ts'
import { extra, fact, number, text, time } from './columns.ts'
import { connect } from './connection.ts'
import { Rehearsed, withDryRun } from './dry-run.ts'
import { exitCodes } from './exit-codes.ts'
import type { Output } from './format.ts'
import { namedGroups } from './groups.ts'
import { harmless } from './harmless.ts'
import { type ListOptions, orderOf, type SortOptions, showList, withList, withSort } from './list.ts'
import { showJson, showOne, showRows, withOutput } from './output.ts'
import { collectPair, describePairs, type Pair } from './pairs.ts'
import { existing, isIdOf, pick, theOne } from './references.ts'
import { say, tell } from './streams.ts'

type Row = InvitationFieldsFragment & { readonly groups?: readonly GroupNameFragment[] }

const columns = [
  text<Row>('email', ({ email }) => email),
  fact<Row>('status', ({ status }) => status),
  text<Row>('groups', ({ groups }) => groups?.map(({ name }) => name).join(', ')),
  time<Row>('expiresAt', ({ expiresAt }) => expiresAt),
  fact<Row>('delivery', ({ delivery }) => delivery),
  text<Row>('invitedBy', ({ invitedBy }) => invitedBy?.email),
  fact<Row>('id', ({ id }) => id),
  extra(time<Row>('createdAt', ({ createdAt }) => createdAt)),
  extra(number<Row>('sentCount', ({ sentCount }) => sentCount)),
  extra(text<Row>('attributes', ({ attributes }) => describePairs(attributes))),
  extra(time<Row>('acceptedAt', ({ acceptedAt }) => acceptedAt)),
  extra(text<Row>('acceptedBy', ({ acceptedBy }) => acceptedBy?.email)),
  extra(time<Row>('revokedAt', ({ revokedAt }) => revokedAt)),
  extra(text<Row>('revokedBy', ({ revokedBy }) => revokedBy?.email)),
]

const changedColumns = columns.filter(({ name }) => name !== 'groups')

type Resent = Row & { readonly link: string | null }

const resentColumns = [...changedColumns, fact<Resent>('link', ({ link }) => link, 'in the mail')]

type Result = NonNullable<InviteUsersMutation['inviteUsers']>['results'][number]

const resultColumns = [
  text<Result>('email', ({ email }) => email),
  text<Result>('result', ({ error }) => (error ? `${error.message} (${error.code})` : 'invited')),
  time<Result>('expiresAt', ({ invitation }) => invitation?.expiresAt),
  fact<Result>('link', ({ link }) => link, 'in the mail'),
  extra(fact<Result>('id', ({ invitation }) => invitation?.id)),
]

const allStatuses: readonly InvitationStatus[] = ['PENDING', 'ACCEPTED', 'EXPIRED', 'REVOKED']

/** The most invitations that the gateway takes in one request. */
const invitationsMax = 100

interface Search {
  readonly search?: string
  readonly status?: readonly InvitationStatus[]
}

interface Offer {
  readonly group: readonly string[]
  readonly attribute?: readonly Pair[]
  readonly expires?: string
}

/** Adds `user invite`. */
export function addInviteCommand(user: Command): void {
  withDryRun(withOutput(user.command('invite'), resultColumns))
    .description('invite people by e-mail; each address succeeds or fails on its own')
    .argument('<emails...>', 'their e-mail addresses')
    .requiredOption('--group <group>', 'group they join: key, name or id; repeatable', repeated)
    .option('--attribute <key=value>', 'attribute they get; repeatable', collectPair)
    .option('--expires <duration>', 'when the links expire, from 1h to 30d (default: 7d)')
    .action(async (emails: string[], options: Output<Result> & Offer, command: Command) => {
      const { client } = await connect(command)
      const { results, refusal } = await inviteInBatches(client, emails, options)
      if (refusal && results.length === 0) throw refusal
      await showResults(results, options)
      if (refusal) throw refusal
    })
}

/**
 * Invites people in batches of the size that the gateway takes, until a batch is refused as a whole. The results before
 * that are returned all the same, as nothing shows their links again.
 */
async function inviteInBatches(
  client: Client,
  emails: readonly string[],
  { group, attribute, expires }: Offer,
): Promise<{ results: readonly Result[]; refusal?: unknown }> {
  const groups = await namedGroups(client, group)
  const results: Result[] = []
  let rehearsed: Rehearsed | undefined
  for (let at = 0; at < emails.length; at += invitationsMax) {
    const batch = emails.slice(at, at + invitationsMax)
    const invitations = batch.map((email) => ({ email, ...groups, attributes: attribute }))
    try {
      const { inviteUsers } = await client.inviteUsers({ input: { invitations, expiresIn: expires } })
      results.push(...(inviteUsers?.results ?? []))
    } catch (refusal) {
      if (refusal instanceof Rehearsed) {
        rehearsed = refusal.after(rehearsed)
        continue
      }
      tellCulprit(refusal, batch)
      if (rehearsed) {
        tell((refusal as Error).message)
        process.exitCode = exitCodes.failed
        throw rehearsed
      }
      return { results, refusal }
    }
    if (emails.length > invitationsMax) tell(`${results.length} of ${emails.length} done.`)
  }
  if (rehearsed) throw rehearsed
  return { results }
}

/** Prints the address that made the gateway refuse a whole batch, if the error names one. */
function tellCulprit(refusal: unknown, batch: readonly string[]): void {
  const index = /^input\.invitations\.(\d+)\./.exec((refusal as { field?: string }).field ?? '')?.[1]
  const culprit = batch[Number(index)]
  if (culprit === undefined) return
  tell(harmless(`${JSON.stringify(culprit)} is at fault; of ${batch.length}, none was invited.`))
}

/** Prints the results. Throws when somebody could not be invited. */
async function showResults(results: readonly Result[], output: Output<Result>): Promise<void> {
  // Links stand below the table, which might truncate them to fit the terminal.
  const isApart = output.format === 'table' && !output.columns
  await showRows(results, isApart ? resultColumns.filter(({ name }) => name !== 'link') : resultColumns, output)
  const links = results.filter(({ link }) => link)
  if (links.length > 0) tell(handOverOf(output))
  if (isApart) for (const { email, link } of links) say(harmless(`${email}  ${link}`))
  const refused = results.filter(({ error }) => error)
  for (const { email, error } of refused) tell(harmless(`${email}: ${error?.message} (${error?.code})`))
  if (refused.length > 0) process.exitCode = exitCodes.failed
}

export function addInvitationCommands(invitation: Command): void {
  withSort(withList(invitation.command('list'), columns), ['CREATED_AT', 'EMAIL', 'EXPIRES_AT'])
    .description('list invitations, newest first unless sorted')
    .option('--search <text>', 'only with this text in the e-mail address')
    .addOption(choiceOption<InvitationStatus>('--status <status>', allStatuses, 'only this status'))
    .action(async (options: ListOptions<Row> & SortOptions<InvitationOrderField> & Search, command: Command) => {
      const { client } = await connect(command)
      const filter = { search: options.search, statuses: options.status }
      const orderBy = orderOf(options, 'CREATED_AT')
      await showList((page) => client.invitations.all({ filter, orderBy }, page), columns, options)
    })

  withOutput(invitation.command('get').alias('show'), columns)
    .description('show an invitation')
    .argument('<invitation>', whichForm)
    .action(async (given: string, options: Output<Row>, command: Command) => {
      const { client } = await connect(command)
      const id = await findInvitationId(client, given, allStatuses)
      await showOne(existing('invitation', given, (await client.invitation({ id })).invitation), columns, options)
    })

  withDryRun(withOutput(invitation.command('resend'), resentColumns))
    .description('send a pending or expired invitation again with a new link; earlier links stop working')
    .argument('<invitation>', whichForm)
    .action(async (given: string, options: Output<Resent>, command: Command) => {
      const { client } = await connect(command)
      const id = await findInvitationId(client, given, ['PENDING', 'EXPIRED'])
      const resent = existing('invitation', given, (await client.resendInvitation({ id })).resendInvitation)
      if (options.format === 'json') showJson(resent)
      else await showOne({ ...resent.invitation, link: resent.link }, resentColumns, options)
      if (resent.link) tell(handOverOf(options))
    })

  withDryRun(withOutput(invitation.command('revoke'), changedColumns))
    .description('revoke a pending invitation; its link stops working')
    .argument('<invitation>', whichForm)
    .action(async (given: string, options: Output<Row>, command: Command) => {
      const { client } = await connect(command)
      const id = await findInvitationId(client, given, ['PENDING'])
      const { revokeInvitation } = await client.revokeInvitation({ id })
      await showOne(existing('invitation', given, revokeInvitation).invitation, changedColumns, options)
    })
}

const whichForm = 'its e-mail address or id'

function handOverOf<Shown>({ format, columns }: Output<Shown>): string {
  const isShown = format === 'json' || !columns || columns.some(({ name }) => name === 'link')
  if (!isShown)
    return 'No mail server is set up, and the links were left out; clustergate invitation resend makes others.'
  return 'No mail server is set up: hand each link to its person, and to nobody else. It is shown this once.'
}

async function findInvitationId(client: Client, given: string, statuses: readonly InvitationStatus[]): Promise<string> {
  if (isIdOf('invitation', given)) return given
  const rows = client.invitations.all({ filter: { search: given, statuses } })
  const found = await pick(rows, ({ id, email, status, createdAt }) =>
    email === asKept(given) ? { id, label: `${email}, ${status.toLowerCase()}, of ${createdAt}` } : undefined,
  )
  return theOne('invitation', given, found).id
}
