import { raisedLimits } from '../../config.ts'
import { type Check, ok, warning } from './check.ts'

/** What the start would warn of in the environment and in the data directory. */
export const configuration: Check = async ({ config, opened }) => {
  const found = [...config.warnings, ...raisedLimits(config), ...(opened?.risks ?? [])]
  return found.length > 0 ? found.map((risk) => warning(risk, null)) : [ok('The environment is as it should be.')]
}
