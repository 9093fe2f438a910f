import { Anchor, Text } from '@mantine/core'
import { Database as DatabaseIcon } from 'lucide-react'
import { type CSSProperties, Fragment, type ReactNode } from 'react'
import { Link } from 'wouter'
import { DatabaseTokensDocument, type DatabaseTokensQuery } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { listed, numberWords } from '../counts/count-words.ts'
import { Section } from '../frame/section.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'
import { useSignedIn } from '../viewer/viewer.ts'
import { Why } from '../viewer/why.tsx'
import { Edges, pitch } from './edges.tsx'
import classes from './reach.module.css'
import { type ReachedDatabase, type ReachingGroup, reachingGroups } from './reaching-groups.ts'
import { type PeopleReach, usePeopleReach } from './use-people-reach.ts'

interface Props {
  readonly database: ReachedDatabase
}

const tokensDrawn = 6
const groupsDrawn = 12

type Token = NonNullable<DatabaseTokensQuery['databaseTokens']>['nodes'][number]

/** Who can reach a database: people by their groups, and programs by their tokens. */
export function Reach({ database }: Props) {
  const { may } = useSignedIn()
  const [seesPeople, seesTokens] = [may('USER_READ') && may('GROUP_READ'), may('DATABASE_TOKEN_READ')]
  const people = usePeopleReach(database.id, seesPeople)
  const tokens = useRead(
    DatabaseTokensDocument,
    { filter: { databaseIds: [database.id] }, first: tokensDrawn, withTotalCount: true, withLastCheck: false },
    { of: ['DatabaseToken'], pause: !seesTokens },
  )
  const refusal = people.refusal ?? tokens.refusal
  const isLoading = tokens.isLoading || (seesPeople && !people.reach && !people.refusal)
  return (
    <Section
      title="Who can reach it"
      actions={
        <Why
          sought={[
            { permission: 'USER_READ', words: 'see the people' },
            { permission: 'DATABASE_TOKEN_READ', words: 'see the tokens' },
          ]}
        />
      }
    >
      {isLoading && <Loading />}
      {refusal && <Failure refusal={refusal} />}
      {!isLoading && !refusal && (
        <>
          <Picture
            database={database}
            reach={people.reach}
            tokens={tokens.data?.databaseTokens?.nodes}
            otherTokens={(tokens.data?.databaseTokens?.totalCount ?? 0) - tokensDrawn}
          />
          <Legend />
        </>
      )}
    </Section>
  )
}

/** What the two kinds of line stand for; where there are no lines, words say it at each name. */
function Legend() {
  return (
    <p className={classes['legend']} aria-hidden="true">
      {[true, false].map((isStrong) => (
        <span key={String(isStrong)}>
          <svg viewBox="0 0 28 8" width={28} height={8} className={classes['edges']} aria-hidden="true">
            <path d="M0 4 H28" data-strong={isStrong || undefined} />
          </svg>
          {isStrong ? 'Manages the database, or writes to it' : 'Sees or reads it'}
        </span>
      ))}
    </p>
  )
}

interface PictureProps extends Props {
  /** Undefined for a viewer who may not see people. */
  readonly reach: PeopleReach | undefined
  /** Undefined for a viewer who may not see tokens. */
  readonly tokens: readonly Token[] | undefined
  readonly otherTokens: number
}

