import { Button, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ClustersDocument, type ClustersQuery, ViewerDocument, type ViewerQuery } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { ConnectionFacts } from '../facts/connection-facts.tsx'
import { gateway } from '../gateway.ts'
import { Entrance } from '../sign-in/entrance.tsx'
import { Failure } from '../states/failure.tsx'
import { Loading } from '../states/loading.tsx'

interface Known {
  readonly viewer: ViewerQuery['viewer']
  readonly clusters: ClustersQuery['clusters']
}

/** The page after an accepted invitation: the new user is signed in, and sees where to connect. */
export function Welcome() {
  const [known, setKnown] = useState<Known>()
  const [refusal, setRefusal] = useState<Refusal>()
  useEffect(() => {
    Promise.all([ask(ViewerDocument, { withAccount: true }), ask(ClustersDocument, { first: 20 })]).then(
      ([{ viewer }, { clusters }]) => setKnown({ viewer, clusters }),
      (error: unknown) => {
        const refusal = asRefusal(error)
        // The groups of some grant neither the account nor its clusters: there is nothing to show of them.
        if (refusal.code === 'FORBIDDEN') setKnown({ viewer: null, clusters: null })
        else setRefusal(refusal)
      },
    )
  }, [])
  return (
    <Entrance title="Welcome">
      <Stack>
        <Text role="status">You have joined, and are signed in.</Text>
        {refusal && <Failure refusal={refusal} />}
        {!known && !refusal && <Loading rows={3} />}
        {known?.viewer?.account && (
          <ConnectionFacts account={known.viewer.account} clusters={known.clusters?.nodes ?? []} />
        )}
        <Button component="a" href={`${gateway.basePath}/`}>
          Go to the overview
        </Button>
      </Stack>
    </Entrance>
  )
}
