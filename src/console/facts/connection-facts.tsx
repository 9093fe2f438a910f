import { gateway } from '../gateway.ts'
import { CopyLine } from './copy-line.tsx'
import { Facts } from './facts.tsx'

interface Props {
  /** Null where it may not be read. */
  readonly account: { readonly id: string } | null
  readonly clusters: readonly { readonly id: string; readonly name: string; readonly url: string }[]
}

/** The ids and URLs that a program needs to connect: the account, its clusters, and this API. */
export function ConnectionFacts({ account, clusters }: Props) {
  const api = `${location.origin}${gateway.apiPath}`
  return (
    <Facts
      facts={[
        ...(account ? [{ label: 'Account ID', value: <CopyLine value={account.id} label="the account ID" /> }] : []),
        ...clusters.map(({ name, url }) => ({
          label: `Cluster ${name}`,
          value: url ? <CopyLine value={url} label={`the URL of ${name}`} /> : 'URL not set',
        })),
        { label: 'Management API', value: <CopyLine value={api} label="the address of the API" /> },
      ]}
    />
  )
}
