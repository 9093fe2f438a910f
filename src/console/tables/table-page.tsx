import { Redirect, useParams } from 'wouter'
import { TableDocument } from '../../sdk/generated.ts'
import { useRead } from '../api/use-read.ts'
import { Empty } from '../states/empty.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'

/** A table is shown on the page of its database: this leads there, for links that know the table alone. */
export default function TablePage() {
  const { id = '' } = useParams<{ id: string }>()
  const { data, refusal, isLoading, again } = useRead(TableDocument, { id }, { of: ['Table'] })
  if (isLoading) return <Loading />
  if (data?.table) return <Redirect to={`/databases/${data.table.database.id}`} replace />
  return refusal ? <Failure refusal={refusal} again={again} /> : <Empty title="The table no longer exists." />
}