/** On a telephone, the columns are lists below each other, and words stand for the lines. */
function Picture({ database, reach, tokens, otherTokens }: PictureProps) {
  const people = reach?.people ?? []
  const allGroups = reachingGroups(reach?.groups ?? [], database)
  const groups = allGroups.slice(0, groupsDrawn)
  const groupRows = groups.length + (allGroups.length > groups.length ? 1 : 0)
  const peopleRows = people.length + (reach && reach.others > 0 ? 1 : 0)
  const tokenRows = (tokens?.length ?? 0) + (otherTokens > 0 ? 1 : 0)
  const rows = Math.max(peopleRows, groupRows, tokenRows, 1)
  return (
    <div className={classes['picture']} style={{ '--height': `${rows * pitch}px` } as CSSProperties}>
      {reach && (
        <>
          <Column title="People">
            {people.map(({ id, name, groupIds }) => (
              <Node key={id} href={`/users/${id}`} name={name} told={`by ${listed(namesOf(allGroups, groupIds))}`} />
            ))}
            {reach.others > 0 && <More href={membersOf(allGroups)} count={reach.others} />}
          </Column>
          <Edges
            edges={people.flatMap(({ groupIds }, from) =>
              groups.flatMap(({ id, verb }, to) =>
                groupIds.includes(id) ? [{ from, to, isStrong: verb === 'manages' }] : [],
              ),
            )}
            left={peopleRows}
            right={groupRows}
            rows={rows}
          />
          <Column title="Groups">
            {groups.map(({ id, name, verb, isConditional }) => (
              <Node
                key={id}
                href={`/groups/${id}`}
                name={name}
                verb={isConditional ? `${verb}, on conditions` : verb}
              />
            ))}
            {allGroups.length > groups.length && <More href="/groups" count={allGroups.length - groups.length} />}
          </Column>
          <Edges
            edges={groups.map(({ verb }, from) => ({ from, to: 0, isStrong: verb === 'manages' }))}
            left={groupRows}
            right={1}
            rows={rows}
          />
        </>
      )}
      <div className={classes['database']}>
        <DatabaseIcon size={18} aria-hidden="true" />
        <span title={database.name}>{database.name}</span>
      </div>
      {tokens && (
        <>
          <Edges
            edges={tokens.map((token, to) => ({ from: 0, to, isStrong: verbOf(token, database.id) !== 'reads' }))}
            left={1}
            right={tokenRows}
            rows={rows}
          />
          <Column title="Tokens">
            {tokens.map((token) => (
              <Node
                key={token.id}
                href={`/database-tokens/${token.id}`}
                name={token.description}
                verb={verbOf(token, database.id)}
                isVerbFirst
              />
            ))}
            {otherTokens > 0 && <More href={`/databases/${database.id}?tab=tokens`} count={otherTokens} />}
            {tokens.length === 0 && <li className={classes['node']}>No token</li>}
          </Column>
        </>
      )}
    </div>
  )
}

/** Where the people are who are not drawn. */
const membersOf = (groups: readonly ReachingGroup[]): string =>
  `/users?${new URLSearchParams({ group: groups.map(({ id }) => id).join(), status: 'ACTIVE' })}`

const namesOf = (groups: readonly ReachingGroup[], ids: readonly string[]): readonly string[] =>
  groups.filter(({ id }) => ids.includes(id)).map(({ name }) => name)

/** What a token may do with the data of a database. */
function verbOf({ permissions }: Token, databaseId: string): string {
  const actions = permissions
    .filter(({ allDatabases, database }) => allDatabases || database?.id === databaseId)
    .map(({ action }) => action)
  const [reads, writes] = [actions.includes('READ'), actions.includes('WRITE')]
  if (reads && writes) return 'reads, writes'
  return writes ? 'writes' : 'reads'
}

function Column({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes['column']}>
      <Text size="xs" c="dimmed" className={classes['title']}>
        {title}
      </Text>
      <ul aria-label={title}>{children}</ul>
    </div>
  )
}

interface NodeProps {
  readonly href: string
  readonly name: string
  /** What is written at the beginning of its line. */
  readonly verb?: string
  readonly isVerbFirst?: boolean
  /** What its lines say, in words. */
  readonly told?: string
}

function Node({ href, name, verb, isVerbFirst = false, told }: NodeProps) {
  const parts = [
    <Anchor key="name" component={Link} href={href} inherit className={classes['name']} title={name}>
      {name}
    </Anchor>,
    <Fragment key="verb">{verb && <span className={classes['verb']}>{verb}</span>}</Fragment>,
  ]
  return (
    <li className={classes['node']}>
      {isVerbFirst ? parts.reverse() : parts}
      {told && <span className={classes['told']}>{told}</span>}
    </li>
  )
}

function More({ href, count }: { readonly href: string; readonly count: number }) {
  return (
    <li className={classes['node']}>
      <Anchor component={Link} href={href} inherit>
        and {numberWords(count)} more
      </Anchor>
    </li>
  )
}
