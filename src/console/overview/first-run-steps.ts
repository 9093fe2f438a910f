import type { DeliveryStatus, FirstRunQuery, OverviewQuery, Permission } from '../../sdk/generated.ts'

/** What is known of the account; undefined where the viewer may not see it. */
export interface Known {
  readonly clusters: NonNullable<OverviewQuery['clusters']>['nodes'] | undefined
  readonly admins: NonNullable<FirstRunQuery['admins']>['nodes'] | undefined
  readonly invitations: NonNullable<FirstRunQuery['invitations']>['nodes'] | undefined
  readonly databaseCount: number | undefined
  readonly tokenCount: number | undefined
  /** Whether a token was ever used; undefined also where no proxy tells. */
  readonly hasUse: boolean | undefined
}

export interface Step {
  readonly title: string
  /** Why it is needed, and how it is now. */
  readonly why: string
  readonly isDone: boolean
  /** Where it is done, for those who hold the permission, if it takes one. */
  readonly action?: { readonly label: string; readonly href: string; readonly permission?: Permission }
  /** Who can do it, for those who may not. */
  readonly who: string
}

const operator = 'The operator of this gateway does it.'
const admin = 'An Admin can do it.'

const mailWords: Readonly<Record<DeliveryStatus | 'NONE', string>> = {
  NONE: 'No mail was sent yet: the first invitation shows whether it arrives.',
  QUEUED: 'The last mail waits to be sent: the mail server has not taken it yet.',
  SENT: 'The mail server took the last mail.',
  FAILED: 'The last mail could not be delivered: the operator looks at SMTP_URL and the log.',
  WRITTEN: 'No mail server is configured, so links are handed over by other means. The operator sets SMTP_URL.',
}

/** The steps by which an account comes into use, as far as the viewer may see them. */
export function stepsOf({ clusters, admins, invitations, databaseCount, tokenCount, hasUse }: Known): Step[] {
  const unaddressed = clusters?.find(({ url }) => url === '')
  const isConnected = clusters?.some(({ link, lastCheckAt }) => link.kind !== 'NONE' || lastCheckAt !== null)
  const clusterPage = (id: string | undefined) => (id === undefined ? '/clusters' : `/clusters/${id}`)
  const deliveries = invitations?.map(({ delivery }) => delivery) ?? []
  return [
    clusters && {
      title: 'The address of the cluster is known',
      why: 'Programs write and query there; ready commands and configurations name it.',
      isDone: clusters.length > 0 && unaddressed === undefined,
      action: { label: 'Show how', href: clusterPage(unaddressed?.id) },
      who: operator,
    },
    clusters && {
      title: 'A cluster is connected',
      why: 'Until then, databases and tokens are kept in records only, and nobody checks tokens.',
      isDone: isConnected === true,
      action: { label: 'Show how', href: clusterPage(clusters[0]?.id) },
      who: operator,
    },
    admins && {
      title: 'There is a second Admin',
      why: 'When the only Admin cannot sign in, nobody can let people in or out.',
      isDone: admins.length > 1,
      action: { label: 'Invite', href: '/invitations/new', permission: 'INVITATION_CREATE' as const },
      who: admin,
    },
    invitations && {
      title: 'Mail arrives',
      why: mailWords[deliveries[0] ?? 'NONE'],
      // One that waits or fails later says nothing of the mail server.
      isDone: deliveries.includes('SENT'),
      action: { label: 'Show invitations', href: '/invitations' },
      who: '',
    },
    databaseCount !== undefined && {
      title: 'There is a database',
      why: 'It holds what programs write, for as long as its retention says.',
      isDone: databaseCount > 0,
      action: { label: 'Create', href: '/databases?dialog=create', permission: 'DATABASE_CREATE' as const },
      who: admin,
    },
    tokenCount !== undefined && {
      title: 'There is a database token',
      why: 'A program writes and queries with it; each program should have its own.',
      isDone: tokenCount > 0,
      action: { label: 'Create', href: '/database-tokens?dialog=create', permission: 'DATABASE_TOKEN_CREATE' as const },
      who: 'An Admin or a Member can do it.',
    },
    hasUse !== undefined && {
      title: 'A program has used a token',
      why: 'The page of a token has a command that writes a first point.',
      isDone: hasUse,
      action: { label: 'Show tokens', href: '/database-tokens' },
      who: 'A program with a token does it.',
    },
  ].filter((step) => step !== undefined && step !== false)
}
