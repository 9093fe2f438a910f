import { Anchor } from '@mantine/core'
import { Link, Redirect, useParams } from 'wouter'
import { TableDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { PageHeader } from '../frame/page-header.tsx'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'

/** A table is shown on the page of its database: this leads there, for links that know the table alone. */
export default function TablePage() {
  const { id = '' } = useParams<{ id: string }>()
  const { data, refusal, isLoading, again } = useRead(TableDocument, { id }, { of: ['Table'] })
  if (data?.table) return <Redirect to={`/databases/${data.table.database.id}`} replace />
  return (
    <>
      <PageHeader title="Table" />
      {isLoading && <Loading />}
      {refusal && <Failure refusal={refusal} again={again} />}
      {data && (
        <Empty title="The table no longer exists.">
          <Anchor component={Link} href="/databases" size="sm">
            All databases
          </Anchor>
        </Empty>
      )}
    </>
  )
}
