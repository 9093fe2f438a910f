import { readConfig } from '../../src/config.ts'
import type { Row } from '../../src/operator/doctor/check.ts'
import { examine } from '../../src/operator/doctor/doctor.ts'
import type { CheckName } from '../../src/operator/doctor/names.ts'
import type { TestGateway } from '../gateway.ts'

export type Environment = Record<string, string>

/** What the doctor’s checks of these names find. */
export async function doctor(
  { store: { databaseUrl, dataDirectory } }: Pick<TestGateway, 'store'>,
  only: readonly CheckName[],
  environment: Environment = {},
  mailTo?: string,
): Promise<readonly Row[]> {
  const config = readConfig({
    CLUSTERGATE_DATA_DIR: dataDirectory,
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...environment,
  })
  return examine(config, { only, mailTo, accountId: undefined })
}
