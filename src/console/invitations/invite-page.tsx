import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { PageHeader } from '../frame/page-header.tsx'
import { InviteForm, type Result } from './invite-form.tsx'
import { InviteResults } from './invite-results.tsx'

/** The page with the form that invites people. */
export default function InvitePage() {
  const [results, setResults] = useState<readonly Result[]>([])
  return (
    <>
      <PageHeader title="Invite people">
        <Button component={Link} href="/invitations" variant="default">
          All invitations
        </Button>
      </PageHeader>
      {results.length > 0 && <InviteResults results={results} />}
      <InviteForm onInvited={setResults} />
    </>
  )
}
