import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { VerifyAuditLogDocument, type VerifyAuditLogQuery } from '../../sdk/generated.ts'
import { ask } from '../api/client.ts'
import { asRefusal, type Refusal } from '../api/refusal.ts'
import { numberWords } from '../counts/count-words.ts'
import { CopyLine } from '../facts/copy-line.tsx'
import { Failure } from '../states/failure.tsx'

type Verification = NonNullable<VerifyAuditLogQuery['verifyAuditLog']>
type State =
  | { readonly name: 'unasked' | 'walking' }
  | { readonly name: 'known'; readonly verification: Verification }
  | { readonly name: 'refused'; readonly refusal: Refusal }

/** Verifies the hash chain of the log on request, as the gateway has to read the whole log. */
export function ChainStatus() {
  const [state, setState] = useState<State>({ name: 'unasked' })
  const verify = async () => {
    setState({ name: 'walking' })
    try {
      const { verifyAuditLog } = await ask(VerifyAuditLogDocument, {})
      setState(verifyAuditLog ? { name: 'known', verification: verifyAuditLog } : { name: 'unasked' })
    } catch (error) {
      setState({ name: 'refused', refusal: asRefusal(error) })
    }
  }
  return (
    <div role="status">
      {state.name === 'known' && <Found verification={state.verification} />}
      {state.name === 'refused' && <Failure refusal={state.refusal} />}
      {state.name !== 'known' && (
        <Button variant="default" loading={state.name === 'walking'} onClick={() => void verify()}>
          Verify the log
        </Button>
      )}
    </div>
  )
}

function Found({ verification }: { readonly verification: Verification }) {
  const { intact, checked, firstBrokenSequence, headHash } = verification
  const count = numberWords(Number(checked))
  if (!intact)
    return (
      <Alert color="red" title={`The log is broken at event ${firstBrokenSequence}`}>
        <Text size="sm">The {count} events before it are as they were written. Tell the operator of the gateway.</Text>
      </Alert>
    )
  return (
    <Alert color="gray" title="The log is intact">
      <Text size="sm" mb={4}>
        All {count} events are as they were written. Keep the last hash to compare with another time.
      </Text>
      <CopyLine value={headHash} label="the last hash" />
    </Alert>
  )
}
