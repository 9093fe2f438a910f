import { failed, ok, onOpened, warning } from './check.ts'

/** Whether the keys are those of the store, and those of the gateways that run on it. */
export const masterKey = onOpened(async ({ masterKey: { place, warnings }, ring, keys }) => {
  const holders = await ring.holders()
  const lacking = holders.filter(({ keyIds }) => !keyIds.includes(keys.current.id))
  if (lacking.length > 0) {
    return [
      failed(
        `${lacking.length} of ${holders.length} gateways that run lack the master key ${keys.current.id}.`,
        'Give them the same keys; `clustergate key status` shows who has which.',
      ),
    ]
  }
  if (warnings.length > 0) return warnings.map((text) => warning(text, null))
  const running = holders.length === 1 ? 'the gateway that runs has' : `the ${holders.length} gateways that run have`
  const others = holders.length === 0 ? 'no gateway runs' : `${running} it, too`
  return [ok(`The master key ${keys.current.id} of ${place} is that of the store; ${others}.`)]
})
